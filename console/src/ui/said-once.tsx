// Text with running seconds: shown as they run, but read aloud only once, as it was at first.
import { useState } from "react";

export function SaidOnce({ words }: { words: string }) {
  const [said] = useState(words);
  return (
    <>
      <span role="alert" className="visually-hidden">
        {said}
      </span>
      <span aria-hidden="true">{words}</span>
    </>
  );
}
