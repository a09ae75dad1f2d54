// Messages that wait for the line: kept on this device until the centre answers, sent in order, under one key each.
// See decision 61.
import { useMemo } from "react";
import { create } from "zustand";
import { newKey } from "../base/api/idempotency";
import { mayStillGo, Problem } from "../base/api/problem";
import { Backoff } from "../base/backoff";
import { useLive } from "./board";
import { takeOver } from "./kept-before";
import { erase, type Kept, onOtherTab, readKept, write } from "./kept-on-device";
import { currentOwner, isMine, type Owned, onOwnerChanged } from "./owner";

export type { Kept } from "./kept-on-device";

type Batch<Body> = readonly [Kept<Body>, ...Kept<Body>[]];

export type Kind<Body, Answer> = {
  name: string;
  /** Throws Problem. The command is sent under the message's key. */
  send: (batch: Batch<Body>) => Promise<Answer>;
  onSent?: (batch: Batch<Body>, answer: Answer) => void;
  /** Refused for good: it is no longer kept. */
  onRefused: (batch: Batch<Body>, problem: Problem) => void;
  /** Only those of the account that is logged in, unless the kind decides otherwise. */
  mayGo?: (kept: Owned) => boolean;
  isOpen?: (problem: Problem) => boolean;
  atOnce?: number;
  /** Beyond it the oldest are dropped. */
  atMost?: number;
};

/** `unwritten`: the browser had no room for these; they are lost with the page. */
type Outbox = { kept: readonly Kept<unknown>[]; unwritten: ReadonlySet<string> };

const AGAIN_FIRST_MS = 1_000;
const AGAIN_MAX_MS = 4_000;
const HELD_BACK_MAX_MS = 10_000; // one due later than this was kept before the clock was set back

export const useOutbox = create<Outbox>(() => ({ kept: readKept(), unwritten: new Set() }));

export function isWaiting(kind: string, subject: string): boolean {
  return isKept(useOutbox.getState(), kind, subject);
}

export function useIsWaiting(kind: string, subject: string | undefined): boolean {
  return useOutbox((outbox) => isKept(outbox, kind, subject));
}

function isKept({ kept }: Outbox, kind: string, subject: string | undefined): boolean {
  return kept.some((each) => each.kind === kind && each.subject === subject);
}

const kinds = new Map<string, Kind<unknown, unknown>>();

/** Also sends those of this kind kept before this part of the page was loaded. */
export function queue<Body, Answer>(kind: Kind<Body, Answer>) {
  kinds.set(kind.name, kind as unknown as Kind<unknown, unknown>);
  sendSoon();
  const ofKind = (kept: Outbox["kept"]) => kept.filter((each) => each.kind === kind.name) as Kept<Body>[];
  return {
    keep: (subject: string, body: Body, heldBackMs = 0): void => {
      keepAll([
        { owner: currentOwner(), key: newKey(), kind: kind.name, subject, dueAt: Date.now() + heldBackMs, body },
      ]);
      for (const tooOld of ofKind(useOutbox.getState().kept).slice(0, -(kind.atMost ?? Infinity))) drop([tooOld]);
      sendSoon();
    },
    list: () => ofKind(useOutbox.getState().kept),
    useKept: () => {
      const kept = useOutbox((outbox) => outbox.kept);
      return useMemo(() => ofKind(kept), [kept]);
    },
    drop,
  };
}

function keepAll(found: readonly Omit<Kept<unknown>, "no">[]): void {
  const last = useOutbox.getState().kept.at(-1)?.no ?? 0;
  const made = found.map((each, index) => ({ ...each, no: last + 1 + index }));
  const unwritten = made.filter((each) => !write(each)).map(({ key }) => key);
  useOutbox.setState((outbox) => ({
    kept: [...outbox.kept, ...made],
    unwritten: new Set([...outbox.unwritten, ...unwritten]),
  }));
}

