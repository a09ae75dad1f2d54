// Logging out: nothing that a caller said stays on this computer's disk, and nothing that was to be sent is lost.
import { logOut } from "../../live/log-in";

const typed = () => Promise.all([import("../calls/draft"), import("../note-drafts")]);

/** Calls that are not saved, or were saved and have not got to the server: those stay, and go after the next log-in here. */
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
