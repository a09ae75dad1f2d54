// Calls units off: by the desk, or by the sender to undo a wrong press.
import { answerOf, client } from "../../base/api/client";
import { Problem } from "../../base/api/problem";
import type { Assignment } from "../../base/api/views";
import { sendCommand } from "../../live/command";
import { useDesk } from "../../parts/desk-state";

export function callOff({ id }: Pick<Assignment, "id">, key: string): Promise<unknown> {
  return answerOf(
    client.POST("/api/v1/assignments/{assignment_id}/status", {
      params: { path: { assignment_id: id }, header: { "idempotency-key": key } },
      body: { status: "canceled" },
    }),
  );
}

/** Calls each off by itself: a unit that has arrived meanwhile stays, and the desk is shown the reason. */
export async function takeBackSending(sent: readonly Assignment[], incidentNumber: string): Promise<void> {
  for (const assignment of sent) {
    try {
      await sendCommand((key) => callOff(assignment, key));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      useDesk.setState({ refusal: { incidentNumber, problem: error } });
    }
  }
}
