// A unit's position at a replayed time.
import { expect, test } from "vitest";
import type { Track } from "../../base/api/answers";
import { momentsOf, placeAt } from "./past";

const track: Track = {
  geometry: {
    type: "LineString",
    coordinates: [
      [111.5, -7.6],
      [111.51, -7.61],
    ],
  },
  properties: {
    unit_id: "AMB-01",
    fixed_at: ["2026-03-01T03:00:00Z", "2026-03-01T03:00:10Z"],
    speed_mps: [null, null],
    course_deg: [null, null],
    late: [false, false],
  },
};
const at = (seconds: number) => Date.parse("2026-03-01T03:00:00Z") + seconds * 1000;

test("a unit stands where it was heard last, and is nowhere before it was heard", () => {
  const moments = momentsOf(track);

  expect(placeAt(track, moments, at(-1))).toBeNull();
  expect(placeAt(track, moments, at(9))).toEqual({ lat: -7.6, lon: 111.5 });
  expect(placeAt(track, moments, at(3600))).toEqual({ lat: -7.61, lon: 111.51 });
});
