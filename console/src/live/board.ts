// The page's only live store: the board, the light, and when the server was last heard.
import { create } from "zustand";
import type { EventKind } from "../base/api/answers";
import type { Frame } from "../base/api/views";
import { heardServerTime } from "../base/time/server-clock";
import { fleet } from "./fleet";
import { type Light, Link } from "./link";
import { type Board, EMPTY_BOARD, isBehind, reduce } from "./reducer";

type Live = {
  board: Board;
  light: Light;
  /** By this page's clock, in milliseconds; null before the first frame. */
  heardAt: number | null;
  sessionOver: boolean;
  /** This page cannot show the server's frames, and has stopped requesting them. */
  givenUp: boolean;
};

export const useLive = create<Live>(() => ({
  board: EMPTY_BOARD,
  light: "catching_up",
  heardAt: null,
  sessionOver: false,
  givenUp: false,
}));

export type EventFrame = Extract<Frame, { type: "event" }>;

const eventListeners = new Set<(event: EventFrame) => void>();

/** Listeners run after the board has the event. */
export function onEvent(listener: (event: EventFrame) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** Like `onEvent`, for events of some kinds only. */
export function onEventOf(kinds: readonly EventKind[], listener: (event: EventFrame) => void): () => void {
  return onEvent((event) => kinds.includes(event.kind) && listener(event));
}

let link: Link | undefined;

export function goLive(): void {
  goDark();
  useLive.setState({ board: EMPTY_BOARD, light: "catching_up", heardAt: null, sessionOver: false, givenUp: false });
  link = new Link(liveUrl(), {
    cursor: () => ({ after: useLive.getState().board.asOf, mark: useLive.getState().board.mark }),
    onFrame: take,
    onOpen: () => useLive.setState({ light: "catching_up" }),
    onCut: () => useLive.setState({ light: "cut_off" }),
    onUnreadable: () => useLive.setState(({ board }) => ({ board: { ...board, asOf: null, mark: null } })),
    onGivenUp: () => useLive.setState({ light: "cut_off", givenUp: true }),
    onSessionOver: () => useLive.setState({ sessionOver: true }),
  });
  link.start();
}

export function goDark(): void {
  link?.stop();
  link = undefined;
}

/** Exported for the tests; the link calls it. */
export function take(frame: Frame): void {
  const heardAt = Date.now();
  if (frame.type === "fixes") {
    fleet.move(frame.fixes);
    if (heardAt - (useLive.getState().heardAt ?? 0) > 1000) useLive.setState({ heardAt });
    return;
  }
  if (frame.type === "movements") {
    fleet.setMovements(frame.movements);
    return;
  }
  if (frame.type === "snapshot") fleet.reset(frame.units);
  if (frame.type === "tick") heardServerTime(frame.at);
  const board = reduce(useLive.getState().board, frame);
  useLive.setState({ board, heardAt, light: isBehind(board) ? "catching_up" : lightAfter(frame) });
  if (frame.type === "event") for (const listener of eventListeners) tell(listener, frame);
}

/** A listener that fails affects neither the others nor the line. */
function tell(listener: (event: EventFrame) => void, event: EventFrame): void {
  try {
    listener(event);
  } catch (error) {
    reportError(error);
  }
}

/** Only a snapshot or a tick shows that nothing is outstanding. */
function lightAfter(frame: Frame): Light {
  return frame.type === "snapshot" || frame.type === "tick" ? "live" : useLive.getState().light;
}

function liveUrl(): string {
  const url = new URL("/live", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
