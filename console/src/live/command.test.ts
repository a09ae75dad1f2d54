// @vitest-environment happy-dom
// A half-received answer is no answer: the outcome of the command is unknown, and it is sent again.
import { expect, test } from "vitest";
import { answerOf } from "../base/api/client";
import { Problem, UNREACHABLE } from "../base/api/problem";
import { sendCommand } from "./command";

const CUT_IN_THE_MIDDLE = [
  new DOMException("The user aborted a request.", "AbortError"),
  new SyntaxError("Unexpected end of JSON input"),
];

test.each(CUT_IN_THE_MIDDLE)("an answer cut in the middle is said to be none: %s", async (cut) => {
  await expect(answerOf(Promise.reject(cut))).rejects.toBe(UNREACHABLE);
});

test("a command whose answer was cut is sent again by the same key", async () => {
  const keys: string[] = [];
  const answer = await sendCommand(async (key) => {
    keys.push(key);
    return keys.length > 1 ? "stored" : answerOf<string>(Promise.reject(CUT_IN_THE_MIDDLE[0]));
  });

  expect(answer).toBe("stored");
  expect(new Set(keys).size).toBe(1);
});

test("a refusal stays what it is", async () => {
  const refused = new Problem({ code: "busy" });

  await expect(answerOf(Promise.reject(refused))).rejects.toBe(refused);
});
