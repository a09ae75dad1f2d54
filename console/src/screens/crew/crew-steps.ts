// The next step of a crew: one big button; those that carry no patients have fewer.

import type { AssignmentStatus, Unit } from "../../base/api/views";
import { nextSteps } from "../../live/steps";

/** With a patient on board the way leads no longer to the scene. */
export const CARRYING: readonly AssignmentStatus[] = ["transporting", "at_hospital"];

export function nextStep(status: AssignmentStatus, unit: Unit): AssignmentStatus | undefined {
  return stepsOf(status, unit)[0];
}

/** Everything that may still come, for whoever forgot a button. */
export function stepsOf(status: AssignmentStatus, unit: Unit): AssignmentStatus[] {
  const carries = unit.capabilities.some((capability) => capability.startsWith("ambulance"));
  return nextSteps(status).filter((step) => carries || !CARRYING.includes(step));
}
