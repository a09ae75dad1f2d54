// Sends a command: under one key until there is an answer, never while offline, and never shown as done before it is.
import { useCallback, useRef, useState } from "react";
import { newKey } from "../base/api/idempotency";
import { CUT_OFF, OUTCOME_OPEN, Problem } from "../base/api/problem";
import { useLive } from "./board";

export type CommandState =
  | { phase: "idle" }
  | { phase: "sending"; attempt: number }
  | { phase: "done" }
  | { phase: "refused"; problem: Problem };

export type Send<T> = (key: string) => Promise<T>;

const RETRY_AFTER_MS = [400, 1_000, 2_000, 4_000];

/** Throws Problem. The same key is sent again while the outcome is unknown. */
export async function sendCommand<T>(send: Send<T>, onAttempt: (attempt: number) => void = () => {}): Promise<T> {
  const key = newKey();
  for (let attempt = 1; ; attempt++) {
    onAttempt(attempt);
    try {
      return await send(key);
    } catch (error) {
      const waitMs = RETRY_AFTER_MS[attempt - 1];
      if (!(error instanceof Problem) || !OUTCOME_OPEN.has(error.code) || waitMs === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/**
 * Runs one command at a time; a second press during the first does nothing.
 * `onRefused` gets a refusal even if the part of the screen that sent it is gone by then.
 */
export function useCommand(onRefused: (problem: Problem) => void = () => {}) {
  const [state, setState] = useState<CommandState>({ phase: "idle" });
  const sending = useRef(false);
  const refused = useRef(onRefused);
  refused.current = onRefused;

  const run = useCallback(async <T>(send: Send<T>): Promise<T | undefined> => {
    if (sending.current) return undefined;
    if (useLive.getState().light === "cut_off") {
      setState({ phase: "refused", problem: CUT_OFF });
      refused.current(CUT_OFF);
      return undefined;
    }
    sending.current = true;
    try {
      const answer = await sendCommand(send, (attempt) => setState({ phase: "sending", attempt }));
      setState({ phase: "done" });
      return answer;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setState({ phase: "refused", problem: error });
      refused.current(error);
      return undefined;
    } finally {
      sending.current = false;
    }
  }, []);

  const dismiss = useCallback(() => setState({ phase: "idle" }), []);
  return { state, run, dismiss };
}

export type Command = ReturnType<typeof useCommand>;
