// The agency that takes over is shown by name, never by the code of its kind.
import { expect, test } from "vitest";
import { namesOfKind } from "./agencies";

const AGENCIES = [
  { id: "pmk", name: "Damkar Kota", kind: "fire" },
  { id: "polres", name: "Polres Ngawi", kind: "police" },
  { id: "polsek", name: "Polsek Kota", kind: "police" },
];

test("the agencies of a kind are named", () => {
  expect(namesOfKind("police", AGENCIES)).toBe("Polres Ngawi, Polsek Kota");
});

test("a city without such an agency names none", () => {
  expect(namesOfKind("bpbd", AGENCIES)).toBe("");
});
