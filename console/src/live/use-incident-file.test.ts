// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type { Assignment, Incident } from "../base/api/views";
import type { EventFrame } from "./board";
import { concerns } from "./use-incident-file";

const event = (incidentId: string | null, data: EventFrame["data"] = {}): EventFrame => ({
  type: "event",
  seq: 8,
  kind: "note_added",
  at: "2026-03-01T03:00:01Z",
  mark: "mark of 8",
  incident_id: incidentId,
  data,
});

describe("an incident's file is read again", () => {
  test("for an event of that incident, and for what is written about others not at all", () => {
    expect(concerns(event("a"), "a")).toBe(true);
    expect(concerns(event("b"), "a")).toBe(false);
    expect(concerns(event(null), "a")).toBe(false);
  });

  test("for an event of another that carries it or one of its assignments, as a merge does", () => {
    const incident = { id: "a" } as Incident;
    const assignment = { incident_id: "a" } as Assignment;

    expect(concerns(event("b", { incidents: [incident] }), "a")).toBe(true);
    expect(concerns(event("b", { assignments: [assignment] }), "a")).toBe(true);
  });
});
