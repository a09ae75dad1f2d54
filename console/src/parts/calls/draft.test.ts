// @vitest-environment happy-dom
// When a form still belongs to the same call, and how a saved one is opened again.
import { expect, test } from "vitest";
import { queue } from "../../live/outbox";
import { changeDraft, currentDraft, SAVED_CALL, startDraft, untouchedDraft, useDrafts } from "./draft";

const NOW_MS = Date.parse("2026-11-30T03:00:00Z");
const begun = (secondsAgo: number) => startDraft({ answeredAt: new Date(NOW_MS - secondsAgo * 1000).toISOString() });
const untouched = () => untouchedDraft(useDrafts.getState(), NOW_MS)?.id;

test("an empty form of this minute is the same call", () => {
  useDrafts.setState({ drafts: [], currentId: null });
  expect(untouched()).toBeUndefined();

  const draft = begun(20);
  expect(untouched()).toBe(draft.id);

  changeDraft(draft.id, { words: "api" });
  expect(untouched()).toBeUndefined();
});

test("an older empty form, or one on its way to the server, is a call of its own", () => {
  useDrafts.setState({ drafts: [], currentId: null });
  begun(61);
  expect(untouched()).toBeUndefined();

  queue({ name: SAVED_CALL, send: () => Promise.resolve(), onRefused: () => {} }).keep(begun(1).id, { end: "silent" });
  expect(untouched()).toBeUndefined();
});

test("a form that was saved before a field was added is opened with that field empty", async () => {
  const { name: _added, ...saved } = startDraft({ words: "api", number: "0812" });
  localStorage.setItem("sigap.drafts", JSON.stringify({ state: { drafts: [saved], currentId: saved.id }, version: 0 }));

  await useDrafts.persist.rehydrate();

  expect(currentDraft(useDrafts.getState())).toEqual({ ...saved, name: "" });
});

test("with nothing saved there is no form", async () => {
  localStorage.clear();
  useDrafts.setState({ drafts: [], currentId: null });

  await useDrafts.persist.rehydrate();

  expect(useDrafts.getState()).toEqual({ drafts: [], currentId: null });
});
