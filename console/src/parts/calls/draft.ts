// A call-taker's form, saved on this computer's disk after every key: no reload, crash or cut line loses it.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { FoundPlace } from "../../base/api/answers";
import { newKey } from "../../base/api/idempotency";
import { serverNow } from "../../base/time/server-clock";
import { isWaiting } from "../../live/outbox";

type Typed = {
  whereWords: string;
  place: FoundPlace | null;
  type: string | null;
  typeWords: string;
  /** Null while the priority follows the type. */
  priority: number | null;
  number: string;
  name: string;
  words: string;
};

export type Draft = Typed & {
  id: string;
  /** The call's id on the server; null until the server has it. */
  callId: string | null;
  answeredAt: string;
};

export const UNTYPED: Typed = {
  whereWords: "",
  place: null,
  type: null,
  typeWords: "",
  priority: null,
  number: "",
  name: "",
  words: "",
};

/** A form that an earlier version of this page saved lacks the fields added since. */
export function completed(saved: Draft): Draft {
  return { ...UNTYPED, ...saved };
}

/** The outbox kind of a saved form; the form's id is the entry's subject. */
export const SAVED_CALL = "call";

type Drafts = { drafts: readonly Draft[]; currentId: string | null };

export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ drafts: [], currentId: null }), {
    name: "sigap.drafts",
    merge: (saved, empty) => {
      const all = { ...empty, ...(saved as Partial<Drafts>) };
      return { ...all, drafts: all.drafts.map(completed) };
    },
  }),
);

export function currentDraft({ drafts, currentId }: Drafts): Draft | null {
  return drafts.find(({ id }) => id === currentId) ?? null;
}

export function startDraft(known: Partial<Draft> = {}): Draft {
  const answeredAt = new Date(serverNow()).toISOString();
  const draft: Draft = { id: newKey(), callId: null, answeredAt, ...UNTYPED, ...known };
  useDrafts.setState(({ drafts }) => ({ drafts: [...drafts, draft], currentId: draft.id }));
  return draft;
}

/** An empty draft begun within this time is the form of the same call, not of another. */
const SAME_CALL_MS = 60_000;

export function untouchedDraft({ drafts }: Drafts, nowMs: number): Draft | null {
  return drafts.find((draft) => isUntouched(draft) && nowMs - Date.parse(draft.answeredAt) < SAME_CALL_MS) ?? null;
}

function isUntouched(draft: Draft): boolean {
  const names = Object.keys(UNTYPED) as (keyof Typed)[];
  return names.every((name) => draft[name] === UNTYPED[name]) && !isWaiting(SAVED_CALL, draft.id);
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

/** Forgets the drafts that were never sent; those on their way to the server stay until they arrive. */
export function forgetUnsent(): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: drafts.filter(({ id }) => isWaiting(SAVED_CALL, id)),
    currentId: null,
  }));
}

export function openDrafts(): number {
  return useDrafts.getState().drafts.length;
}
