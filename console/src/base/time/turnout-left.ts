// The rest of a turnout: the ETA of a unit that was sent includes it until its wheels roll.
import type { Assignment } from "../api/views";

/** Until its wheels roll a unit needs the rest of its turnout besides the drive. */
export function turnoutLeftS({ status, dispatched_at, turnout_s }: Assignment, nowMs: number): number {
  if (status !== "dispatched" && status !== "acknowledged") return 0;
  return Math.max(0, (turnout_s ?? 0) - (nowMs - Date.parse(dispatched_at)) / 1000);
}
