// The details of a timeline entry beside its kind: units, status, reason.
import { useTranslation } from "react-i18next";
import type { EventKind, TimelineEntry } from "../base/api/answers";
import { momentSaid } from "../base/time/duration";
import { useTerm } from "../base/words/terms";

const OF_CALLS: readonly EventKind[] = ["call_updated", "call_closed"]; // calls end in other ways than incidents

export function Facts({ entry }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const { unit_ids, unit_id, status, was, reason, disposition, alarm, alarm_level, claimed_at } = entry.data;
  const said = [
    Array.isArray(unit_ids) ? unit_ids.join(", ") : unit_id,
    typeof status === "string" && typeof was === "string" && `${term("status", was)} → ${term("status", status)}`,
    typeof status === "string" && typeof was !== "string" && term("status", status),
    typeof disposition === "string" &&
      term(OF_CALLS.includes(entry.kind) ? "call.disposition" : "disposition", disposition),
    typeof alarm === "string" && term("alert_kind", alarm),
    typeof was === "number" ? `${was} → ${String(alarm_level)}` : alarm_level,
    reason && `“${String(reason)}”`,
    typeof claimed_at === "string" && t("incident.claimed_at", { claimed_at: momentSaid(claimed_at, i18n.language) }),
  ];
  return <strong>{said.filter(Boolean).join(" · ")}</strong>;
}
