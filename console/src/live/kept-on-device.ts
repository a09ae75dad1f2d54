// The outbox's storage: each message has its own name, so that two tabs never overwrite each other's.
import type { Owned } from "./owner";

/** Messages of one subject are sent in the order of `no`. */
export type Kept<Body> = Owned & {
  key: string;
  kind: string;
  subject: string;
  no: number;
  /** Not sent before this time, by this device's clock, in milliseconds. */
  dueAt: number;
  body: Body;
};

const PREFIX = "sigap.outbox.";

export function readKept(): Kept<unknown>[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .flatMap(readOne)
      .sort((one, other) => one.no - other.no || one.key.localeCompare(other.key));
  } catch {
    return []; // the browser keeps nothing for this page
  }
}

/** An unreadable entry was not written by any release of this page. */
function readOne(name: string): Kept<unknown>[] {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "") as Partial<Kept<unknown>> | null;
    return kept && PREFIX + kept.key === name && kept.kind && typeof kept.no === "number"
      ? [kept as Kept<unknown>]
      : [];
  } catch {
    return [];
  }
}

/** Returns false if the browser has no room left: then it is only in this page's memory. */
export function write(kept: Kept<unknown>): boolean {
  try {
    localStorage.setItem(PREFIX + kept.key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function erase({ key }: Kept<unknown>): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // it was never written
  }
}

/** Called when another tab kept or sent something. */
export function onOtherTab(listener: () => void): void {
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(PREFIX)) && listener());
}
