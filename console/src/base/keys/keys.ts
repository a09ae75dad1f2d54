// Keyboard shortcuts; single letters count only in the desk's working area, never while typing or in a burst.
import { useLayoutEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { usePreferences } from "../preferences";
import { hint } from "./notices";
import { isField, isInBurst, isTyping, onceQuiet } from "./rhythm";

export type Bindings = Record<string, (event: KeyboardEvent) => void>;

/** The actions of these are reversible: a choice, a dialog, the map. */
export function useKeys(bindings: Bindings): void {
  useBound(bindings, (run) => run());
}

/** Actions that reach the server or silence something: they run only if no other key follows. */
export function useCommandKeys(bindings: Bindings): void {
  useBound(bindings, onceQuiet);
}

function useBound(bindings: Bindings, when: (run: () => void) => void): void {
  const newest = useRef(bindings);
  newest.current = bindings;
  const names = Object.keys(bindings).join(" ");
  // Bound before the first paint: a visible screen takes keys.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` is one of two functions, the same at each call
  useLayoutEffect(() => {
    const bound = names.split(" ").map((name): [string, (event: KeyboardEvent) => void] => [
      name,
      (event) => {
        if (!counts(name, event)) return;
        event.preventDefault();
        const meant = newest.current[name]; // what was on the screen when it was pressed
        when(() => meant?.(event));
      },
    ]);
    return tinykeys(window, Object.fromEntries(bound));
  }, [names]);
}

function counts(name: string, event: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return false;
  if (isArrow(name)) return !isField(event.target) && usePreferences.getState().singleKeys;
  if (event.repeat) return false;
  if (/^F\d+$/.test(name)) return isOutsideBurst(event);
  if (!isSingle(name)) return true;
  if (isTyping(event) || !usePreferences.getState().singleKeys) return false;
  return isOutsideBurst(event) && (name.startsWith("Shift+") || isWhereItBelongs());
}

function isOutsideBurst(event: KeyboardEvent): boolean {
  if (!isInBurst(event)) return true;
  hint("keys.too_fast");
  return false;
}

/** Without focus, a letter was meant for a field that is gone. */
function isWhereItBelongs(): boolean {
  if (document.activeElement?.closest("[data-keys]") || cameBack()) return true;
  hint("keys.nowhere");
  return false;
}

type Focused = { element: Element; screen: HTMLElement | null };

let lastFocused: Focused | undefined;

addEventListener(
  "focusin",
  ({ target }) => {
    if (target instanceof Element)
      lastFocused = { element: target, screen: target.closest<HTMLElement>("[data-keys]") };
  },
  { capture: true },
);

/** A button removed with the dialog it closed leaves no focus: the screen gets it back. */
function cameBack(): boolean {
  if (document.activeElement !== document.body || !lastFocused) return false;
  const { element, screen } = lastFocused;
  if (element.isConnected || isField(element) || !screen?.isConnected) return false;
  screen.focus({ preventScroll: true });
  return true;
}

function isArrow(name: string): boolean {
  return name.startsWith("Arrow");
}

/** `Control+Enter` and Escape are meant even while typing; a letter is not. */
function isSingle(name: string): boolean {
  if (name === "Escape") return false;
  return !name.includes("+") || name.startsWith("Shift+");
}
