// The connection to /live: opened again for ever, by cursor, and honest about how far it may be trusted.
import type { Frame } from "../base/api/views";
import { Backoff } from "../base/backoff";
import { measured } from "../base/time/measured";
import { EventsMissing } from "./reducer";

export type Light = "live" | "catching_up" | "cut_off";

/** By its mark an event is told from the one of the same seq in a log that was restored. */
export type Cursor = { after: number | null; mark: string | null };

export type LinkListener = {
  /** The newest event of the board and its mark: to come back by. */
  cursor: () => Cursor;
  /** Throws EventsMissing: the link then asks for them. Whatever else it throws is a fault of this page. */
  onFrame: (frame: Frame) => void;
  /** A frame could not be shown: what was known is no longer to be resumed from. */
  onUnreadable: () => void;
  /** So many in a row that this page stops asking. */
  onGivenUp: () => void;
  onOpen: () => void;
  onCut: () => void;
  /** The session is over: log in again. */
  onSessionOver: () => void;
};

const SILENCE_MAX_MS = 12_000; // the server ticks every five seconds
const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 5_000;
const UNREADABLE_MAX = 5; // in a row; asked for without end, a fault of the page would be a load on the server

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

  /** At once, when the network is said to be back. */
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

  /** A gap is asked for at once; what cannot be read is asked for anew, ever later, and in the end no more. */
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

  /** A half-open connection says nothing for ever. */
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
