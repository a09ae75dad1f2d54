// Takes a unit out of service; a reason is required.
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import type { Unit } from "../../base/api/views";
import { AskReason } from "../../ui/ask-reason";

export function OutOfService({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useTranslation();
  const send = (reason: string, key: string) =>
    answerOf(
      client.PATCH("/api/v1/units/{unit_id}", {
        params: { path: { unit_id: unit.unit_id }, header: { "idempotency-key": key } },
        body: { in_service: false, reason },
      }),
    );
  return (
    <AskReason
      title={t("units.why_out", { unit: unit.callsign })}
      confirm={t("units.out_of_service")}
      send={send}
      onClose={onClose}
    />
  );
}
