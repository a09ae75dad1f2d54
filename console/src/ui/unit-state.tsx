// The state of a unit: shape, colour and word.

import type { UnitStatus } from "../live/views";
import { SHAPES, stateColor } from "../map/shapes";
import { useTerm } from "../words/terms";

export function StateShape({ status }: { status: UnitStatus }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[status]} fill={`var(${stateColor(status)})`} fillRule="evenodd" />
    </svg>
  );
}

export function UnitState({ status }: { status: UnitStatus }) {
  const term = useTerm();
  return (
    <span className="state">
      <StateShape status={status} />
      {term("status", status)}
    </span>
  );
}
