// @vitest-environment happy-dom
// Waiting messages are neither lost, nor sent twice, out of order or by another account.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account, Role } from "../base/api/answers";
import type { Problem } from "../base/api/problem";
import type { Reference } from "../base/api/session";

type Refusal = { code: string; status?: number };
type Post = { key: string; subject: string; body: string };

/** A new page, as after a reload or in a second tab: it has only the browser's storage. */
async function openPage(send: (post: Post) => Promise<unknown>, more: { atMost?: number; atOnce?: number } = {}) {
  vi.resetModules();
  const problems = await import("../base/api/problem");
  const { useSession } = await import("../base/api/session");
  const outbox = await import("./outbox");
  const refused: Problem[] = [];
  const notes = outbox.queue<string, unknown>({
    name: "note",
    send: async (batch) => {
      try {
        for (const { key, subject, body } of batch) await send({ key, subject, body });
      } catch (refusal) {
        throw new problems.Problem(refusal as Refusal);
      }
    },
    onRefused: (_, problem) => refused.push(problem),
    ...more,
  });
  const logIn = (username: string) =>
    useSession.setState({
      phase: "somebody",
      account: { username, role: "crew" as Role, unit_id: "AMB-01" } as Account,
      reference: {} as Reference,
    });
  logIn("kru");
  return { notes, outbox, refused, logIn, waiting: () => notes.list().map(({ body }) => body) };
}

/** Answers as `answers` has it, then with success. */
function centre(...answers: Refusal[]) {
  const heard: Post[] = [];
  const send = async (post: Post) => {
    heard.push(post);
    const refusal = answers.shift();
    if (refusal) throw refusal;
  };
  return { send, heard, bodies: () => heard.map(({ body }) => body) };
}

/** Waits until nothing more happens, for as long as the longest wait. */
const settle = () => vi.advanceTimersByTimeAsync(60_000);
const atOnce = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const UNREACHABLE = { code: "unreachable" };
const DEAD = async () => {
  throw UNREACHABLE;
};

test("what one subject waits with goes in order, and another subject does not wait for it", async () => {
  const { send, bodies } = centre(UNREACHABLE);
  const { notes, waiting } = await openPage(send);

  notes.keep("fire", "first");
  notes.keep("fire", "second");
  notes.keep("flood", "other");
  await atOnce();
  expect(bodies()).toEqual(["first", "other"]);

  await settle();
  expect(bodies()).toEqual(["first", "other", "first", "second"]);
  expect(waiting()).toEqual([]);
});

test("it is sent again by the same key until there is an answer, and never after it", async () => {
  const { send, heard } = centre(UNREACHABLE, { code: "outcome_unknown" });
  const { notes } = await openPage(send);

  notes.keep("fire", "smoke");
  await settle();

  expect(heard.map(({ body }) => body)).toEqual(["smoke", "smoke", "smoke"]);
  expect(new Set(heard.map(({ key }) => key)).size).toBe(1);
});

test("what waits longer is asked for ever more rarely, and at once when the network is back", async () => {
  const { send, heard } = centre(...Array.from({ length: 500 }, () => UNREACHABLE));
  const { notes } = await openPage(send);
  notes.keep("fire", "smoke");

  await vi.advanceTimersByTimeAsync(300_000);
  const tries = heard.length;
  expect(tries).toBeGreaterThan(300 / 4);
  expect(tries).toBeLessThan(300 / 2 + 5);

  dispatchEvent(new Event("online"));
  await atOnce();
  expect(heard.length).toBe(tries + 1);
});

test("after a reload it goes in the same order by the same keys", async () => {
  const before = await openPage(DEAD);
  before.notes.keep("fire", "first");
  before.notes.keep("fire", "second");
  const keys = before.notes.list().map(({ key }) => key);

  const { send, heard } = centre();
  await openPage(send);
  await settle();

  expect(heard.map(({ body }) => body)).toEqual(["first", "second"]);
  expect(heard.map(({ key }) => key)).toEqual(keys);
});

test("until it is due it can be taken back; a clock that was set back does not hold it", async () => {
  const { send, bodies } = centre();
  const { notes } = await openPage(send);

  notes.keep("fire", "slip", 10_000);
  notes.keep("flood", "meant", 10_000);
  await vi.advanceTimersByTimeAsync(5_000);
  notes.drop(notes.list().slice(0, 1));
  expect(bodies()).toEqual([]);

  vi.setSystemTime(Date.now() - 3_600_000);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(bodies()).toEqual(["meant"]);
});

