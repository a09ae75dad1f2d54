// Which incident a call joins by the join key.
import { expect, test } from "vitest";
import type { Incident } from "../../base/api/views";
import { isKin, likeliestFirst } from "./kin";

const near = (number: string, type: string, priority: number, metres: number) => ({
  incident: { number, type, priority } as Incident,
  metres,
});
const tree = near("tree", "fallen_tree", 4, 20);
const fire = near("fire", "structure_fire", 1, 180);
const farFire = near("far fire", "structure_fire", 1, 400);

test("the nearest of the same type comes before what only lies nearer", () => {
  const sorted = likeliestFirst([farFire, tree, fire], { type: "structure_fire", priority: null });

  expect(sorted.map(({ incident }) => incident.number)).toEqual(["fire", "far fire", "tree"]);
});

test("something urgent is never joined by a key to something that waits", () => {
  expect(isKin(tree.incident, { type: "medical", priority: null })).toBe(false);
  expect(isKin(tree.incident, { type: null, priority: 1 })).toBe(false);
  expect(isKin({ type: "medical", priority: 3 }, { type: "medical", priority: 1 })).toBe(false);
});

test("as long as nothing was told but the place, the nearest is meant", () => {
  expect(isKin(tree.incident, { type: null, priority: null })).toBe(true);
});
