// A crew's next step: one big button; units that carry no patients have fewer steps.

import type { AssignmentStatus, Unit } from "../../base/api/views";
import { nextSteps } from "../../live/steps";

/** With a patient on board, the route no longer leads to the scene. */
export const CARRYING: readonly AssignmentStatus[] = ["transporting", "at_hospital"];

export function nextStep(status: AssignmentStatus, unit: Unit): AssignmentStatus | undefined {
  return stepsOf(status, unit)[0];
}

/** All steps that may still follow, in case the crew missed a button. */
export function stepsOf(status: AssignmentStatus, unit: Unit): AssignmentStatus[] {
  const carries = unit.capabilities.some((capability) => capability.startsWith("ambulance"));
  return nextSteps(status).filter((step) => carries || !CARRYING.includes(step));
}
