// Unattended calls, on every screen: number, age, a key to take the oldest, a sound, and the count in the page title.
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAccount } from "../../base/api/session";
import type { LiveCall } from "../../base/api/views";
import { useKeys } from "../../base/keys/keys";
import { SCREENS } from "../../base/screens";
import { useLive } from "../../live/board";
import { Clock } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { stateOf, unattended } from "./call-order";
import { newCall } from "./new-call";
import { useRinging } from "./use-ringing";
import "./use-submit-call"; // sends saved calls that have no answer yet, on every screen
import { useTakeCall } from "./use-take-call";
import "./unattended.css";

const TITLE = "Sigap 112";
/** A caller is waiting on the line: it sounds like a ringing call, only less often. */
const WAITING_AGAIN_MS = 9_000;
const RINGING_AGAIN_MS = 3_000;

export function useUnattended(): readonly LiveCall[] {
  const calls = useLive((live) => live.board.calls);
  return useMemo(() => unattended(calls.values()), [calls]);
}

/** Renders nothing for roles that answer no calls. */
export function UnattendedCalls() {
  return SCREENS[useAccount().role].includes("calls") ? <Unattended /> : null;
}

function Unattended() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const calls = useUnattended();
  const { take, command } = useTakeCall();
  const first = calls[0];
  const ringing = first !== undefined && stateOf(first) === "ringing";
  useRinging(first !== undefined, ringing ? RINGING_AGAIN_MS : WAITING_AGAIN_MS);
  useTitle(calls.length);
  const answer = () => {
    if (!first) return;
    go("/calls");
    void take(first);
  };
  const begin = () => {
    go("/calls");
    newCall();
  };
  useKeys({ F2: begin, F4: answer });
  return (
    <>
      <div role="status" className="visually-hidden">
        {first && t("call.unattended", { count: calls.length })}
      </div>
      {first && (
        <button type="button" className="unattended" data-testid="unattended" data-ringing={ringing} onClick={answer}>
          <span aria-hidden="true">☎ {calls.length}</span>
          <span className="visually-hidden">{t("call.unattended", { count: calls.length })}</span>
          <Clock sinceMs={oldest(calls)} target={null} />
          <kbd>F4</kbd>
        </button>
      )}
      {command.state.phase === "refused" && (
        <div className="unattended-refused">
          <CommandMessage command={command} />
        </div>
      )}
    </>
  );
}

export function oldest(calls: readonly LiveCall[]): number {
  return Math.min(...calls.map(({ received_at }) => Date.parse(received_at)));
}

/** The title shows in the browser's tab, even when another page covers this one. */
function useTitle(count: number): void {
  useEffect(() => {
    document.title = count ? `(${count}) 112 – ${TITLE}` : TITLE;
    return () => {
      document.title = TITLE;
    };
  }, [count]);
}
