// The keys of a screen count from its first moment, unless somebody types elsewhere already.
export function focusUnlessElsewhere(screen: HTMLElement | null): void {
  if (document.activeElement === document.body) screen?.focus({ preventScroll: true });
}
