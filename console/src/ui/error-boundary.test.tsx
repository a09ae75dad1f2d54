// @vitest-environment happy-dom
// A part that fails leaves the others alone, and recovers by itself.
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ErrorBoundary } from "./error-boundary";

let broken = true;

function Sometimes() {
  if (broken) throw new Error("broken");
  return <p>whole</p>;
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a part that fails leaves its neighbours, and is tried again by itself", () => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => {});

  render(
    <>
      <ErrorBoundary>
        <Sometimes />
      </ErrorBoundary>
      <p>neighbour</p>
    </>,
  );
  expect(screen.getByRole("alert")).toBeTruthy();
  expect(screen.getByText("neighbour")).toBeTruthy();

  broken = false;
  act(() => void vi.advanceTimersByTime(5_000));

  expect(screen.getByText("whole")).toBeTruthy();
});
