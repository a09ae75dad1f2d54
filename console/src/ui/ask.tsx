// A question in a dialog: the browser's own, with its focus trap and Escape; the focus goes back to where it was.
import { type KeyboardEventHandler, type ReactNode, useEffect, useRef } from "react";

type Props = {
  title: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler<HTMLDialogElement>;
  /** Puts the focus on the question itself: a stray Enter or space chooses nothing. */
  choosesNothing?: boolean;
  children: ReactNode;
};

export function Ask({ title, onClose, onKeyDown, choosesNothing = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element>(null);
  useEffect(() => {
    opener.current ??= document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    if (choosesNothing) heading.current?.focus(); // the browser would focus the first button
    return () => focusAgain(opener.current);
  }, [choosesNothing]);
  return (
    <dialog ref={dialog} onClose={onClose} onKeyDown={onKeyDown} aria-label={title}>
      <div className="stack">
        <h2 ref={heading} tabIndex={choosesNothing ? -1 : undefined}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

/** Restores the focus, which a removed dialog does not pass on: to its opener, or to the screen if that is gone too. */
function focusAgain(opener: Element | null): void {
  if (document.activeElement !== document.body || opener === document.body) return;
  const target = opener?.isConnected ? opener : document.getElementById("content");
  if (target instanceof HTMLElement) target.focus();
}
