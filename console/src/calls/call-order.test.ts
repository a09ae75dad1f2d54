// The order of open calls.
import { expect, test } from "vitest";
import type { LiveCall } from "../live/views";
import { inCallOrder } from "./call-order";

const call = (id: string, received_at: string, more: Partial<LiveCall> = {}) =>
  ({ id, received_at, answered_at: null, claimed_by: null, ...more }) as LiveCall;

test("who rings comes first, then who waits, then what is worked on; the longest first", () => {
  const calls = [
    call("mine", "03:00", { answered_at: "03:00", claimed_by: "siti" }),
    call("put back", "03:01", { answered_at: "03:01" }),
    call("later", "03:03"),
    call("ringing", "03:02"),
  ];

  expect(inCallOrder(calls).map(({ id }) => id)).toEqual(["ringing", "later", "put back", "mine"]);
});
