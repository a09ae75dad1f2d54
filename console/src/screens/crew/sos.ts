// The call for help: goes by itself after three seconds in which it can be taken back, and waits where there is no line.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../../base/api/client";
import { newKey } from "../../base/api/idempotency";
import { mayStillGo, Problem } from "../../base/api/problem";
import type { Place } from "../../base/api/views";
import { serverNow } from "../../base/time/server-clock";
import { currentOwner, isMine, type Owned, onOwnerChanged } from "../../live/owner";

export type Sos = Owned & {
  key: string;
  /** When it was pressed, by the server's clock. */
  at: string;
  position: Place | null;
  /** It goes then; by this phone's clock, in milliseconds. */
  sendAt: number;
};

/** One for each crew that called on this phone; `sentAt` and `problem` are of the last one that went. */
type State = { waiting: readonly Sos[]; sentAt: string | null; problem: string | null };

const TAKE_BACK_MS = 3_000;
const AGAIN_MS = 2_000;

export const useSos = create<State>()(
  persist((): State => ({ waiting: [], sentAt: null, problem: null }), {
    name: "sigap.sos",
    version: 1,
    migrate: (old) => {
      const { waiting, ...others } = old as { waiting: Sos | null; sentAt: string | null; problem: string | null };
      return { ...others, waiting: waiting ? [waiting] : [] };
    },
  }),
);

export function ownSos({ waiting }: State): Sos | undefined {
  return waiting.find(isMine);
}

/** Units whose call for help waits here for their own crew to log in. */
export function unitsThatWait({ waiting }: State): readonly string[] {
  return waiting.filter((sos) => !isMine(sos)).map(({ owner }) => owner?.unitId ?? "–");
}

export function callForHelp(position: Place | null): void {
  if (ownSos(useSos.getState())) return;
  const at = new Date(serverNow()).toISOString();
  const sos = { owner: currentOwner(), key: newKey(), at, position, sendAt: Date.now() + TAKE_BACK_MS };
  useSos.setState(({ waiting }) => ({ waiting: [...waiting, sos], sentAt: null, problem: null }));
  sendHelpSoon();
}

export function takeBackHelp(): void {
  const own = ownSos(useSos.getState());
  if (own) useSos.setState(without(own));
}

function without({ key }: Sos): (state: State) => Partial<State> {
  return ({ waiting }) => ({ waiting: waiting.filter((sos) => sos.key !== key) });
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Also at the start of the page: what was pressed before it was closed still goes. */
export function sendHelpSoon(): void {
  const own = ownSos(useSos.getState());
  clearTimeout(timer);
  if (own) timer = setTimeout(() => void send(own), Math.max(0, own.sendAt - Date.now()));
}

async function send(sos: Sos): Promise<void> {
  if (ownSos(useSos.getState())?.key !== sos.key) return;
  const params = { header: { "idempotency-key": sos.key } };
  const body = { at: sos.at, ...(sos.position && { position: sos.position }) };
  try {
    await answerOf(client.POST("/api/v1/crew/sos", { params, body }));
    useSos.setState((state) => ({ ...without(sos)(state), sentAt: sos.at }));
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem({ code: "unexpected_answer" });
    if (mayStillGo(problem)) timer = setTimeout(() => void send(sos), AGAIN_MS);
    else useSos.setState((state) => ({ ...without(sos)(state), problem: problem.code }));
  }
}

onOwnerChanged(() => sendHelpSoon());
