// @vitest-environment happy-dom
// The form asks for all that is saved and sent.
import { expect, test } from "vitest";
import { UNTYPED } from "../../parts/calls/draft";

const screens = import.meta.glob<string>("./*.tsx", { eager: true, query: "?raw", import: "default" });

test("each field of a saved form is somewhere on the screen", () => {
  const code = Object.values(screens).join("\n");

  const asked = (name: string) => new RegExp(`\\bdraft\\.${name}\\b|\\bname="${name}"`).test(code);
  expect(Object.keys(UNTYPED).filter((name) => !asked(name))).toEqual([]);
});
