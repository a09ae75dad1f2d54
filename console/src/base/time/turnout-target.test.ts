import { expect, test } from "vitest";
import type { Agency } from "../api/answers";
import type { Unit } from "../api/views";
import { setTargets, turnoutTarget } from "./targets";

const CITY = {
  call_processing_s: 60,
  first_on_scene_s: 900,
  acknowledge_s: 45,
  turnout_ambulance_s: 60,
  turnout_fire_s: 90,
  turnout_s: { fire: { pumper: 90, ambulance: 60 }, police: { car: 60 } },
};
const unit = (profile: string) => ({ profile }) as Unit;
const agency = (kind: string) => ({ kind }) as Agency;

test("a turnout is held against what the server says of that agency and that vehicle", () => {
  setTargets(CITY);

  expect(turnoutTarget(unit("pumper"), agency("fire"))?.target_s).toBe(90);
  expect(turnoutTarget(unit("ambulance"), agency("fire"))?.target_s).toBe(60);
  expect(turnoutTarget(unit("car"), agency("police"))?.target_s).toBe(60);
});

test("what the server does not know of has no target", () => {
  setTargets(CITY);

  expect(turnoutTarget(unit("boat"), agency("fire"))).toBeNull();
  expect(turnoutTarget(unit("car"), undefined)).toBeNull();
});
