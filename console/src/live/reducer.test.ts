// Snapshot + events = new snapshot; a gap is detected, a repeat changes nothing.
import { describe, expect, test } from "vitest";
import type { Alert, Assignment, Frame, Incident, LiveCall, Suggestion, Unit } from "../base/api/views";
import { type Board, EMPTY_BOARD, EventsMissing, isBehind, reduce } from "./reducer";

const incident = (id: string, more: Partial<Incident> = {}) =>
  ({ id, priority: 1, closed_at: null, status: "waiting", ...more }) as Incident;
const unit = (unit_id: string, status: Unit["status"]) =>
  ({ unit_id, status, position: null }) as Unit & { position: null };
const assignment = (id: string, released_at: string | null) => ({ id, released_at }) as Assignment;
const call = (id: string, closed_at: string | null) => ({ id, closed_at }) as LiveCall;
const alert = (id: number, taken_at: string | null) => ({ id, taken_at }) as Alert;

const snapshot = (as_of: number, lists: Partial<Extract<Frame, { type: "snapshot" }>> = {}): Frame => ({
  type: "snapshot",
  as_of,
  mark: `mark of ${as_of}`,
  incidents: [],
  units: [],
  assignments: [],
  alarms: [],
  suggestions: [],
  calls: [],
  ...lists,
});
const event = (seq: number, data: Extract<Frame, { type: "event" }>["data"] = {}): Frame => ({
  type: "event",
  seq,
  kind: "incident_updated",
  at: "2026-03-01T03:00:01Z",
  mark: `mark of ${seq}`,
  incident_id: null,
  data,
});
const folded = (...frames: Frame[]): Board => frames.reduce(reduce, EMPTY_BOARD);

describe("the board", () => {
  test("an event replaces what it carries", () => {
    const board = folded(
      snapshot(7, { incidents: [incident("a")], units: [unit("AMB-01", "available")] }),
      event(8, { incidents: [incident("a", { status: "dispatched" })], units: [unit("AMB-01", "dispatched")] }),
    );

    expect(board.asOf).toBe(8);
    expect(board.incidents.get("a")?.status).toBe("dispatched");
    expect(board.units.get("AMB-01")?.status).toBe("dispatched");
  });

  test("what is closed, released or taken leaves it", () => {
    const board = folded(
      snapshot(1, {
        incidents: [incident("a"), incident("b")],
        assignments: [assignment("x", null)],
        alarms: [alert(1, null)],
        calls: [call("c", null)],
      }),
      event(2, {
        incidents: [incident("a", { closed_at: "2026-03-01T04:00:00Z" })],
        assignments: [assignment("x", "2026-03-01T04:00:00Z")],
        alarms: [alert(1, "2026-03-01T04:00:00Z")],
        calls: [call("c", "2026-03-01T04:00:00Z")],
      }),
    );

    expect([...board.incidents.keys()]).toEqual(["b"]);
    expect(board.assignments.size).toBe(0);
    expect(board.alerts.size).toBe(0);
    expect(board.calls.size).toBe(0);
  });

  test("the mark of the newest event goes with its seq", () => {
    expect(folded(snapshot(7)).mark).toBe("mark of 7");
    expect(folded(snapshot(7), event(8)).mark).toBe("mark of 8");
    expect(folded(snapshot(7), event(6)).mark).toBe("mark of 7");
    expect(folded(snapshot(7), snapshot(3)).mark).toBe("mark of 3");
  });

  test("a missing event is noticed", () => {
    expect(() => folded(snapshot(7), event(9))).toThrow(EventsMissing);
  });

  test("an event that came before the snapshot changes nothing", () => {
    const board = folded(
      snapshot(7, { incidents: [incident("a", { status: "on_scene" })] }),
      event(6, { incidents: [incident("a", { status: "dispatched" })] }),
    );

    expect(board.asOf).toBe(7);
    expect(board.incidents.get("a")?.status).toBe("on_scene");
  });

  test("a tick that speaks of a later event says that the board is behind", () => {
    const behind = folded(snapshot(7), { type: "tick", seq: 9, at: "2026-03-01T03:00:00Z" });

    expect(isBehind(behind)).toBe(true);
    expect(isBehind(folded(snapshot(9)))).toBe(false);
  });
});

test("a suggestion stands until it is followed, refused or withdrawn", () => {
  const standing = { id: "s-1", closed_at: null } as Suggestion;

  const with_it = reduce(reduce(EMPTY_BOARD, snapshot(1)), event(2, { suggestions: [standing] }));
  const without = reduce(with_it, event(3, { suggestions: [{ ...standing, closed_at: "2026-03-01T03:00:00Z" }] }));

  expect([...with_it.suggestions.keys()]).toEqual(["s-1"]);
  expect(without.suggestions.size).toBe(0);
});
