import { expect, test } from "vitest";
import { isFarOutside } from "./far-outside";

const COQUIMBO: [number, number, number, number] = [-71.4, -30.0, -71.2, -29.8];

test("a hospital beyond the border is none of another city", () => {
  expect(isFarOutside({ lat: -29.9, lon: -71.25 }, COQUIMBO)).toBe(false);
  expect(isFarOutside({ lat: -30.3, lon: -71.3 }, COQUIMBO)).toBe(false);
});

test("what another city left behind is marked, and what is swapped", () => {
  expect(isFarOutside({ lat: -7.63, lon: 111.52 }, COQUIMBO)).toBe(true);
  expect(isFarOutside({ lat: -71.25, lon: -29.9 }, COQUIMBO)).toBe(true);
});
