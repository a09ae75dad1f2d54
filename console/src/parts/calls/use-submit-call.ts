// Saving a call: pressed once, kept with the draft, and sent until the desk has answered, also after a reload.
import { useState } from "react";
import { create } from "zustand";
import type { CallDisposition } from "../../base/api/answers";
import { newKey } from "../../base/api/idempotency";
import { OUTCOME_OPEN, Problem } from "../../base/api/problem";
import type { Incident } from "../../base/api/views";
import { useLive } from "../../live/board";
import { changeDraft, type Draft, dropDraft, type Pending, useDrafts } from "./draft";
import { type Submitted, submitCall } from "./submit-call";

export type SubmitCall = {
  missing: "place" | "type" | null;
  problem: Problem | null;
  create: () => void;
  join: (incident: Incident) => void;
  end: (disposition: CallDisposition) => void;
};

const AGAIN_MS = 2_000;

/** What became of the last call, shown after its form is gone. */
export const useHandedOver = create<{ last: Submitted | null }>(() => ({ last: null }));

// It is about the call before: gone as soon as something is typed into another form.
useDrafts.subscribe(({ drafts }, before) => {
  if (drafts !== before.drafts && drafts.length >= before.drafts.length) useHandedOver.setState({ last: null });
});

const underWay = new Set<string>();
const useRefusals = create<Readonly<Record<string, Problem>>>(() => ({}));

export function useSubmitCall(draft: Draft): SubmitCall {
  const [missing, setMissing] = useState<SubmitCall["missing"]>(null);
  const problem = useRefusals((refusals) => refusals[draft.id] ?? null);
  const cutOff = useLive((live) => live.light === "cut_off");
  const press = (to: Pending["to"]) => {
    if (draft.pending) return;
    setMissing(null);
    useRefusals.setState(({ [draft.id]: _before, ...others }) => others, true);
    changeDraft(draft.id, { pending: { key: newKey(), to } });
    sendPending();
  };
  return {
    missing,
    problem,
    create: () => {
      if (draft.place && draft.type) press({ create: true });
      else if (cutOff && !draft.place && saysAnything(draft)) press({ waiting: true });
      else setMissing(draft.place ? "type" : "place");
    },
    join: ({ id, number }) => press({ join: { id, number } }),
    end: (disposition) => press({ end: disposition }),
  };
}

/** In a cut no place is found: what the caller said is kept all the same. */
function saysAnything({ words, whereWords, number }: Draft): boolean {
  return [words, whereWords, number].some((text) => text.trim());
}

/** Every form that was saved and has no answer yet, also those not in sight; at the start of the page too. */
export function sendPending(): void {
  for (const draft of useDrafts.getState().drafts) {
    if (draft.pending && !underWay.has(draft.id)) void send(draft, draft.pending);
  }
}

async function send(draft: Draft, pending: Pending): Promise<void> {
  underWay.add(draft.id);
  try {
    const last = await sendUntilAnswered(draft.id, pending);
    useHandedOver.setState({ last });
    dropDraft(draft.id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    useRefusals.setState({ [draft.id]: error });
    changeDraft(draft.id, { pending: null });
  } finally {
    underWay.delete(draft.id);
  }
}

/** Safe to queue: a call that is saved late is late, one that is lost is lost. Throws the Problem of a refusal. */
async function sendUntilAnswered(draftId: string, pending: Pending): Promise<Submitted> {
  for (;;) {
    const draft = useDrafts.getState().drafts.find(({ id }) => id === draftId);
    if (!draft) throw new Error("a form that is being sent is dropped by nobody");
    try {
      return await submitCall(draft, pending);
    } catch (error) {
      if (!(error instanceof Problem) || !OUTCOME_OPEN.has(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
