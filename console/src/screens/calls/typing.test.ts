// @vitest-environment happy-dom
// The results of two letters, a plus code, and a caller's own words.
import { expect, test } from "vitest";
import type { IncidentType } from "../../base/api/answers";
import { type Draft, UNTYPED } from "../../parts/calls/draft";
import { addressOf, wordsOf } from "../../parts/calls/submit-call";
import { matchingTypes } from "./matching-types";
import { asPlusCode } from "./plus-code";

const type = (code: string, name_id: string, name_en: string, default_priority = 1): IncidentType => ({
  code,
  name_id,
  name_en,
  default_priority,
  eido_code: null,
  handed_over_to: null,
  department: null,
});
const draftOf = (typed: object) => ({ ...UNTYPED, ...typed }) as Draft;
const TYPES = [
  type("medical", "Gawat darurat medis", "Medical emergency"),
  type("structure_fire", "Kebakaran bangunan", "Structure fire"),
  type("traffic_accident", "Kecelakaan lalu lintas", "Traffic accident", 2),
  type("flood", "Banjir", "Flood", 3),
];

test("two letters find the type whose name begins so, the more urgent first", () => {
  expect(matchingTypes(TYPES, "ke").map(({ code }) => code)).toEqual(["structure_fire", "traffic_accident"]);
});

test("a later word and the other language are understood too", () => {
  expect(matchingTypes(TYPES, "ban").map(({ code }) => code)).toEqual(["flood", "structure_fire"]);
  expect(matchingTypes(TYPES, "fire").map(({ code }) => code)).toEqual(["structure_fire"]);
});

test("a short plus code means the place nearest to the city", () => {
  const place = asPlusCode("9GCC+2V Madiun", { lat: -7.63, lon: 111.52 });

  expect(place?.position.lat).toBeCloseTo(-7.63, 0);
  expect(place?.position.lon).toBeCloseTo(111.52, 0);
  expect(asPlusCode("Jl. Pahlawan", { lat: 0, lon: 0 })).toBeNull();
});

test("the caller's own words stay beside the found place", () => {
  const place = { name: "Jalan Pahlawan", detail: "Kartoharjo" };

  expect(addressOf(draftOf({ place, whereWords: "depan masjid besar" }))).toBe(
    "Jalan Pahlawan, Kartoharjo (“depan masjid besar”)",
  );
  expect(addressOf(draftOf({ place, whereWords: "jalan pahlawan, kartoharjo" }))).toBe("Jalan Pahlawan, Kartoharjo");
});

test.each([
  ["balmac", "Avenida Balmaceda"],
  ["jl pahlwan", "Jalan Pahlawan"],
  ["dipenogoro", "Jalan Diponegoro"],
  ["perempatan sudirman dan diponegoro", "Jalan Diponegoro × Jalan Panglima Sudirman"],
  ["rumah sakit", "RSUD dr. Soedono"],
  ["ma`arif", "Jalan Ma’arif"],
])("what only served to find the place is nobody's words: %s", (whereWords, name) => {
  const draft = draftOf({ place: { name, detail: null }, whereWords, words: "pingsan" });

  expect(addressOf(draft)).toBe(name);
  expect(wordsOf(draft)).toBe("pingsan");
});

test.each([
  "jl pahlawan 12",
  "pahlawan depan toko",
  "pahlawan gg 3",
  "pahlawan rumah cat hijau",
  "pahlawan gang melati",
])("what says more than the place stays with the call: %s", (whereWords) => {
  const draft = draftOf({ place: { name: "Jalan Pahlawan", detail: null }, whereWords, words: "pingsan" });

  expect(addressOf(draft)).toBe(`Jalan Pahlawan (“${whereWords}”)`);
  expect(wordsOf(draft)).toBe(`${whereWords}\npingsan`);
});

test("a house is part of the address, and a number that is not in the map stays the caller's word", () => {
  const street = {
    kind: "street",
    name: "Jalan Pahlawan",
    detail: "Taman",
    area: "Pandean, Taman",
    house_number: "12",
  };
  const typed = { whereWords: "jl pahlawan 12", words: "" };
  const found = (number_basis: string) => draftOf({ ...typed, place: { ...street, number_basis } });

  expect(addressOf(found("house"))).toBe("Jalan Pahlawan 12, Pandean, Taman");
  expect(addressOf(found("not_found"))).toBe("Jalan Pahlawan, Pandean, Taman (“jl pahlawan 12”)");
});

test("without a place all that was typed stays", () => {
  expect(wordsOf(draftOf({ place: null, whereWords: "balmac", words: "" }))).toBe("balmac");
});

test("a point without a name is no address, but what the caller said about it is", () => {
  const place = { kind: "coordinates", name: "-7.63000, 111.52000", detail: "Jalan A × Jalan B" };

  expect(addressOf(draftOf({ place, whereWords: "7.63 LS, 111.52 BT" }))).toBe("");
  expect(addressOf(draftOf({ place, whereWords: "sawah belakang balai desa" }))).toBe("sawah belakang balai desa");
});
