// Words with seconds that run in them: seen as they run, read aloud once, as they were at first.
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
