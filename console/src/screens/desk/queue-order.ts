// The order of the queue: who waits for units first, of equal priority whom everybody left before arriving before all
// others; then who is being helped, then what can be closed.
import type { Incident } from "../../base/api/views";

const GROUP: Record<Incident["status"], number> = {
  waiting: 0,
  dispatched: 1,
  en_route: 1,
  on_scene: 1,
  cleared: 2,
  closed: 3,
};

export function inQueueOrder(incidents: Iterable<Incident>): Incident[] {
  return [...incidents].sort(
    (a, b) =>
      GROUP[a.status] - GROUP[b.status] ||
      a.priority - b.priority ||
      Number(b.nobody_came) - Number(a.nobody_came) ||
      a.created_at.localeCompare(b.created_at),
  );
}
