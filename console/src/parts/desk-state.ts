// What the dispatcher has in hand.
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
  /** The unit or incident whose past is replayed. */
  replayed: { unitId: string } | { incidentId: string } | null;
  /** A sending that was refused: kept here, as the panel that sent it changes with every event. */
  refusal: { incidentNumber: string; problem: Problem } | null;
  /** Up to where its plan has more to send; null until it was advised. */
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
