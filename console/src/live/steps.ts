// The allowed order of statuses: crews press late, so a step may be skipped; none may be undone.
import type { AssignmentStatus } from "../base/api/views";

export const STEPS: readonly AssignmentStatus[] = [
  "dispatched",
  "acknowledged",
  "en_route",
  "on_scene",
  "transporting",
  "at_hospital",
  "clear",
];

export function nextSteps(status: AssignmentStatus): AssignmentStatus[] {
  const place = STEPS.indexOf(status);
  return place < 0 ? [] : STEPS.slice(place + 1);
}

/** A unit with a patient on board is never called off. */
export function mayBeCanceled(status: AssignmentStatus): boolean {
  const place = STEPS.indexOf(status);
  return place >= 0 && place < STEPS.indexOf("transporting");
}
