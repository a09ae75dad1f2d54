// A call that a person begins: the form opens at once, and the server registers the call when it answers.
import { serverNow } from "../../base/time/server-clock";
import { openDraft, startDraft, untouchedDraft, useDrafts } from "./draft";
import { registerCall } from "./submit-call";

/** F2 over an empty form reopens the same call, so repeated presses make no pile of empty calls. */
export function newCall(): void {
  const untouched = untouchedDraft(useDrafts.getState(), serverNow());
  if (untouched) openDraft(untouched.id);
  else void registerCall(startDraft()).catch(() => {}); // it is registered on saving at the latest
}
