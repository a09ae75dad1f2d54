// Geometry of the map: polylines, distances, markers that glide but never run ahead, names that hide nothing.
import { expect, test } from "vitest";
import type { CoverCell } from "../base/api/answers";
import { distanceM } from "../base/ground";
import { coverFeatures } from "./cover-features";
import { LabelPlacement } from "./label-placement";
import { mercator } from "./mercator";
import { Motion } from "./motion";
import { decodePolyline6 } from "./polyline";

const fix = (lat: number, lon: number) => ({ lat, lon, course_deg: null, speed_mps: null, fixedAt: 0 });

test("a polyline with six digits is read as it was written", () => {
  expect(decodePolyline6("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI")).toEqual([
    [-120.2, 38.5],
    [-120.95, 40.7],
    [-126.453, 43.252],
  ]);
});

test("a degree of latitude is 111 km", () => {
  expect(distanceM({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(111_195, -2);
});

test("a unit glides to its newest fix and stays there", () => {
  const motion = new Motion(false);
  motion.moveTo("AMB-01", fix(-7.63, 111.52), 0);
  motion.moveTo("AMB-01", fix(-7.63, 111.521), 1000);
  const from = mercator({ lat: -7.63, lon: 111.52 }).x;
  const to = mercator({ lat: -7.63, lon: 111.521 }).x;

  expect(motion.at("AMB-01", 1500)?.x).toBeCloseTo((from + to) / 2, 9);
  expect(motion.at("AMB-01", 9000)?.x).toBe(to);
  expect(motion.isMoving(9000)).toBe(false);
});

test("a unit that was far away jumps: nobody knows its way", () => {
  const motion = new Motion(false);
  motion.moveTo("AMB-01", fix(-7.63, 111.52), 0);

  motion.moveTo("AMB-01", fix(-7.68, 111.57), 1000);

  expect(motion.at("AMB-01", 1000)).toEqual(mercator({ lat: -7.68, lon: 111.57 }));
});

test("whoever asked for less motion gets none", () => {
  const motion = new Motion(true);
  motion.moveTo("AMB-01", fix(-7.63, 111.52), 0);

  motion.moveTo("AMB-01", fix(-7.63, 111.5201), 1000);

  expect(motion.isMoving(1001)).toBe(false);
});

test("a name stands below its marker, else above, right or left of it, and where all is taken nowhere", () => {
  const room = new LabelPlacement();
  const name = { width: 50, height: 20 };
  const place = () => room.place({ x: 100, y: 100 }, name);
  room.takeMarker({ x: 100, y: 100 });

  expect([place(), place(), place(), place(), place()]).toEqual([
    { x: 100, y: 122 },
    { x: 100, y: 78 },
    { x: 137, y: 100 },
    { x: 63, y: 100 },
    null,
  ]);
});

test("a name hides no other marker, also across the edge of what is looked through at once", () => {
  const room = new LabelPlacement();
  room.takeMarker({ x: 79, y: 79 });
  room.takeMarker({ x: 82, y: 101 });
  room.takeMarker({ x: 79, y: 35 }, 40);

  expect(room.place({ x: 79, y: 79 }, { width: 50, height: 20 })).toEqual({ x: 116, y: 79 });
});

test("a hole in the cover says its share as every other percent is written", () => {
  const hole = { bbox: [111.5, -7.6, 111.51, -7.59], units: 0, share: 0.025 } as CoverCell;

  const shares = coverFeatures({ cells: [hole], moves: [] }, "id").map(({ properties }) => properties?.share);

  expect(shares).toContain("2,5%");
});
