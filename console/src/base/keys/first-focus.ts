// The keys of a screen work from its first moment, unless the user already types elsewhere.
export function focusUnlessElsewhere(screen: HTMLElement | null): void {
  if (document.activeElement === document.body) screen?.focus({ preventScroll: true });
}
