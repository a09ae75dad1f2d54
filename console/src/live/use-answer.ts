// What the server answers: asked when a part of the screen opens, and again when something happened that may change it.
// See decision 67.
import { useCallback, useEffect, useRef, useState } from "react";
import type { EventKind } from "../base/api/answers";
import { Problem } from "../base/api/problem";
import { type EventFrame, onEvent } from "./board";

export type Reasons = {
  /** Another question: asked at once. The answer to the one before stays until the new one is there. */
  key?: unknown;
  /** Events after which the answer may be another. */
  on?: readonly EventKind[] | ((event: EventFrame) => boolean);
  everyMs?: number;
};

/** `failed`: the last time; what was answered before stays. */
export type Answered<T> = { answer: T | null; failed: boolean; again: () => void };

/** One question at a time: whatever happens meanwhile is a reason for one more after it. */
export function useAnswer<T>(ask: () => Promise<T>, { key, on, everyMs }: Reasons = {}): Answered<T> {
  const [read, setRead] = useState<{ answer: T | null; failed: boolean }>({ answer: null, failed: false });
  const latest = useRef({ ask, on });
  latest.current = { ask, on };
  const again = useRef(() => {});

  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another question
  useEffect(() => {
    const reading = repeatedly(
      () => latest.current.ask(),
      (answer) => setRead({ answer, failed: false }),
      () => setRead(({ answer }) => ({ answer, failed: true })),
    );
    again.current = reading.again;
    reading.again();
    const leave = onEvent((event) => concerns(event, latest.current.on) && reading.again());
    const timer = everyMs === undefined ? undefined : setInterval(reading.again, everyMs);
    return () => {
      reading.stop();
      leave();
      clearInterval(timer);
    };
  }, [key, everyMs]);

  return { ...read, again: useCallback(() => again.current(), []) };
}

function concerns(event: EventFrame, on: Reasons["on"]): boolean {
  if (on === undefined) return false;
  return typeof on === "function" ? on(event) : on.includes(event.kind);
}

/** Exported for the tests. */
export function repeatedly<T>(ask: () => Promise<T>, onAnswer: (answer: T) => void, onFailure: () => void) {
  let stopped = false;
  let underWay = false;
  let wanted = false;
  const read = async () => {
    try {
      const answer = await ask();
      if (!stopped) onAnswer(answer);
    } catch (error) {
      if (!(error instanceof Problem)) reportError(error); // of a Problem the light says that the line is cut
      if (!stopped) onFailure();
    }
  };
  const again = async () => {
    wanted = true;
    if (underWay) return;
    underWay = true;
    while (wanted && !stopped) {
      wanted = false;
      await read();
    }
    underWay = false;
  };
  return {
    again: () => void again(),
    stop: () => {
      stopped = true;
    },
  };
}
