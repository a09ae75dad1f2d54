// Clocks, ages and the server's time.
import { expect, test } from "vitest";
import type { Incident } from "../api/views";
import { age, clock, momentSaid, percent, span } from "./duration";
import { heardServerTime, serverNow } from "./server-clock";
import { CALL_PROCESSING, runningClock, toneOf } from "./targets";

test("a clock shows minutes and seconds, hours when there are any, and never runs below zero", () => {
  expect(clock(0)).toBe("00:00");
  expect(clock(-5000)).toBe("00:00");
  expect(clock(272_999)).toBe("04:32");
  expect(clock(3_872_000)).toBe("1:04:32");
});

test("an age is one number in the person's language", () => {
  expect(age(12_400, "id")).toBe("12 dtk");
  expect(age(190_000, "id")).toBe("3 mnt");
  expect(age(190_000, "en")).toBe("3 min");
});

test("how long something takes is not written like a time of day", () => {
  expect(span(68_000, "id")).toBe("1 mnt 08 dtk");
  expect(span(48_400, "id")).toBe("48 dtk");
  expect(span(900_000, "id")).toBe("15 mnt");
  expect(span(3_872_000, "id")).toBe("1 jam 04 mnt");
  expect(span(0, "en")).toBe("0 sec");
});

test("a time that a device claims is written as every other, or as it wrote it where it is none", () => {
  expect(momentSaid("2006-08-10T07:30:00Z", "id")).toContain("2006");
  expect(momentSaid("2006-08-10T07:30:00Z", "id")).not.toContain("T07");
  expect(momentSaid("25:61:60", "id")).toBe("25:61:60");
});

test("a share has one form", () => {
  expect(percent(0.914, "id")).toBe("91%");
  expect(age(14_000, "id", { long: true })).toBe("14 detik");
});

test("a clock turns before its target and again at it", () => {
  expect(toneOf(44_000, CALL_PROCESSING)).toBe("good");
  expect(toneOf(46_000, CALL_PROCESSING)).toBe("warn");
  expect(toneOf(60_000, CALL_PROCESSING)).toBe("bad");
});

test("the server's clock is the one that was heard with the least delay", () => {
  heardServerTime("1970-01-01T00:01:40.000Z", 500);
  heardServerTime("1970-01-01T00:01:41.000Z", 1900);

  expect(serverNow(2000)).toBe(2000 + 99_500);
});

test("an incident that everybody left before arriving waits to be sent to, not for a unit to come", () => {
  const left = {
    status: "waiting",
    created_at: "2026-03-01T08:00:00Z",
    first_dispatched_at: "2026-03-01T08:01:00Z",
    first_on_scene_at: null,
  } as Incident;

  expect(runningClock(left).kind).toBe("to_dispatch");
  expect(runningClock({ ...left, status: "dispatched" }).kind).toBe("to_scene");
});
