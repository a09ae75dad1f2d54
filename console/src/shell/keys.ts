// Keyboard shortcuts; those of one letter are silent while somebody types, and can be switched off.
import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { usePreferences } from "./preferences";

export type Bindings = Record<string, (event: KeyboardEvent) => void>;

export function useKeys(bindings: Bindings): void {
  const newest = useRef(bindings);
  newest.current = bindings;
  const names = Object.keys(bindings).join(" ");
  useEffect(() => {
    const bound = names.split(" ").map((name): [string, (event: KeyboardEvent) => void] => [
      name,
      (event) => {
        if (isSingle(name) && (isTyping(event) || !usePreferences.getState().singleKeys)) return;
        if (document.querySelector("dialog[open]")) return;
        event.preventDefault();
        newest.current[name]?.(event);
      },
    ]);
    return tinykeys(window, Object.fromEntries(bound));
  }, [names]);
}

/** `$mod+Enter`, F2 and Escape are meant even while typing; a letter is not. */
function isSingle(name: string): boolean {
  if (name === "Escape") return false;
  return !name.includes("+") ? !/^F\d+$/.test(name) : name.startsWith("Shift+");
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
