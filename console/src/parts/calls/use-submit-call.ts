// Saves a call: one press keeps the form as it is and sends it until the desk answers, even after a reload.
import { useState } from "react";
import { create } from "zustand";
import type { CallDisposition } from "../../base/api/answers";
import { OUTCOME_OPEN, type Problem } from "../../base/api/problem";
import { useSession } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { SCREENS } from "../../base/screens";
import { useLive } from "../../live/board";
import { queue, useIsWaiting } from "../../live/outbox";
import { completed, type Draft, dropDraft, SAVED_CALL, startDraft, useDrafts } from "./draft";
import { type Submitted, submitCall, type To } from "./submit-call";

export type SubmitCall = {
  missing: "place" | "type" | null;
  problem: Problem | null;
  create: () => void;
  join: (incident: Incident) => void;
  end: (disposition: CallDisposition) => void;
};

/** The outcome of the last call, shown after its form is gone. */
export const useHandedOver = create<{ last: Submitted | null }>(() => ({ last: null }));

// It concerns the previous call: typing into another form clears it.
useDrafts.subscribe(({ drafts }, before) => {
  if (drafts !== before.drafts && drafts.length >= before.drafts.length) useHandedOver.setState({ last: null });
});

const useRefusals = create<Readonly<Record<string, Problem>>>(() => ({}));

/** A caller is waiting: any call-taker at this computer sends saved calls, even after a change of log-in. */
const savedCalls = queue<{ draft: Draft; to: To }, Submitted>({
  name: SAVED_CALL,
  send: ([{ key, body }]) => submitCall(completed(body.draft), body.to, key),
  mayGo: answersCalls,
  isOpen: ({ code }) => OUTCOME_OPEN.has(code) || code.startsWith("token_"),
  onSent: ([{ subject }], last) => {
    useHandedOver.setState({ last });
    dropDraft(subject);
  },
  onRefused: ([{ subject, body }], problem) => {
    useRefusals.setState({ [subject]: problem });
    if (!useDrafts.getState().drafts.some(({ id }) => id === subject)) startDraft(body.draft);
  },
});

function answersCalls(): boolean {
  const session = useSession.getState();
  return session.phase === "somebody" && SCREENS[session.account.role].includes("calls");
}

export function useIsSaved(draft: Draft | null): boolean {
  return useIsWaiting(SAVED_CALL, draft?.id);
}

export function useSubmitCall(draft: Draft): SubmitCall {
  const [missing, setMissing] = useState<SubmitCall["missing"]>(null);
  const problem = useRefusals((refusals) => refusals[draft.id] ?? null);
  const isSaved = useIsSaved(draft);
  const cutOff = useLive((live) => live.light === "cut_off");
  const press = (to: To) => {
    if (isSaved) return;
    setMissing(null);
    useRefusals.setState(({ [draft.id]: _before, ...others }) => others, true);
    savedCalls.keep(draft.id, { draft, to });
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

/** During a cut no place can be found: the caller's words are kept all the same. */
function saysAnything({ words, whereWords, number }: Draft): boolean {
  return [words, whereWords, number].some((text) => text.trim());
}
