// Notes that are half typed: on this computer's disk after every key, each with its incident, until it is sent.
import { create } from "zustand";
import { persist } from "zustand/middleware";

type NoteDrafts = { texts: Readonly<Record<string, string>> };

const KEPT = 50; // of incidents that were closed meanwhile nobody sends one any more

export const useNoteDrafts = create<NoteDrafts>()(persist((): NoteDrafts => ({ texts: {} }), { name: "sigap.notes" }));

export function typeNote(incidentId: string, text: string): void {
  useNoteDrafts.setState(({ texts: { [incidentId]: _before, ...others } }) => ({
    texts: Object.fromEntries([...Object.entries(others), ...(text ? [[incidentId, text]] : [])].slice(-KEPT)),
  }));
}

/** What was typed on while it was being sent is another note. */
export function noteSent(incidentId: string, text: string): void {
  const typed = useNoteDrafts.getState().texts[incidentId] ?? "";
  typeNote(incidentId, typed.startsWith(text) ? typed.slice(text.length).trimStart() : typed);
}

export function forgetNotes(): void {
  useNoteDrafts.setState({ texts: {} });
}
