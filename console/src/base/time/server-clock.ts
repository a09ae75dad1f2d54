// This page's estimate of the server's clock: ages and clocks must not depend on a wrong clock at the desk.

const REMEMBERED = 6;
const offsets: number[] = [];

/** Takes the server's current time. Frames arrive late, never early: the largest offset is nearest to the truth. */
export function heardServerTime(at: string, localMs = Date.now()): void {
  offsets.push(Date.parse(at) - localMs);
  if (offsets.length > REMEMBERED) offsets.shift();
}

export function serverNow(localMs = Date.now()): number {
  return localMs + (offsets.length ? Math.max(...offsets) : 0);
}
