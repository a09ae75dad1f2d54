// Units that will be sent by themselves: what, where, in how many seconds, and one key that stops it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../api/client";
import { useCommand } from "../api/command";
import { SENDERS, useAccount } from "../api/session";
import { useLive } from "../live/board";
import type { Alarm, Incident } from "../live/views";
import { useCommandKeys } from "../shell/keys";
import { useNow } from "../time/now";
import { serverNow } from "../time/server-clock";
import { CommandMessage } from "../ui/command-message";
import { useWhere } from "../words/where";
import { chooseIncident } from "./desk-state";

export const AUTOMATIC_SENDING = "automatic_sending";

export function AutomaticSending() {
  const { t } = useTranslation();
  const alarms = useLive((live) => live.board.alarms);
  const announced = [...alarms.values()].filter(({ kind }) => kind === AUTOMATIC_SENDING).sort(bySendAt);
  const mayStop = SENDERS.includes(useAccount().role);
  const command = useCommand();
  const stop = ({ id }: Alarm) =>
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
        {announced.map((alarm) => (
          <Announcement key={alarm.id} alarm={alarm} />
        ))}
      </div>
      {announced.map((alarm, index) => (
        <div key={alarm.id} className="note-warn row" data-testid="automatic-sending">
          <Countdown alarm={alarm} />
          {mayStop && (
            <button type="button" className="danger" onClick={() => stop(alarm)}>
              {t("automatic.stop")} {index === 0 && <kbd>B</kbd>}
            </button>
          )}
        </div>
      ))}
      <CommandMessage command={command} />
    </div>
  );
}

/** Said once: read aloud, the countdown would speak every second. */
function Announcement({ alarm }: { alarm: Alarm }) {
  const [leftS] = useState(() => secondsLeft(alarm, serverNow()));
  return <p>{useWords(alarm, leftS)}</p>;
}

function Countdown({ alarm }: { alarm: Alarm }) {
  const words = useWords(alarm, secondsLeft(alarm, useNow()));
  const incident = useIncidentOf(alarm);
  const where = useWhere();
  return (
    <button type="button" className="plain grow" onClick={() => chooseIncident(alarm.incident_id)}>
      <strong>{words}</strong> <span className="soft">{incident && where(incident)}</span>
    </button>
  );
}

function useWords(alarm: Alarm, seconds: number): string {
  const { t } = useTranslation();
  const number = useIncidentOf(alarm)?.number ?? "";
  const units = Array.isArray(alarm.detail?.unit_ids) ? alarm.detail.unit_ids.join(", ") : "";
  return t("automatic.in", { units, number, seconds });
}

function useIncidentOf({ incident_id }: Alarm): Incident | undefined {
  return useLive((live) => (incident_id ? live.board.incidents.get(incident_id) : undefined));
}

function secondsLeft(alarm: Alarm, now: number): number {
  return Math.max(0, Math.ceil((sendAt(alarm) - now) / 1000));
}

function sendAt({ detail }: Alarm): number {
  return Date.parse(String(detail?.send_at ?? ""));
}

function bySendAt(a: Alarm, b: Alarm): number {
  return sendAt(a) - sendAt(b);
}
