// The crew's presses: kept on the phone with their real time, sent in order and once, however long the line is down.
import { create } from "zustand";
import { answerOf, client } from "../base/api/client";
import type { Problem } from "../base/api/problem";
import type { AssignmentStatus } from "../base/api/views";
import { serverNow } from "../base/time/server-clock";
import { type Kept, queue } from "./outbox";

type Pressed = {
  status: AssignmentStatus;
  /** When it was pressed, by the server's clock. */
  at: string;
  /** The hospital that the patient goes to. */
  hospitalId?: string;
};

/** Its subject is the assignment; until it is due it can be undone. */
export type Press = Kept<Pressed>;

export type Refused = { press: Press; problem: Problem };

const ANSWERS: readonly AssignmentStatus[] = ["acknowledged", "canceled"];
const UNDO_MS = 10_000;

export const useRefused = create<{ refused: Refused | null }>(() => ({ refused: null }));

const presses = queue<Pressed, unknown>({
  name: "status",
  send: ([{ key, subject, body }]) => {
    const params = { path: { assignment_id: subject }, header: { "idempotency-key": key } };
    const { status, at, hospitalId } = body;
    return answerOf(
      client.POST("/api/v1/assignments/{assignment_id}/status", {
        params,
        body: { status, at, ...(hospitalId && { hospital_id: hospitalId }) },
      }),
    );
  },
  onRefused: ([press], problem) => useRefused.setState({ refused: { press, problem } }),
});

export const usePresses = presses.useKept;

/** The waiting presses of one assignment, oldest first. */
export function usePressesOf(assignmentId: string | undefined): readonly Press[] {
  return usePresses().filter(({ subject }) => subject === assignmentId);
}

/** Answers to the desk and a hospital are sent at once: the desk waits for them, and they change no status. */
export function press(assignmentId: string, status: AssignmentStatus, hospitalId?: string): void {
  keep(assignmentId, status, ANSWERS.includes(status) || hospitalId ? 0 : UNDO_MS, hospitalId);
}

/** Presses by the desk for a crew: each can be undone. */
export function pressAtDesk(assignmentId: string, status: AssignmentStatus): void {
  keep(assignmentId, status, UNDO_MS);
}

function keep(assignmentId: string, status: AssignmentStatus, undoMs: number, hospitalId?: string): void {
  const at = new Date(serverNow()).toISOString();
  useRefused.setState({ refused: null });
  presses.keep(assignmentId, { status, at, ...(hospitalId && { hospitalId }) }, undoMs);
}

export function takeBack(press: Press): void {
  presses.drop([press]);
}
