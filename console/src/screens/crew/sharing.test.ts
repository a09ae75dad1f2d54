// @vitest-environment happy-dom
// The position that a phone reports.
import { expect, test } from "vitest";
import { phoneFix } from "./sharing";

const coords = (more: Partial<GeolocationCoordinates>) =>
  ({ latitude: -7.6, longitude: 111.5, accuracy: 8, speed: null, heading: null, ...more }) as GeolocationCoordinates;

test("what the phone does not know is left out, never 0", () => {
  const fixed_at = "2026-03-01T03:00:00.000Z";
  const place = { fixed_at, lat: -7.6, lon: 111.5, accuracy_m: 8 };

  expect(phoneFix(coords({ speed: -1, heading: Number.NaN }), Date.parse(fixed_at))).toEqual(place);
  expect(phoneFix(coords({ speed: 12, heading: 90 }), Date.parse(fixed_at))).toEqual({
    ...place,
    speed_mps: 12,
    course_deg: 90,
  });
});
