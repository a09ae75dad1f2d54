// What a call-taker has typed: on this computer's disk after every key, so that no reload, crash or cut loses it.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { FoundPlace } from "../../base/api/answers";
import { newKey } from "../../base/api/idempotency";
import { serverNow } from "../../base/time/server-clock";
import { isWaiting } from "../../live/outbox";

export type Draft = {
  id: string;
  /** The call on the server; null until the server has it. */
  callId: string | null;
  answeredAt: string;
  whereWords: string;
  place: FoundPlace | null;
  type: string | null;
  typeWords: string;
  /** Null while it follows the type. */
  priority: number | null;
  number: string;
  name: string;
  words: string;
};

/** The kind of the outbox: a form that was saved, under its id. */
export const SAVED_CALL = "call";

type Drafts = { drafts: readonly Draft[]; currentId: string | null };

export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ drafts: [], currentId: null }), { name: "sigap.drafts" }),
);

export function currentDraft({ drafts, currentId }: Drafts): Draft | null {
  return drafts.find(({ id }) => id === currentId) ?? null;
}

export function startDraft(known: Partial<Draft> = {}): Draft {
  const draft: Draft = {
    id: newKey(),
    callId: null,
    answeredAt: new Date(serverNow()).toISOString(),
    whereWords: "",
    place: null,
    type: null,
    typeWords: "",
    priority: null,
    number: "",
    name: "",
    words: "",
    ...known,
  };
  useDrafts.setState(({ drafts }) => ({ drafts: [...drafts, draft], currentId: draft.id }));
  return draft;
}

/** Of one begun this minute nothing has been typed: it is the form of the same call, not of another. */
const SAME_CALL_MS = 60_000;

export function untouchedDraft({ drafts }: Drafts, nowMs: number): Draft | null {
  return drafts.find((draft) => isUntouched(draft) && nowMs - Date.parse(draft.answeredAt) < SAME_CALL_MS) ?? null;
}

function isUntouched({ id, place, type, priority, ...typed }: Draft): boolean {
  const { whereWords, typeWords, number, name, words } = typed;
  const isEmpty = !place && type === null && priority === null && !(whereWords + typeWords + number + name + words);
  return isEmpty && !isWaiting(SAVED_CALL, id);
}

export function changeDraft(id: string, changes: Partial<Draft>): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: drafts.map((draft) => (draft.id === id ? { ...draft, ...changes } : draft)),
  }));
}

export function dropDraft(id: string): void {
  useDrafts.setState(({ drafts, currentId }) => ({
    drafts: drafts.filter((draft) => draft.id !== id),
    currentId: currentId === id ? null : currentId,
  }));
}

export function openDraft(id: string | null): void {
  useDrafts.setState({ currentId: id });
}

/** What was typed and never sent; what is on its way to the server stays until it has got there. */
export function forgetUnsent(): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: drafts.filter(({ id }) => isWaiting(SAVED_CALL, id)),
    currentId: null,
  }));
}

export function openDrafts(): number {
  return useDrafts.getState().drafts.length;
}
