// Accepts deliberate touches: one finger in one place. Drops, sleeves and double taps make bursts, which press nothing.
const QUIET_MS = 350;

type Touch = { at: number; on: EventTarget | null };

let burst: Touch[] = [];
let waiting: ReturnType<typeof setTimeout> | undefined;

/**
 * For actions that reach the desk: runs once no other touch follows for a moment. Several on one button count once.
 * A key press passes: keys have their own guard.
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
