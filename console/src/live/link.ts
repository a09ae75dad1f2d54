// The connection to /live: always reopened, resumes by cursor, and shows how far it can be trusted.
import type { Frame } from "../base/api/views";
import { Backoff } from "../base/backoff";
import { measured } from "../base/time/measured";
import { EventsMissing } from "./reducer";

export type Light = "live" | "catching_up" | "cut_off";

/** The mark distinguishes an event from one of the same seq in a restored log. */
export type Cursor = { after: number | null; mark: string | null };

export type LinkListener = {
  /** The newest event of the board and its mark, to resume from. */
  cursor: () => Cursor;
  /** Throws EventsMissing: the link then requests them. Any other error is a bug of this page. */
  onFrame: (frame: Frame) => void;
  /** A frame could not be shown: the known state is no longer a point to resume from. */
  onUnreadable: () => void;
  /** Too many unreadable frames in a row: this page stops requesting. */
  onGivenUp: () => void;
  onOpen: () => void;
  onCut: () => void;
  /** The session is over: log in again. */
  onSessionOver: () => void;
};

const SILENCE_MAX_MS = 12_000; // the server ticks every five seconds
const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 5_000;
const UNREADABLE_MAX = 5; // in a row; with endless requests a bug of the page would load the server

enum CloseCode {
  TooSlow = 4008,
  NotAuthenticated = 4401,
}

export class Link {
  private socket: WebSocket | undefined;
  private readonly backoff = new Backoff(RETRY_FIRST_MS, RETRY_MAX_MS);
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private unreadable = 0;

  constructor(
    private readonly url: string,
    private readonly listener: LinkListener,
  ) {}

  start(): void {
    this.stopped = false;
    addEventListener("online", this.again);
    this.open();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener("online", this.again);
    clearTimeout(this.watchdog);
    clearTimeout(this.retry);
    this.socket?.close();
  }

  /** Reconnects at once when the browser reports that the network is back. */
  private again = (): void => {
    if (this.socket?.readyState === WebSocket.OPEN) return;
    clearTimeout(this.retry);
    this.open();
  };

  private open(): void {
    if (this.stopped) return;
    this.socket?.close();
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.listener.onOpen();
      this.subscribe();
    };
    socket.onmessage = (message) => socket === this.socket && this.take(message.data as string);
    socket.onclose = (closed) => socket === this.socket && this.cut(closed.code);
    this.watch();
  }

  private subscribe(): void {
    this.socket?.send(JSON.stringify({ type: "subscribe", ...this.listener.cursor() }));
  }

  private take(text: string): void {
    this.watch();
    try {
      const frame = JSON.parse(text) as Frame;
      measured("sigap-frame", () => this.listener.onFrame(frame));
      if (frame.type === "snapshot" || frame.type === "event") this.unreadable = 0;
      if (this.unreadable === 0) this.backoff.reset();
    } catch (error) {
      this.askAgain(error);
    }
  }

  /** Requests a gap at once; requests an unreadable frame again after growing waits, and at last gives up. */
  private askAgain(error: unknown): void {
    this.unreadable += 1;
    if (error instanceof EventsMissing && this.unreadable === 1) {
      this.subscribe();
      return;
    }
    reportError(error);
    if (this.unreadable > UNREADABLE_MAX) {
      this.stop();
      this.listener.onGivenUp();
      return;
    }
    this.listener.onUnreadable();
    this.cut(0);
  }

  /** A half-open connection stays silent for good. */
  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.cut(0), SILENCE_MAX_MS);
  }

  private cut(code: number): void {
    clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
    if (this.stopped) return;
    this.listener.onCut();
    if (code === CloseCode.NotAuthenticated) {
      this.listener.onSessionOver();
      return;
    }
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), code === CloseCode.TooSlow ? 0 : this.backoff.nextMs());
  }
}
