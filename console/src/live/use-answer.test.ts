// @vitest-environment happy-dom
// A question is asked once at a time, and once more when something happened meanwhile.
import { expect, test, vi } from "vitest";
import { Problem } from "../base/api/problem";
import { repeatedly } from "./use-answer";

/** Each question waits until it is answered here. */
function server() {
  const open: { answer: (text: string) => void; fail: (error: Error) => void }[] = [];
  const ask = () => new Promise<string>((answer, fail) => open.push({ answer, fail }));
  return { ask, open };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("whatever happens while it is being answered is one more question, not many", async () => {
  const { ask, open } = server();
  const answers: string[] = [];
  const reading = repeatedly(ask, (answer) => answers.push(answer), vi.fn());

  for (let happened = 0; happened < 5; happened++) reading.again();
  expect(open).toHaveLength(1);
  open[0]?.answer("old");
  await settled();
  expect(open).toHaveLength(2);
  open[1]?.answer("new");
  await settled();

  expect(answers).toEqual(["old", "new"]);
  expect(open).toHaveLength(2);
});

test("a refusal is said, and the next reason asks again", async () => {
  const { ask, open } = server();
  const answers: string[] = [];
  const onFailure = vi.fn();
  const reading = repeatedly(ask, (answer) => answers.push(answer), onFailure);

  reading.again();
  open[0]?.fail(new Problem({ code: "unreachable" }));
  await settled();
  expect(onFailure).toHaveBeenCalledOnce();

  reading.again();
  open[1]?.answer("there");
  await settled();
  expect(answers).toEqual(["there"]);
});

test("what comes after the part of the screen is gone is dropped", async () => {
  const { ask, open } = server();
  const onAnswer = vi.fn();
  const reading = repeatedly(ask, onAnswer, vi.fn());

  reading.again();
  reading.again();
  reading.stop();
  open[0]?.answer("late");
  await settled();

  expect(onAnswer).not.toHaveBeenCalled();
  expect(open).toHaveLength(1);
});
