// Touches that are meant: one finger on one place. Drops, sleeves and double taps make bursts, and a burst presses nothing.
const QUIET_MS = 350;

type Touch = { at: number; on: EventTarget | null };

let burst: Touch[] = [];
let waiting: ReturnType<typeof setTimeout> | undefined;

/**
 * For what reaches the desk: done once no other touch followed for a moment. Several on the same button count as one.
 * A key press is let through: those have a guard of their own.
 */
export function deliberate(run: () => void): (event: { detail: number }) => void {
  return ({ detail }) => {
    if (detail === 0) return run();
    if (burst.some(({ on }) => on !== burst[0]?.on)) return;
    clearTimeout(waiting);
    waiting = setTimeout(run, QUIET_MS);
  };
}

function note(event: PointerEvent): void {
  clearTimeout(waiting);
  const last = burst.at(-1);
  if (last && event.timeStamp - last.at >= QUIET_MS) burst = [];
  const on = event.target instanceof Element ? (event.target.closest("button") ?? event.target) : event.target;
  burst.push({ at: event.timeStamp, on });
}

addEventListener("pointerdown", note, { capture: true });
