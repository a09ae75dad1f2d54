// The state of a unit: shape, colour and word.

import { useTranslation } from "react-i18next";
import type { Unit, UnitStatus } from "../base/api/views";
import { useTerm } from "../base/words/terms";
import { SHAPES, stateColor } from "./shapes";

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

/** The state, with why the unit is not available: the reason it is out of service, or the unit its crew is out with. */
export function UnitStateAndWhy({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const why = unit.crew_with ? t("units.crew_with", { unit: unit.crew_with }) : unit.out_of_service_reason;
  return (
    <>
      <UnitState status={unit.status} />
      {why && <span className="muted"> {why}</span>}
    </>
  );
}
