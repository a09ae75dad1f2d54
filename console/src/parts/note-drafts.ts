// Half-typed notes: on this computer's disk after every key, each with its incident, until sent.
import { create } from "zustand";
import { persist } from "zustand/middleware";

type NoteDrafts = { texts: Readonly<Record<string, string>> };

const KEPT = 50; // bounded, because notes of incidents closed meanwhile are never sent

export const useNoteDrafts = create<NoteDrafts>()(persist((): NoteDrafts => ({ texts: {} }), { name: "sigap.notes" }));

export function typeNote(incidentId: string, text: string): void {
  useNoteDrafts.setState(({ texts: { [incidentId]: _before, ...others } }) => ({
    texts: Object.fromEntries([...Object.entries(others), ...(text ? [[incidentId, text]] : [])].slice(-KEPT)),
  }));
}

/** Text typed while the note was being sent starts another note. */
export function noteSent(incidentId: string, text: string): void {
  const typed = useNoteDrafts.getState().texts[incidentId] ?? "";
  typeNote(incidentId, typed.startsWith(text) ? typed.slice(text.length).trimStart() : typed);
}

export function forgetNotes(): void {
  useNoteDrafts.setState({ texts: {} });
}
