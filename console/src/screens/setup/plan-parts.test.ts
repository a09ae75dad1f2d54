// Plans in the form: what counts as a change and what does not.
import { expect, test } from "vitest";
import { isSame, levelsOf, NEW_NEED, newPlan, replaced, without } from "./plan-parts";

const pumper = { ...NEW_NEED, capability: "pumper", alarm_level: 2 };
const plan = { ...newPlan("structure_fire"), requirements: [pumper, NEW_NEED] };

test("the order of requirements is no change, their number is", () => {
  const turned = { ...plan, requirements: [NEW_NEED, pumper] };
  const more = { ...plan, requirements: replaced(plan.requirements, 0, { ...pumper, count: 2 }) };

  expect(isSame([plan], [turned])).toBe(true);
  expect(isSame([plan], [more])).toBe(false);
  expect(isSame([plan], without([plan], 0))).toBe(false);
});

test("levels come in order, whatever the order they were written in", () => {
  expect(levelsOf(plan).map((needs) => needs.map(({ capability }) => capability))).toEqual([
    ["ambulance_bls"],
    ["pumper"],
  ]);
});
