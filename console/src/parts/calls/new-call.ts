// A call that a person begins: the form at once, the call on the server as soon as it answers.
import { serverNow } from "../../base/time/server-clock";
import { openDraft, startDraft, untouchedDraft, useDrafts } from "./draft";
import { registerCall } from "./submit-call";

/** F2 pressed again over an empty form is the same call: many presses make no heap of empty calls. */
export function newCall(): void {
  const untouched = untouchedDraft(useDrafts.getState(), serverNow());
  if (untouched) openDraft(untouched.id);
  else void registerCall(startDraft()).catch(() => {}); // it is registered when it is saved, at the latest
}
