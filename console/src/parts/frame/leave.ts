// Logs out: no caller's words stay on this computer's disk, and nothing still to be sent is lost.
import { logOut } from "../../live/log-in";

const typed = () => Promise.all([import("../calls/draft"), import("../note-drafts")]);

/** Counts calls not saved, or saved but not yet at the server; the latter stay and go after the next log-in here. */
export async function openCalls(): Promise<number> {
  const [{ openDrafts }] = await typed();
  return openDrafts();
}

export async function leave(): Promise<void> {
  const [{ forgetUnsent }, { forgetNotes }] = await typed();
  await logOut();
  forgetUnsent();
  forgetNotes();
}
