// What is left of a turnout: the ETA of a unit that was sent counts it until its wheels roll.
import type { Assignment } from "../api/views";

/** Until its wheels roll a unit needs what is left of its turnout beside the drive. */
export function turnoutLeftS({ status, dispatched_at, turnout_s }: Assignment, nowMs: number): number {
  if (status !== "dispatched" && status !== "acknowledged") return 0;
  return Math.max(0, (turnout_s ?? 0) - (nowMs - Date.parse(dispatched_at)) / 1000);
}
