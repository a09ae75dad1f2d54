// Takes over once what the previous release kept in four places, under the same keys: an update loses no press.
// Delete it a release later.
import type { Kept } from "./kept-on-device";
import type { Owned } from "./owner";

type Old = Record<string, unknown>;
type OldPress = Owned & { key: string; assignmentId: string; undoUntil: number };
type OldSos = Owned & { key: string; at: string; position: unknown; sendAt: number };
type OldDraft = { id: string; pending?: { key: string; to: unknown } | null };
type Found = Omit<Kept<unknown>, "no">;

/** `keep` is called before the old place is emptied. */
export function takeOver(keep: (found: readonly Found[]) => void): void {
  for (const [name, find] of Object.entries(PLACES)) {
    try {
      const stored = JSON.parse(localStorage.getItem(name) ?? "null") as { state: Old; version?: number } | null;
      if (!stored) continue;
      const { found, left } = find(stored.state, stored.version ?? 0);
      if (found.length === 0) continue;
      keep(found);
      localStorage.setItem(name, JSON.stringify({ ...stored, state: { ...stored.state, ...left } }));
    } catch (error) {
      reportError(error); // one place cannot be read; the others still are
    }
  }
}

const PLACES: Record<string, (state: Old, version: number) => { found: Found[]; left: Old }> = {
  "sigap.presses": ({ presses }) => ({
    found: (presses as OldPress[]).map(({ owner, key, assignmentId, undoUntil, ...body }) => ({
      owner,
      key,
      kind: "status",
      subject: assignmentId,
      dueAt: undoUntil,
      body,
    })),
    left: { presses: [] },
  }),
  "sigap.sos": ({ waiting }, version) => ({
    found: [waiting ?? []].flat().map((sos) => {
      const { owner, key, sendAt, at, position } = sos as OldSos;
      return { owner, key, kind: "sos", subject: "sos", dueAt: sendAt, body: { at, position } };
    }),
    left: { waiting: version === 0 ? null : [] },
  }),
  "sigap.sharing": ({ kept }, version) => ({
    found: (kept as unknown[]).map((each, index) => {
      const { owner, fix } = version === 0 ? { fix: each } : (each as Owned & { fix: unknown });
      return { owner, key: `before-${index}`, kind: "fix", subject: "fixes", dueAt: 0, body: fix };
    }),
    left: { kept: [] },
  }),
  "sigap.drafts": ({ drafts }) => ({
    found: (drafts as OldDraft[]).flatMap(({ pending, ...draft }) =>
      pending ? [{ key: pending.key, kind: "call", subject: draft.id, dueAt: 0, body: { draft, to: pending.to } }] : [],
    ),
    left: { drafts: (drafts as OldDraft[]).map(({ pending: _taken, ...draft }) => draft) },
  }),
};
