import { expect, test } from "vitest";
import type { Assignment } from "../api/views";
import { turnoutLeftS } from "./turnout-left";

const SENT_AT = "2026-03-01T08:00:00Z";
const after = (seconds: number) => Date.parse(SENT_AT) + seconds * 1000;
const sent = (status: string, turnout_s: number | null = 60) =>
  ({ status, turnout_s, dispatched_at: SENT_AT }) as Assignment;

test("the ETA does not drop by the turnout at the moment of sending", () => {
  expect(turnoutLeftS(sent("dispatched"), after(0))).toBe(60);
  expect(turnoutLeftS(sent("acknowledged"), after(25))).toBe(35);
});

test("a turnout that takes too long takes nothing off the drive", () => {
  expect(turnoutLeftS(sent("acknowledged"), after(200))).toBe(0);
});

test("whose wheels roll only drives", () => {
  expect(turnoutLeftS(sent("en_route"), after(5))).toBe(0);
});

test("without a route nothing is known of the turnout either", () => {
  expect(turnoutLeftS(sent("dispatched", null), after(0))).toBe(0);
});
