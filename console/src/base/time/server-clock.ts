// The server's clock as this page knows it: ages and clocks must not depend on a wrong wall clock at the desk.

const REMEMBERED = 6;
const offsets: number[] = [];

/** A moment the server named as now. Frames arrive late, never early: the largest offset is the nearest to the truth. */
export function heardServerTime(at: string, localMs = Date.now()): void {
  offsets.push(Date.parse(at) - localMs);
  if (offsets.length > REMEMBERED) offsets.shift();
}

export function serverNow(localMs = Date.now()): number {
  return localMs + (offsets.length ? Math.max(...offsets) : 0);
}
