// The crew's presses: kept on the phone with their real time, sent in order and once, however long the line is dead.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../base/api/client";
import { newKey } from "../base/api/idempotency";
import { mayStillGo, Problem } from "../base/api/problem";
import type { AssignmentStatus } from "../base/api/views";
import { serverNow } from "../base/time/server-clock";
import { currentOwner, isMine, type Owned, onOwnerChanged } from "./owner";

export type Press = Owned & {
  key: string;
  assignmentId: string;
  status: AssignmentStatus;
  /** Where the patient goes. */
  hospitalId?: string;
  /** When it was pressed, by the server's clock. */
  at: string;
  /** Until then it can be taken back; by this phone's clock, in milliseconds. */
  undoUntil: number;
};

export type Refused = { press: Press; problem: Problem };

const ANSWERS: readonly AssignmentStatus[] = ["acknowledged", "canceled"];
const UNDO_MS = 10_000;
const AGAIN_MS = 3_000;

export const usePresses = create<{ presses: readonly Press[] }>()(
  persist((): { presses: readonly Press[] } => ({ presses: [] }), { name: "sigap.presses" }),
);
export const useRefused = create<{ refused: Refused | null }>(() => ({ refused: null }));

/** What answers the desk and a hospital go out at once: the desk waits for them, and they move nothing. */
export function press(assignmentId: string, status: AssignmentStatus, hospitalId?: string): void {
  keep(assignmentId, status, ANSWERS.includes(status) || hospitalId ? 0 : UNDO_MS, hospitalId);
}

/** By the desk for a crew: each can be taken back. */
export function pressAtDesk(assignmentId: string, status: AssignmentStatus): void {
  keep(assignmentId, status, UNDO_MS);
}

function keep(assignmentId: string, status: AssignmentStatus, undoMs: number, hospitalId?: string): void {
  const undoUntil = Date.now() + undoMs;
  const at = new Date(serverNow()).toISOString();
  const made = {
    owner: currentOwner(),
    key: newKey(),
    assignmentId,
    status,
    at,
    undoUntil,
    ...(hospitalId && { hospitalId }),
  };
  usePresses.setState(({ presses }) => ({ presses: [...presses, made] }));
  useRefused.setState({ refused: null });
  sendSoon();
}

export function takeBack(key: string): void {
  drop(key);
}

let timer: ReturnType<typeof setTimeout> | undefined;
let sending = false;

/** Sends what is due, oldest first; calls itself again while anything is left. */
export function sendSoon(afterMs = 0): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendDue(), afterMs);
}

async function sendDue(): Promise<void> {
  const oldest = usePresses.getState().presses.find(isMine);
  if (!oldest || sending) return;
  const waitMs = oldest.undoUntil - Date.now();
  if (waitMs > 0) return sendSoon(waitMs);
  sending = true;
  const open = await send(oldest);
  sending = false;
  sendSoon(open ? AGAIN_MS : 0);
}

/** True when nobody knows yet what became of it. */
async function send(oldest: Press): Promise<boolean> {
  const params = { path: { assignment_id: oldest.assignmentId }, header: { "idempotency-key": oldest.key } };
  const { status, at, hospitalId } = oldest;
  const body = { status, at, ...(hospitalId && { hospital_id: hospitalId }) };
  try {
    await answerOf(client.POST("/api/v1/assignments/{assignment_id}/status", { params, body }));
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem({ code: "unexpected_answer" });
    if (mayStillGo(problem)) return true;
    useRefused.setState({ refused: { press: oldest, problem } });
  }
  drop(oldest.key);
  return false;
}

function drop(key: string): void {
  usePresses.setState(({ presses }) => ({ presses: presses.filter((press) => press.key !== key) }));
}

addEventListener("online", () => sendSoon());
onOwnerChanged(() => sendSoon());
