// The rhythm of hands: a command is one press with quiet around it; a burst is typing, a cat or rain.
const QUIET_MS = 350;
const MANY_KEYS = 5;
const MANY_WITHIN_MS = 600;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);
const KEPT = 16;

type Stroke = { at: number; isLetter: boolean };

const strokes: Stroke[] = [];
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Whether other letters came just before, or very many keys: then this key is not a command. */
export function isInBurst(event: KeyboardEvent): boolean {
  const before = strokes.filter(({ at }) => at < event.timeStamp && event.timeStamp - at < MANY_WITHIN_MS);
  return before.length >= MANY_KEYS || before.some(({ at, isLetter }) => isLetter && event.timeStamp - at < QUIET_MS);
}

/** Runs once no other key was pressed for a moment; a key before that cancels it. */
export function onceQuiet(run: () => void): void {
  clearTimeout(waiting);
  waiting = setTimeout(run, QUIET_MS);
}

/** A press in a list of choices: not held down, not in a burst, and with no key after it. */
export function deliberately(event: KeyboardEvent, run: () => void): void {
  if (!event.repeat && !isInBurst(event)) onceQuiet(run);
}

/** A checkbox is an input too, but takes no text. */
export function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|range)$/.test(target.type);
  return isField(target);
}

export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function note(event: KeyboardEvent): void {
  if (MODIFIERS.has(event.key)) return;
  clearTimeout(waiting);
  guardButton(event);
  if (event.repeat || isTyping(event)) return;
  strokes.push({ at: event.timeStamp, isLetter: event.key.length === 1 });
  if (strokes.length > KEPT) strokes.shift();
}

/** Enter or space held down, or in a burst, presses no button; held down, Enter sends no form either. */
function guardButton(event: KeyboardEvent): void {
  if (event.key !== "Enter" && event.key !== " ") return;
  const { target } = event;
  const onButton = target instanceof HTMLButtonElement;
  const inForm = target instanceof HTMLInputElement && event.key === "Enter";
  if ((onButton && (event.repeat || isInBurst(event))) || (inForm && event.repeat)) event.preventDefault();
}

addEventListener("keydown", note, { capture: true });
addEventListener("pointerdown", () => clearTimeout(waiting), { capture: true });
