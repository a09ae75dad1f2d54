// Saving a call: pressed once, kept with the draft, and sent until the desk has answered, also after a reload.
import { useCallback, useEffect, useState } from "react";
import { create } from "zustand";
import type { CallDisposition } from "../api/answers";
import { newKey } from "../api/idempotency";
import { OUTCOME_OPEN, Problem } from "../api/problem";
import type { Incident } from "../live/views";
import { changeDraft, type Draft, dropDraft, type Pending } from "./draft";
import { type HandedOver, handOver } from "./hand-over";

export type HandOver = {
  missing: "place" | "type" | null;
  problem: Problem | null;
  create: () => void;
  join: (incident: Incident) => void;
  end: (disposition: CallDisposition) => void;
};

const AGAIN_MS = 2_000;

/** What became of the last call, shown after its form is gone. */
export const useHandedOver = create<{ last: HandedOver | null }>(() => ({ last: null }));

const underWay = new Set<string>();

export function useHandOver(draft: Draft): HandOver {
  const [missing, setMissing] = useState<HandOver["missing"]>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const press = useCallback(
    (to: Pending["to"]) => {
      if (draft.pending) return;
      setMissing(null);
      setProblem(null);
      changeDraft(draft.id, { pending: { key: newKey(), to } });
    },
    [draft.id, draft.pending],
  );

  useEffect(() => {
    const { pending } = draft;
    if (!pending || underWay.has(draft.id)) return;
    underWay.add(draft.id);
    void sendUntilAnswered(draft, pending)
      .then((last) => {
        useHandedOver.setState({ last });
        dropDraft(draft.id);
      })
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        setProblem(error);
        changeDraft(draft.id, { pending: null });
      })
      .finally(() => underWay.delete(draft.id));
  }, [draft]);

  return {
    missing,
    problem,
    create: () => {
      if (!draft.place) setMissing("place");
      else if (!draft.type) setMissing("type");
      else press({ create: true });
    },
    join: ({ id, number }) => press({ join: { id, number } }),
    end: (disposition) => press({ end: disposition }),
  };
}

/** Safe to queue: a call that is saved late is late, one that is lost is lost. Throws the Problem of a refusal. */
async function sendUntilAnswered(draft: Draft, pending: Pending): Promise<HandedOver> {
  for (;;) {
    try {
      return await handOver(draft, pending);
    } catch (error) {
      if (!(error instanceof Problem) || !OUTCOME_OPEN.has(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
