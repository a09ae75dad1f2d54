// A list that is read when its screen opens, and again whenever an event says that it changed.
import { useCallback, useEffect, useRef, useState } from "react";
import type { EventKind } from "../../base/api/answers";
import { onEventOf } from "../../live/board";

export type Read<T> = { rows: T | null; failed: boolean; again: () => void };

export function useList<T>(ask: () => Promise<T>, changes: readonly EventKind[]): Read<T> {
  const [rows, setRows] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const asked = useRef(ask);
  asked.current = ask;
  const turn = useRef(0);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    asked
      .current()
      .then((read) => {
        if (mine !== turn.current) return;
        setRows(read);
        setFailed(false);
      })
      .catch(() => mine === turn.current && setFailed(true));
  }, []);
  useEffect(() => {
    again();
    const leave = onEventOf(changes, again);
    return () => {
      turn.current += 1;
      leave();
    };
  }, [again, changes]);
  return { rows, failed, again };
}
