// Takes a call: its form opens at once and accepts typing while the call is being claimed.

import type { Call, LiveCall } from "../../base/api/views";
import { serverNow } from "../../base/time/server-clock";
import { type Command, useCommand } from "../../live/command";
import { claim } from "./claim";
import { changeDraft, type Draft, dropDraft, openDraft, startDraft, useDrafts } from "./draft";

type Take = (call: LiveCall, takeOver?: boolean) => Promise<void>;

export function useTakeCall(): { take: Take; command: Command } {
  const command = useCommand();
  const take: Take = async (call, takeOver = false) => {
    if (command.state.phase === "sending") return;
    const known = useDrafts.getState().drafts.find(({ callId }) => callId === call.id);
    const draft = known ?? begin(call);
    openDraft(draft.id);
    const claimed = await command.run((key) => claim(call.id, key, { takeOver }));
    if (claimed) command.dismiss();
    if (claimed && !known) complete(draft.id, claimed);
    if (!claimed && !known) dropUntouched(draft.id);
  };
  return { take, command };
}

function begin({ id, answered_at }: LiveCall): Draft {
  return startDraft({ callId: id, answeredAt: answered_at ?? new Date(serverNow()).toISOString() });
}

/** Adds the known details of the call to what was typed meanwhile. */
function complete(draftId: string, { answered_at, caller_number, caller_name, words }: Call): void {
  const draft = find(draftId);
  if (!draft) return;
  changeDraft(draftId, {
    answeredAt: answered_at ?? draft.answeredAt,
    number: draft.number || (caller_number ?? ""),
    name: draft.name || (caller_name ?? ""),
    words: [words, draft.words].filter(Boolean).join("\n"),
  });
}

/** Another desk was faster: an empty form is dropped, a typed one stays. */
function dropUntouched(draftId: string): void {
  const draft = find(draftId);
  if (!draft) return;
  const { whereWords, typeWords, number, name, words, place } = draft;
  if (!place && ![whereWords, typeWords, number, name, words].some(Boolean)) dropDraft(draftId);
}

function find(draftId: string): Draft | undefined {
  return useDrafts.getState().drafts.find(({ id }) => id === draftId);
}
