// A question in a dialog: the browser's own, with its focus trap and Escape; the focus goes back to where it was.
import { type KeyboardEventHandler, type ReactNode, useEffect, useRef } from "react";

type Props = {
  title: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler<HTMLDialogElement>;
  children: ReactNode;
};

export function Ask({ title, onClose, onKeyDown, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element>(null);
  useEffect(() => {
    opener.current ??= document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => focusAgain(opener.current);
  }, []);
  return (
    <dialog ref={dialog} onClose={onClose} onKeyDown={onKeyDown} aria-label={title}>
      <div className="stack">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** A dialog that leaves the page gives the focus to nobody; where its opener left too, the screen gets it. */
function focusAgain(opener: Element | null): void {
  if (document.activeElement !== document.body || opener === document.body) return;
  const target = opener?.isConnected ? opener : document.getElementById("content");
  if (target instanceof HTMLElement) target.focus();
}
