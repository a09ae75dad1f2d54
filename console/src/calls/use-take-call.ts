// Taking a call into the form: claimed first, and opened where its form already is.
import { type Command, useCommand } from "../api/command";
import type { LiveCall } from "../live/views";
import { claim, openForm } from "./claim";
import { openDraft, useDrafts } from "./draft";

type Take = (call: LiveCall, takeOver?: boolean) => Promise<void>;

export function useTakeCall(): { take: Take; command: Command } {
  const command = useCommand();
  const take: Take = async (call, takeOver = false) => {
    const claimed = await command.run((key) => claim(call.id, key, { takeOver }));
    if (!claimed) return;
    command.dismiss();
    const draft = useDrafts.getState().drafts.find(({ callId }) => callId === call.id);
    if (draft) openDraft(draft.id);
    else openForm(claimed);
  };
  return { take, command };
}
