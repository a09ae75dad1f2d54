// A button for what cannot be taken back: the first press asks, the second does it.
import { useEffect, useState } from "react";

const ASKS_FOR_MS = 4000;

type Props = { label: string; question: string; onConfirm: () => void; name?: string };

export function ConfirmButton({ label, question, onConfirm, name }: Props) {
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), ASKS_FOR_MS);
    return () => clearTimeout(timer);
  }, [asking]);
  return (
    <button
      type="button"
      className="danger"
      aria-label={asking ? question : (name ?? label)}
      onClick={() => {
        setAsking(!asking);
        if (asking) onConfirm();
      }}
    >
      {asking ? question : label}
    </button>
  );
}
