// The call for help: goes by itself after three seconds in which it can be taken back, and waits where there is no line.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../api/client";
import { newKey } from "../api/idempotency";
import { mayStillGo, Problem } from "../api/problem";
import type { Place } from "../live/views";
import { serverNow } from "../time/server-clock";

export type Sos = {
  key: string;
  /** When it was pressed, by the server's clock. */
  at: string;
  position: Place | null;
  /** It goes then; by this phone's clock, in milliseconds. */
  sendAt: number;
};

type State = { waiting: Sos | null; sentAt: string | null; problem: string | null };

const TAKE_BACK_MS = 3_000;
const AGAIN_MS = 2_000;

export const useSos = create<State>()(
  persist((): State => ({ waiting: null, sentAt: null, problem: null }), { name: "sigap.sos" }),
);

export function callForHelp(position: Place | null): void {
  if (useSos.getState().waiting) return;
  const sos = { key: newKey(), at: new Date(serverNow()).toISOString(), position, sendAt: Date.now() + TAKE_BACK_MS };
  useSos.setState({ waiting: sos, sentAt: null, problem: null });
  sendHelpSoon();
}

export function takeBackHelp(): void {
  useSos.setState({ waiting: null });
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Also at the start of the page: what was pressed before it was closed still goes. */
export function sendHelpSoon(): void {
  const { waiting } = useSos.getState();
  clearTimeout(timer);
  if (waiting) timer = setTimeout(() => void send(waiting), Math.max(0, waiting.sendAt - Date.now()));
}

async function send(sos: Sos): Promise<void> {
  if (useSos.getState().waiting?.key !== sos.key) return;
  const params = { header: { "idempotency-key": sos.key } };
  const body = { at: sos.at, ...(sos.position && { position: sos.position }) };
  try {
    await answerOf(client.POST("/api/v1/crew/sos", { params, body }));
    useSos.setState({ waiting: null, sentAt: sos.at });
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem({ code: "unexpected_answer" });
    if (mayStillGo(problem)) timer = setTimeout(() => void send(sos), AGAIN_MS);
    else useSos.setState({ waiting: null, problem: problem.code });
  }
}
