import { beforeEach, expect, test } from "vitest";
import type { Agency } from "../api/answers";
import type { Assignment, Unit } from "../api/views";
import { setZone } from "./duration";
import { setTargets, turnoutTarget } from "./targets";

const always = (seconds: number) => Array<number>(24).fill(seconds);
const sleeping = (byDay: number, byNight: number) => always(byDay).fill(byNight, 22).fill(byNight, 0, 6);
const CITY = {
  call_processing_s: 60,
  first_on_scene_s: 900,
  acknowledge_s: 45,
  turnout_ambulance_s: 60,
  turnout_fire_s: 90,
  turnout_s: { fire: { pumper: 90, ambulance: 60 }, police: { car: 60 } },
  turnout_by_hour_s: { fire: { pumper: sleeping(90, 120), ambulance: always(60) }, police: { car: always(60) } },
};
const unit = (profile: string) => ({ profile }) as Unit;
const agency = (kind: string) => ({ kind }) as Agency;
const sent = (at: string) => ({ dispatched_at: at }) as Assignment;
const BY_DAY = sent("2026-03-01T03:00:00Z"); // ten in the morning there

beforeEach(() => setZone("Asia/Jakarta"));

test("a turnout is held against what the server says of that agency and that vehicle", () => {
  setTargets(CITY);

  expect(turnoutTarget(unit("pumper"), agency("fire"), BY_DAY)?.target_s).toBe(90);
  expect(turnoutTarget(unit("ambulance"), agency("fire"), BY_DAY)?.target_s).toBe(60);
  expect(turnoutTarget(unit("car"), agency("police"), BY_DAY)?.target_s).toBe(60);
});

test("the hour of the order in the city decides, wherever the browser is", () => {
  setTargets(CITY);

  const target = (at: string) => turnoutTarget(unit("pumper"), agency("fire"), sent(at))?.target_s;
  expect(target("2026-03-01T14:59:59Z")).toBe(90);
  expect(target("2026-03-01T15:00:00Z")).toBe(120);
  expect(target("2026-03-01T17:00:00Z")).toBe(120); // midnight
  expect(target("2026-03-01T22:59:59Z")).toBe(120);
  expect(target("2026-03-01T23:00:00Z")).toBe(90);
});

test("what the server does not know of has no target", () => {
  setTargets(CITY);

  expect(turnoutTarget(unit("boat"), agency("fire"), BY_DAY)).toBeNull();
  expect(turnoutTarget(unit("car"), undefined, BY_DAY)).toBeNull();
});
