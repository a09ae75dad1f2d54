// The order of the queue: incidents that wait for units first, and within a priority those that all units left before
// arriving; then incidents being worked on, then those that can be closed.
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
