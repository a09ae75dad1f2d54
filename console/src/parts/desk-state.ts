// The dispatcher's current selection.
import { create } from "zustand";
import type { Problem } from "../base/api/problem";
import { useLive } from "../live/board";
import { fleet } from "../live/fleet";
import { goTo } from "../map/map-state";

export type Dialog = "close" | "merge" | "edit" | "alarm_level" | null;

type Desk = {
  incidentId: string | null;
  unitId: string | null;
  dialog: Dialog;
  unitBoardOpen: boolean;
  /** The unit or incident being replayed. */
  replayed: { unitId: string } | { incidentId: string } | null;
  /** A refused dispatch: kept here, as the panel that sent it changes with every event. */
  refusal: { incidentNumber: string; problem: Problem } | null;
  /** The highest level for which the plan has more to send; null until there is advice. */
  highestAlarmLevel: { incidentId: string; level: number } | null;
};

export const useDesk = create<Desk>(() => ({
  incidentId: null,
  unitId: null,
  dialog: null,
  unitBoardOpen: false,
  replayed: null,
  refusal: null,
  highestAlarmLevel: null,
}));

export function chooseIncident(incidentId: string | null): void {
  useDesk.setState({ incidentId, unitId: null, dialog: null });
  const { board } = useLive.getState();
  const incident = incidentId ? board.incidents.get(incidentId) : undefined;
  if (!incident) return;
  const atWork = [...board.assignments.values()].filter((assignment) => assignment.incident_id === incidentId);
  const fixes = atWork.flatMap(({ unit_id }) => fleet.fixes.get(unit_id) ?? []);
  goTo(incident.position, ...fixes);
}

export function chooseUnit(unitId: string | null): void {
  useDesk.setState({ unitId });
  const fix = unitId ? fleet.fixes.get(unitId) : undefined;
  if (fix) goTo(fix);
}
