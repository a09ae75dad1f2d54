// Clocks, ages and the server's time.
import { expect, test } from "vitest";
import { age, clock } from "./duration";
import { heardServerTime, serverNow } from "./server-clock";
import { CALL_PROCESSING, toneOf } from "./targets";

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
