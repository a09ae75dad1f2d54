// Which status may follow which: crews press late, so a step may be skipped; none may be undone.
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

/** Nobody is called off who has a patient on board. */
export function mayBeCanceled(status: AssignmentStatus): boolean {
  const place = STEPS.indexOf(status);
  return place >= 0 && place < STEPS.indexOf("transporting");
}
