// The call for help: sent automatically after three seconds in which it can be undone; waits while the line is cut.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../../base/api/client";
import type { Place } from "../../base/api/views";
import { serverNow } from "../../base/time/server-clock";
import { type Kept, queue } from "../../live/outbox";
import { isMine } from "../../live/owner";

type CalledForHelp = {
  /** The time of the press, by the server's clock. */
  at: string;
  position: Place | null;
};

export type Sos = Kept<CalledForHelp>;

/** The outcome of the last one sent. */
type Outcome = { sentAt: string | null; problem: string | null };

const TAKE_BACK_MS = 3_000;

export const useSosOutcome = create<Outcome>()(
  persist((): Outcome => ({ sentAt: null, problem: null }), {
    name: "sigap.sos",
    version: 2,
    migrate: (old) => {
      const { sentAt, problem } = old as Outcome;
      return { sentAt, problem };
    },
  }),
);

const calls = queue<CalledForHelp, unknown>({
  name: "sos",
  send: ([
    {
      key,
      body: { at, position },
    },
  ]) =>
    answerOf(
      client.POST("/api/v1/crew/sos", {
        params: { header: { "idempotency-key": key } },
        body: { at, ...(position && { position }) },
      }),
    ),
  onSent: ([{ body }]) => useSosOutcome.setState({ sentAt: body.at, problem: null }),
  onRefused: (_, { code }) => useSosOutcome.setState({ sentAt: null, problem: code }),
});

/** The crew's own waiting call, and other units whose call waits on this phone for their own crew to log in. */
export function useSos(): { own: Sos | undefined; others: readonly string[] } {
  const waiting = calls.useKept();
  const others = waiting.filter((sos) => !isMine(sos)).map(({ owner }) => owner?.unitId ?? "–");
  return { own: waiting.find(isMine), others };
}

export function callForHelp(position: Place | null): void {
  if (calls.list().some(isMine)) return;
  useSosOutcome.setState({ sentAt: null, problem: null });
  calls.keep("sos", { at: new Date(serverNow()).toISOString(), position }, TAKE_BACK_MS);
}

export function takeBackHelp(): void {
  calls.drop(calls.list().filter(isMine));
}
