// A button for an action that cannot be undone: the first press asks, the second acts.
import { useEffect, useState } from "react";

const ASKS_FOR_MS = 4000;
/** A wet glove can touch twice faster than a question can be read. */
const READ_MS = 500;

type Props = { label: string; question: string; onConfirm: () => void; name?: string };

export function ConfirmButton({ label, question, onConfirm, name }: Props) {
  const [phase, setPhase] = useState<"idle" | "asked" | "read">("idle");
  const asking = phase !== "idle";
  useEffect(() => {
    if (phase === "idle") return;
    const timer =
      phase === "asked" ? setTimeout(() => setPhase("read"), READ_MS) : setTimeout(() => setPhase("idle"), ASKS_FOR_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  const press = () => {
    if (phase === "idle") setPhase("asked");
    if (phase !== "read") return;
    setPhase("idle");
    onConfirm();
  };
  return (
    <button
      type="button"
      className="danger confirm"
      aria-label={asking ? question : (name ?? label)}
      onClick={press}
      aria-disabled={phase === "asked"}
      onBlur={() => setPhase("idle")}
    >
      {/* Both take their room all the time: a button must not move under the finger that asks. */}
      <span data-shown={!asking} aria-hidden>
        {label}
      </span>
      <span data-shown={asking} aria-hidden>
        {question}
      </span>
    </button>
  );
}