test("two tabs lose nothing of each other's, and both send it by one key", async () => {
  const one = centre();
  const other = centre();
  const first = await openPage(one.send);
  const second = await openPage(other.send);

  first.notes.keep("fire", "from the first", 1_000);
  second.notes.keep("fire", "from the second", 1_000);
  tellTheOtherTab();

  expect(first.waiting().sort()).toEqual(["from the first", "from the second"]);
  expect(second.waiting().sort()).toEqual(first.waiting().sort());

  await settle();
  tellTheOtherTab();
  expect([first.waiting(), second.waiting()]).toEqual([[], []]);
  const keys = (body: string) =>
    [...one.heard, ...other.heard].filter((post) => post.body === body).map(({ key }) => key);
  expect(new Set(keys("from the first")).size).toBe(1);
  expect(new Set(keys("from the second")).size).toBe(1);
  expect(localStorage.length).toBe(0);
});

function tellTheOtherTab(): void {
  const event = new Event("storage");
  Object.assign(event, { key: null });
  dispatchEvent(event);
}

test("another account neither sends it nor loses it", async () => {
  const { send, bodies } = centre();
  const { notes, logIn } = await openPage(send);
  notes.keep("fire", "mine", 1_000);

  logIn("kru-lain");
  await settle();
  expect(bodies()).toEqual([]);

  logIn("kru");
  await settle();
  expect(bodies()).toEqual(["mine"]);
});

test("a refusal for good is said once, and what comes after it still goes", async () => {
  const { send, bodies } = centre({ code: "status_not_allowed", status: 409 });
  const { notes, refused, waiting } = await openPage(send);

  notes.keep("fire", "wrong");
  notes.keep("fire", "right");
  await settle();

  expect(refused.map(({ code }) => code)).toEqual(["status_not_allowed"]);
  expect(bodies()).toEqual(["wrong", "right"]);
  expect(waiting()).toEqual([]);
});

test("a session that is over and a mistake of the centre refuse nothing", async () => {
  const { send, bodies } = centre({ code: "token_expired", status: 401 }, { code: "unexpected_answer", status: 500 });
  const { notes, refused } = await openPage(send);

  notes.keep("fire", "smoke");
  await settle();

  expect(bodies()).toEqual(["smoke", "smoke", "smoke"]);
  expect(refused).toEqual([]);
});

test("with the storage full it is sent all the same, said to be unsafe, and kept once there is room", async () => {
  const room = { full: true };
  vi.stubGlobal("localStorage", storageWithin(room, localStorage));
  const { send, bodies } = centre(UNREACHABLE);
  const { notes, outbox } = await openPage(send);
  const unwritten = () => outbox.useOutbox.getState().unwritten.size;

  notes.keep("fire", "smoke");
  notes.keep("flood", "later", 10_000);
  await atOnce();
  expect(unwritten()).toBe(2);

  room.full = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(bodies()).toEqual(["smoke", "smoke"]);
  expect(unwritten()).toBe(0);
  expect(Object.keys(localStorage)).toHaveLength(1);
});

/** Acts like a browser whose quota is used up. */
function storageWithin(room: { full: boolean }, storage: Storage): Storage {
  return new Proxy(storage, {
    get: (_, name) => (text: string, value: string) => {
      if (name === "setItem" && room.full) throw new DOMException("no room", "QuotaExceededError");
      return (Reflect.get(storage, name) as Storage["setItem"]).call(storage, text, value);
    },
  });
}

test("many of one subject go together, and the oldest beyond the most that is kept are dropped", async () => {
  const { send, bodies } = centre();
  const batches: number[] = [];
  const { notes, waiting } = await openPage(
    async (post) => {
      batches.push(post.body.length);
      return send(post);
    },
    { atMost: 3, atOnce: 2 },
  );

  for (const body of ["a", "b", "c", "d"]) notes.keep("fixes", body);
  expect(waiting()).toEqual(["b", "c", "d"]);

  await settle();
  expect(bodies()).toEqual(["b", "c", "d"]);
});

test("what cannot be read is left alone, and the rest still goes", async () => {
  const { notes } = await openPage(DEAD);
  notes.keep("fire", "smoke");
  for (const text of ["{", "null", "[]", '{"key":"x","kind":"note"}']) localStorage.setItem("sigap.outbox.x", text);

  const { send, bodies } = centre();
  await openPage(send);
  await settle();

  expect(bodies()).toEqual(["smoke"]);
});
