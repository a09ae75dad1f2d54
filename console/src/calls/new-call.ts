// A call that a person begins: the form at once, the call on the server as soon as it answers.
import { startDraft } from "./draft";
import { registerCall } from "./hand-over";

export function newCall(): void {
  void registerCall(startDraft()).catch(() => {}); // it is registered when it is saved, at the latest
}
