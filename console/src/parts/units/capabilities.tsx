// A unit's capabilities, short enough for a row; the tooltip and screen readers have the full words.
import { useTerm } from "../../base/words/terms";
import "./units.css";

export function Capabilities({ codes }: { codes: readonly string[] }) {
  const term = useTerm();
  return (
    <span className="capabilities">
      {codes.map((code) => (
        <abbr key={code} title={term("capability", code)}>
          <span aria-hidden="true">{term("capability_short", code)}</span>
          <span className="visually-hidden">{term("capability", code)}, </span>
        </abbr>
      ))}
    </span>
  );
}