function drop(gone: readonly Kept<unknown>[]): void {
  gone.forEach(erase);
  const keys = new Set(gone.map(({ key }) => key));
  useOutbox.setState(({ kept, unwritten }) => {
    const left = kept.filter(({ key }) => !keys.has(key));
    return { kept: left, unwritten: stillUnwritten(left, unwritten) };
  });
}

/** There may be room now. */
function stillUnwritten(kept: Outbox["kept"], before: Outbox["unwritten"]): Outbox["unwritten"] {
  return new Set(kept.filter((each) => before.has(each.key) && !write(each)).map(({ key }) => key));
}

// Each subject is a lane: one batch at a time, with its own wait.
type Lane = { sending: boolean; backoff: Backoff; againAt: number };

const lanes = new Map<string, Lane>();
let timer: ReturnType<typeof setTimeout> | undefined;

function sendSoon(afterMs = 0): void {
  clearTimeout(timer);
  timer = setTimeout(sendDue, afterMs);
}

/** Something changed: every lane that waits to retry does so now. */
function sendNow(): void {
  for (const [name, { sending }] of lanes) if (!sending) lanes.delete(name);
  sendSoon();
}

function sendDue(): void {
  const waitsMs: number[] = [];
  for (const [name, batch] of batches()) {
    const waitMs = Math.max(heldBackMs(batch[0]), (lanes.get(name)?.againAt ?? 0) - performance.now());
    if (waitMs > 0) waitsMs.push(waitMs);
    else void sendBatch(name, batch);
  }
  if (waitsMs.length > 0) sendSoon(Math.min(...waitsMs));
}

function heldBackMs({ dueAt }: Kept<unknown>): number {
  const leftMs = dueAt - Date.now();
  return leftMs > HELD_BACK_MAX_MS ? 0 : leftMs;
}

/** The oldest of each lane that is not sending. */
function batches(): Map<string, Batch<unknown>> {
  const found = new Map<string, [Kept<unknown>, ...Kept<unknown>[]]>();
  for (const each of useOutbox.getState().kept) {
    const kind = kinds.get(each.kind);
    const name = `${each.kind} ${each.subject}`;
    if (!kind || lanes.get(name)?.sending || !(kind.mayGo ?? isMine)(each)) continue;
    const batch = found.get(name);
    if (!batch) found.set(name, [each]);
    else if (batch.length < (kind.atOnce ?? 1)) batch.push(each);
  }
  return found;
}

async function sendBatch(name: string, batch: Batch<unknown>): Promise<void> {
  const kind = kinds.get(batch[0].kind);
  if (!kind) return;
  const lane = lanes.get(name) ?? { sending: false, backoff: new Backoff(AGAIN_FIRST_MS, AGAIN_MAX_MS), againAt: 0 };
  lanes.set(name, { ...lane, sending: true });
  const { answer, problem } = await outcomeOf(kind.send(batch));
  lanes.delete(name);
  if (problem && (kind.isOpen ?? mayStillGo)(problem)) {
    lanes.set(name, { ...lane, againAt: performance.now() + lane.backoff.nextMs() });
  } else {
    drop(batch);
    if (problem) kind.onRefused(batch, problem);
    else kind.onSent?.(batch, answer);
  }
  sendSoon();
}

type Outcome = { answer?: unknown; problem?: Problem };

async function outcomeOf(sent: Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: await sent };
  } catch (error) {
    if (error instanceof Problem) return { problem: error };
    reportError(error);
    return { problem: new Problem({ code: "unexpected_answer" }) };
  }
}

takeOver(keepAll);
onOtherTab(() => {
  useOutbox.setState(({ kept, unwritten }) => ({
    kept: [...readKept(), ...kept.filter(({ key }) => unwritten.has(key))],
  }));
  sendSoon();
});
onOwnerChanged(sendNow);
addEventListener("online", sendNow);
useLive.subscribe(({ light }, before) => light !== before.light && light === "live" && sendNow());
