// Positions: the newest wins, a late one never moves a marker back.
import { expect, test } from "vitest";
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
