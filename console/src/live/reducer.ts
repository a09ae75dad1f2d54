// The board, and the change by each frame: pure, so that snapshot + events = new snapshot can be tested.
import type { Alert, Assignment, Frame, Incident, LiveCall, Suggestion, Unit } from "../base/api/views";

export type Board = {
  /** The seq of the newest event applied; null before the first snapshot. */
  asOf: number | null;
  /** The mark of that event, sent back with its seq. */
  mark: string | null;
  /** The newest seq that the server has sent. */
  head: number | null;
  incidents: ReadonlyMap<string, Incident>;
  units: ReadonlyMap<string, Unit>;
  assignments: ReadonlyMap<string, Assignment>;
  alerts: ReadonlyMap<number, Alert>;
  suggestions: ReadonlyMap<string, Suggestion>;
  calls: ReadonlyMap<string, LiveCall>;
};

export const EMPTY_BOARD: Board = {
  asOf: null,
  mark: null,
  head: null,
  incidents: new Map(),
  units: new Map(),
  assignments: new Map(),
  alerts: new Map(),
  suggestions: new Map(),
  calls: new Map(),
};

export class EventsMissing extends Error {}

export function isBehind(board: Board): boolean {
  return board.asOf === null || (board.head !== null && board.head > board.asOf);
}

/** Throws EventsMissing if an event does not follow the one before. */
export function reduce(board: Board, frame: Frame): Board {
  switch (frame.type) {
    case "snapshot":
      return {
        asOf: frame.as_of,
        mark: frame.mark,
        head: frame.as_of,
        incidents: byKey(frame.incidents, (incident) => incident.id),
        units: byKey(frame.units, (unit) => unit.unit_id),
        assignments: byKey(frame.assignments, (assignment) => assignment.id),
        alerts: byKey(frame.alarms, (alert) => alert.id),
        suggestions: byKey(frame.suggestions, (suggestion) => suggestion.id),
        calls: byKey(frame.calls, (call) => call.id),
      };
    case "event":
      return reduceEvent(board, frame);
    case "tick":
      return frame.seq === board.head ? board : { ...board, head: frame.seq };
    default:
      return board;
  }
}

function reduceEvent(board: Board, event: Extract<Frame, { type: "event" }>): Board {
  if (board.asOf === null || event.seq > board.asOf + 1) throw new EventsMissing(`after ${board.asOf}: ${event.seq}`);
  if (event.seq <= board.asOf) return board;
  const { incidents, units, assignments, alarms, calls } = event.data;
  return {
    asOf: event.seq,
    mark: event.mark,
    head: Math.max(board.head ?? 0, event.seq),
    incidents: replaced(
      board.incidents,
      incidents,
      (it) => it.id,
      (it) => it.closed_at !== null,
    ),
    units: replaced(
      board.units,
      units,
      (it) => it.unit_id,
      (it) => it.retired_at != null,
    ),
    assignments: replaced(
      board.assignments,
      assignments,
      (it) => it.id,
      (it) => it.released_at !== null,
    ),
    alerts: replaced(
      board.alerts,
      alarms,
      (it) => it.id,
      (it) => it.taken_at !== null,
    ),
    suggestions: replaced(
      board.suggestions,
      event.data.suggestions,
      (it) => it.id,
      (it) => it.closed_at !== null,
    ),
    calls: replaced(
      board.calls,
      calls,
      (it) => it.id,
      (it) => it.closed_at !== null,
    ),
  };
}

function byKey<K, T>(things: readonly T[], key: (thing: T) => K): Map<K, T> {
  return new Map(things.map((thing) => [key(thing), thing]));
}

function replaced<K, T>(
  known: ReadonlyMap<K, T>,
  changed: readonly T[] | undefined,
  key: (thing: T) => K,
  leaves: (thing: T) => boolean,
): ReadonlyMap<K, T> {
  if (!changed?.length) return known;
  const next = new Map(known);
  for (const thing of changed) {
    if (leaves(thing)) next.delete(key(thing));
    else next.set(key(thing), { ...next.get(key(thing)), ...thing });
  }
  return next;
}
