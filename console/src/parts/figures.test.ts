// The wall's figures: counted, never guessed.
import { expect, test } from "vitest";
import type { Incident, Unit } from "../base/api/views";
import { freeByAgency, midnight, period } from "./figures";

const incident = (created_at: string, first_on_scene_at: string | null) =>
  ({ created_at, first_on_scene_at }) as Incident;

test("only incidents that somebody reached are held against the 15 minutes", () => {
  const found = period(
    [
      incident("2026-03-01T03:00:00Z", "2026-03-01T03:14:00Z"),
      incident("2026-03-01T03:00:00Z", "2026-03-01T03:16:00Z"),
      incident("2026-03-01T03:00:00Z", null),
      incident("2026-02-01T03:00:00Z", "2026-02-01T03:01:00Z"),
    ],
    Date.parse("2026-03-01T00:00:00Z"),
  );

  expect(found).toEqual({ incidents: 3, reached: 2, withinTarget: 1 });
});

test("today begins at midnight in the city", () => {
  const now = Date.parse("2026-03-01T03:00:00Z"); // 10 in the morning in Madiun

  expect(new Date(midnight(now, "Asia/Jakarta")).toISOString()).toBe("2026-02-28T17:00:00.000Z");
});

test("a vehicle whose crew is out with another one is not counted among those that are ready", () => {
  const fleet = [
    { agency_id: "psc", status: "dispatched" },
    { agency_id: "psc", status: "crew_is_out" },
    { agency_id: "psc", status: "available" },
  ] as Unit[];

  expect(freeByAgency(fleet, new Map())).toMatchObject([{ free: 1, total: 3 }]);
});
