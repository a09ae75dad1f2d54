// Units about to be sent automatically: which, where, in how many seconds, and one key to stop it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount } from "../../base/api/session";
import type { Alert, Incident } from "../../base/api/views";
import { useCommandKeys } from "../../base/keys/keys";
import { useNow } from "../../base/time/now";
import { serverNow } from "../../base/time/server-clock";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { chooseIncident } from "../../parts/desk-state";
import { CommandMessage } from "../../ui/command-message";
import { AUTOMATIC_SENDING } from "./alert-order";

export function AutomaticSending() {
  const { t } = useTranslation();
  const alerts = useLive((live) => live.board.alerts);
  const announced = [...alerts.values()].filter(({ kind }) => kind === AUTOMATIC_SENDING).sort(bySendAt);
  const mayStop = SENDERS.includes(useAccount().role);
  const command = useCommand();
  const stop = ({ id }: Alert) =>
    void command.run((key) =>
      answerOf(
        client.POST("/api/v1/alarms/{alarm_id}/take", {
          params: { path: { alarm_id: id }, header: { "idempotency-key": key } },
        }),
      ),
    );
  const first = announced[0];
  useCommandKeys({ b: () => mayStop && first && stop(first) });
  return (
    <div className="automatic-sending">
      <div className="visually-hidden" aria-live="assertive">
        {announced.map((alert) => (
          <Announcement key={alert.id} alert={alert} />
        ))}
      </div>
      {announced.map((alert, index) => (
        <div key={alert.id} className="note-warn row" data-testid="automatic-sending">
          <Countdown alert={alert} />
          {mayStop && (
            <button type="button" className="danger" onClick={() => stop(alert)}>
              {t("automatic.stop")} {index === 0 && <kbd>B</kbd>}
            </button>
          )}
        </div>
      ))}
      <CommandMessage command={command} />
    </div>
  );
}

/** Announced once: a screen reader would read the countdown every second. */
function Announcement({ alert }: { alert: Alert }) {
  const [leftS] = useState(() => secondsLeft(alert, serverNow()));
  return <p>{useWords(alert, leftS)}</p>;
}

function Countdown({ alert }: { alert: Alert }) {
  const words = useWords(alert, secondsLeft(alert, useNow()));
  const incident = useIncidentOf(alert);
  const where = useWhere();
  return (
    <button type="button" className="plain grow" onClick={() => chooseIncident(alert.incident_id)}>
      <strong>{words}</strong> <span className="soft">{incident && where(incident)}</span>
    </button>
  );
}

function useWords(alert: Alert, seconds: number): string {
  const { t } = useTranslation();
  const number = useIncidentOf(alert)?.number ?? "";
  const units = Array.isArray(alert.detail?.unit_ids) ? alert.detail.unit_ids.join(", ") : "";
  return t("automatic.in", { units, number, seconds });
}

function useIncidentOf({ incident_id }: Alert): Incident | undefined {
  return useLive((live) => (incident_id ? live.board.incidents.get(incident_id) : undefined));
}

function secondsLeft(alert: Alert, now: number): number {
  return Math.max(0, Math.ceil((sendAt(alert) - now) / 1000));
}

function sendAt({ detail }: Alert): number {
  return Date.parse(String(detail?.send_at ?? ""));
}

function bySendAt(a: Alert, b: Alert): number {
  return sendAt(a) - sendAt(b);
}
