// Taking a unit out of service: never without saying why.
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../api/client";
import { useCommand } from "../api/command";
import type { Unit } from "../live/views";
import { Ask } from "../ui/ask";
import { CommandMessage } from "../ui/command-message";

export function OutOfService({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useTranslation();
  const command = useCommand();
  const [reason, setReason] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await command.run((key) =>
      answerOf(
        client.PATCH("/api/v1/units/{unit_id}", {
          params: { path: { unit_id: unit.unit_id }, header: { "idempotency-key": key } },
          body: { in_service: false, reason: reason.trim() },
        }),
      ),
    );
    if (done !== undefined) onClose();
  }
  return (
    <Ask title={t("units.why_out", { unit: unit.callsign })} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <input
          aria-label={t("incident.reason")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required
          maxLength={200}
        />
        <CommandMessage command={command} />
        <div className="row">
          <button type="submit" className="primary" disabled={!reason.trim()}>
            {t("units.out_of_service")}
          </button>
          <button type="button" onClick={onClose}>
            {t("incident.cancel")}
          </button>
        </div>
      </form>
    </Ask>
  );
}
