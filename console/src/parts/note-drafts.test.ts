// @vitest-environment happy-dom
// A half-typed note stays with its incident until it is sent.
import { beforeEach, expect, test } from "vitest";
import { noteSent, typeNote, useNoteDrafts } from "./note-drafts";

const texts = () => useNoteDrafts.getState().texts;

beforeEach(() => useNoteDrafts.setState({ texts: {} }));

test("each incident has a note of its own, and a sent one is gone", () => {
  typeNote("fire", "pintu belakang");
  typeNote("flood", "air naik");

  noteSent("fire", "pintu belakang");

  expect(texts()).toEqual({ flood: "air naik" });
});

test("what was typed on while it was being sent stays", () => {
  typeNote("fire", "pintu belakang terkunci");

  noteSent("fire", "pintu belakang");

  expect(texts()).toEqual({ fire: "terkunci" });
});

test("of incidents long gone only the newest drafts are kept", () => {
  for (let incident = 0; incident < 60; incident++) typeNote(`${incident}`, "…");

  expect(Object.keys(texts())).toHaveLength(50);
  expect(texts()["59"]).toBe("…");
});
