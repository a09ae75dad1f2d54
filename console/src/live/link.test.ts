// @vitest-environment happy-dom
// A page that cannot show the server's frames retries after growing waits, and at last gives up.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Frame } from "../base/api/views";
import { Link, type LinkListener } from "./link";
import { EventsMissing } from "./reducer";

const SNAPSHOT = { type: "snapshot" };
const TICK = { type: "tick", seq: 1, at: "2026-03-01T03:00:00Z" };

/** The server's end of a connection: what the page sent, and a way to send to it. */
class Line extends EventTarget {
  static readonly OPEN = 1;
  static opened: Line[] = [];
  readyState = 1;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closed: { code: number }) => void) | null = null;

  constructor() {
    super();
    Line.opened.push(this);
    setTimeout(() => this.onopen?.());
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  says(...frames: object[]): void {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const newest = (): Line => Line.opened.at(-1) as Line;
const subscribed = (): number => Line.opened.flatMap(({ sent }) => sent).length;

function listener(onFrame: (frame: Frame) => void) {
  return {
    cursor: () => ({ after: 1, mark: null }),
    onFrame,
    onUnreadable: vi.fn(),
    onGivenUp: vi.fn(),
    onOpen: () => {},
    onCut: () => {},
    onSessionOver: () => {},
  } satisfies LinkListener;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
  vi.stubGlobal("reportError", vi.fn());
  Line.opened = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a gap is asked for at once, on the same line", () => {
  let gaps = 1;
  const link = new Link(
    "ws://here/live",
    listener(() => gaps-- > 0 && fail(new EventsMissing())),
  );
  link.start();
  vi.advanceTimersByTime(1);

  newest().says({ type: "event", seq: 9 });

  expect(subscribed()).toBe(2);
  expect(Line.opened).toHaveLength(1);
});

test("a snapshot that cannot be shown is asked for a few times in a minute, then never again, and it is said", () => {
  const heard = listener((frame) => frame.type === "snapshot" && fail(new TypeError("a fault of this page")));
  const link = new Link("ws://here/live", heard);
  link.start();

  for (let second = 0; second < 600; second++) {
    vi.advanceTimersByTime(1000);
    if (newest().readyState === Line.OPEN) newest().says(TICK, SNAPSHOT);
  }

  expect(heard.onGivenUp).toHaveBeenCalledOnce();
  expect(heard.onUnreadable).toHaveBeenCalledTimes(5);
  expect(Line.opened).toHaveLength(6);
  expect(reportError).toHaveBeenCalledTimes(6);
});

test("one bad event is taken in by the next snapshot, and forgotten", () => {
  let bad = true;
  const heard = listener((frame) => frame.type === "event" && bad && fail(new TypeError("a fault of this page")));
  const link = new Link("ws://here/live", heard);
  link.start();

  for (let time = 0; time < 20; time++) {
    bad = true;
    newest().says({ type: "event", seq: 2 });
    vi.advanceTimersByTime(10_000);
    newest().says(SNAPSHOT);
  }

  expect(heard.onGivenUp).not.toHaveBeenCalled();
  expect(heard.onUnreadable).toHaveBeenCalledTimes(20);
});

function fail(error: Error): never {
  throw error;
}
