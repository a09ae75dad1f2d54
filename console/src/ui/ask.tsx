// A question in a dialog: the browser's own, with its focus trap and Escape.
import { type KeyboardEventHandler, type ReactNode, useEffect, useRef } from "react";

type Props = {
  title: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler<HTMLDialogElement>;
  children: ReactNode;
};

export function Ask({ title, onClose, onKeyDown, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
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
