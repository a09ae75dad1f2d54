// @vitest-environment happy-dom
// A phone or desk that updates while messages wait sends each once, under its old key.
import { beforeEach, expect, test, vi } from "vitest";

const owner = { username: "kru", unitId: "AMB-01" };
const at = "2026-11-30T03:00:00.000Z";

const PRESS = { owner, key: "p1", assignmentId: "a1", status: "en_route", at, undoUntil: 5 };
const SOS = { owner, key: "s1", at, position: null, sendAt: 7 };
const FIX = { fixed_at: at, lat: -7.6, lon: 111.5 };
const DRAFT = { id: "d1", callId: null, answeredAt: at, words: "api" };
const TO = { create: true };

async function open() {
  vi.resetModules();
  return (await import("./outbox")).useOutbox.getState().kept.map(({ no: _no, ...kept }) => kept);
}

const store = (name: string, state: unknown, version: number) =>
  localStorage.setItem(name, JSON.stringify({ state, version }));
const stateOf = (name: string) => JSON.parse(localStorage.getItem(name) ?? "null")?.state;

beforeEach(() => localStorage.clear());

test("presses, a call for help, places and a saved call are taken over, once", async () => {
  store("sigap.presses", { presses: [PRESS, { ...PRESS, key: "p2", hospitalId: "h" }] }, 0);
  store("sigap.sos", { waiting: [SOS], sentAt: null, problem: "x" }, 1);
  store("sigap.sharing", { allowed: true, allowedBy: { owner }, kept: [{ owner, fix: FIX }] }, 1);
  store(
    "sigap.drafts",
    {
      drafts: [
        { ...DRAFT, pending: { key: "c1", to: TO } },
        { ...DRAFT, id: "d2", pending: null },
      ],
      currentId: "d1",
    },
    0,
  );

  const kept = await open();

  expect(kept).toEqual([
    { owner, key: "p1", kind: "status", subject: "a1", dueAt: 5, body: { status: "en_route", at } },
    { owner, key: "p2", kind: "status", subject: "a1", dueAt: 5, body: { status: "en_route", at, hospitalId: "h" } },
    { owner, key: "s1", kind: "sos", subject: "sos", dueAt: 7, body: { at, position: null } },
    { owner, key: "before-0", kind: "fix", subject: "fixes", dueAt: 0, body: FIX },
    { key: "c1", kind: "call", subject: "d1", dueAt: 0, body: { draft: DRAFT, to: TO } },
  ]);
  expect(stateOf("sigap.sharing")).toMatchObject({ allowed: true, allowedBy: { owner } });
  expect(stateOf("sigap.drafts").drafts).toEqual([DRAFT, { ...DRAFT, id: "d2" }]);
  expect(await open()).toEqual(kept);
});

test("also of the release that named no owner", async () => {
  const { owner: _owner, ...sos } = SOS;
  store("sigap.sos", { waiting: sos, sentAt: null, problem: null }, 0);
  store("sigap.sharing", { allowed: true, kept: [FIX] }, 0);

  expect((await open()).map(({ key, body, owner }) => [key, body, owner])).toEqual([
    ["s1", { at, position: null }, undefined],
    ["before-0", FIX, undefined],
  ]);
});

test("one place that cannot be read takes the others not with it", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  localStorage.setItem("sigap.presses", "{");
  store("sigap.sos", { waiting: [SOS], sentAt: null, problem: null }, 1);

  expect((await open()).map(({ key }) => key)).toEqual(["s1"]);
  expect(reported).toHaveBeenCalledOnce();
});
