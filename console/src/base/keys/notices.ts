// One short line at the foot of the screen: what a key just did and how to undo it, or why it did nothing.
import { create } from "zustand";

export type HintWords = "keys.too_fast" | "keys.nowhere" | "call.no_kin";
export type Notice = { id: number; words: string; undo?: () => void } | { id: number; hint: HintWords };

const SHOWN_MS = 5_000;

export const useNotices = create<{ notice: Notice | null }>(() => ({ notice: null }));

let last = 0;

/** Shown for five seconds; the newest replaces the one before. */
export function offerUndo(words: string, undo: () => void): void {
  const id = ++last;
  const takeBack = () => {
    clear(id);
    undo();
  };
  show({ id, words, undo: takeBack });
}

/** Never replaces an offer to undo something. */
export function hint(words: HintWords): void {
  const { notice } = useNotices.getState();
  if (notice && "undo" in notice) return;
  show({ id: ++last, hint: words });
}

function show(notice: Notice): void {
  useNotices.setState({ notice });
  setTimeout(() => clear(notice.id), SHOWN_MS);
}

function clear(id: number): void {
  useNotices.setState(({ notice }) => (notice?.id === id ? { notice: null } : { notice }));
}
