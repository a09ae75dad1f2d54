// The order of the alerts on the board: the most urgent kind first, as in the server's table.
import type { AlertKind } from "../../base/api/answers";
import type { Alert, Incident } from "../../base/api/views";

/** Shown with its countdown, separately from the other alerts. */
export const AUTOMATIC_SENDING: AlertKind = "automatic_sending";
const LEAST_URGENT = 5;

/** `kinds`: the most urgent first. In each group the most urgent incident comes first, then the oldest alert. */
export function byKind(
  alerts: Iterable<Alert>,
  incidents: ReadonlyMap<string, Incident>,
  kinds: readonly AlertKind[],
): { kind: AlertKind; alerts: Alert[] }[] {
  const groups = new Map<AlertKind, Alert[]>();
  const priority = ({ incident_id }: Alert) => incidents.get(incident_id ?? "")?.priority ?? LEAST_URGENT;
  const ordered = [...alerts].sort((a, b) => priority(a) - priority(b) || a.raised_at.localeCompare(b.raised_at));
  for (const alert of ordered)
    if (alert.kind !== AUTOMATIC_SENDING) groups.set(alert.kind, [...(groups.get(alert.kind) ?? []), alert]);
  return [...groups]
    .map(([kind, group]) => ({ kind, alerts: group }))
    .sort((a, b) => rank(a.kind, kinds) - rank(b.kind, kinds));
}

/** A kind that the server added since this page was loaded comes last. */
function rank(kind: AlertKind, kinds: readonly AlertKind[]): number {
  const place = kinds.indexOf(kind);
  return place < 0 ? kinds.length : place;
}
