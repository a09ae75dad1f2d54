// Positions: the newest wins, a late one never moves a marker back.
import { expect, test } from "vitest";
import type { Unit } from "../base/api/views";
import { Fleet } from "./fleet";

test("a late fix does not move the unit back", () => {
  const fleet = new Fleet();
  fleet.move([["AMB-01", -7.63, 111.52, 90, 10, "2026-03-01T03:00:10Z"]]);

  fleet.move([["AMB-01", -7.7, 111.6, 90, 10, "2026-03-01T03:00:05Z"]]);

  expect(fleet.fixes.get("AMB-01")?.lat).toBe(-7.63);
});

test("listeners hear which units moved, and only those", () => {
  const fleet = new Fleet();
  const heard: string[][] = [];
  fleet.onMove((moved) => heard.push([...moved]));
  fleet.move([["AMB-01", -7.63, 111.52, null, null, "2026-03-01T03:00:10Z"]]);

  fleet.move([
    ["AMB-01", -7.63, 111.52, null, null, "2026-03-01T03:00:09Z"],
    ["AMB-02", -7.63, 111.52, null, null, "2026-03-01T03:00:09Z"],
  ]);

  expect(heard).toEqual([["AMB-01"], ["AMB-02"]]);
});

test("a snapshot and the movements after it tell what a unit does and which device shows it", () => {
  const fleet = new Fleet();
  const since = "2026-03-01T03:00:00Z";
  const position = { lat: -7.63, lon: 111.52, fixed_at: since, movement: "moving", device_id: "GPS-1" };
  fleet.reset([{ unit_id: "AMB-01", position } as Unit, { unit_id: "AMB-02", position: null } as Unit]);
  expect(fleet.movements.get("AMB-01")?.device_id).toBe("GPS-1");

  fleet.setMovements([["AMB-01", "stopped", since, 90, "PHONE-1", "phone", since]]);

  expect(fleet.movements.get("AMB-01")).toMatchObject({
    movement: "stopped",
    device_id: "PHONE-1",
    device_since_at: since,
  });
  expect(fleet.movements.has("AMB-02")).toBe(false);
});
