import i18next from "i18next";
import { expect, test } from "vitest";
import type { Vocabulary } from "../api/answers";
import { setCapabilityWords } from "./capabilities";

const BOAT = { name: { id: "Perahu karet", en: "Inflatable boat" }, short: { id: "Perahu", en: "Boat" } };

test("a capability that this page has never heard of has its words in both languages", async () => {
  await i18next.init({ resources: { id: { translation: {} }, en: { translation: {} } }, lng: "id" });

  setCapabilityWords({ capability_words: { boat: BOAT } } as unknown as Vocabulary);

  const said = (language: string, key: string) => i18next.getFixedT(language)(key as never);
  expect(said("id", "capability.boat")).toBe("Perahu karet");
  expect(said("en", "capability.boat")).toBe("Inflatable boat");
  expect(said("id", "capability_short.boat")).toBe("Perahu");
  expect(said("en", "capability_short.boat")).toBe("Boat");
});
