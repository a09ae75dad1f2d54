// Units that will be sent by themselves: what, where, in how many seconds, and one key that stops it.
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../api/client";
import { useCommand } from "../api/command";
import { SENDERS, useAccount } from "../api/session";
import { useLive } from "../live/board";
import type { Alarm } from "../live/views";
import { useKeys } from "../shell/keys";
import { useNow } from "../time/now";
import { CommandMessage } from "../ui/command-message";
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
  useKeys({ b: () => mayStop && first && stop(first) });
  return (
    <div className="automatic-sending" aria-live="assertive">
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

function Countdown({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation();
  const incident = useLive((live) => (alarm.incident_id ? live.board.incidents.get(alarm.incident_id) : undefined));
  const leftS = Math.max(0, Math.ceil((sendAt(alarm) - useNow()) / 1000));
  const units = Array.isArray(alarm.detail?.unit_ids) ? alarm.detail.unit_ids.join(", ") : "";
  return (
    <button type="button" className="plain grow" onClick={() => chooseIncident(alarm.incident_id)}>
      <strong>{t("automatic.in", { units, number: incident?.number ?? "", seconds: leftS })}</strong>{" "}
      <span className="soft">{incident?.address}</span>
    </button>
  );
}

function sendAt({ detail }: Alarm): number {
  return Date.parse(String(detail?.send_at ?? ""));
}

function bySendAt(a: Alarm, b: Alarm): number {
  return sendAt(a) - sendAt(b);
}
