// The order of open calls.
import { expect, test } from "vitest";
import type { LiveCall } from "../../base/api/views";
import { inCallOrder, unattended } from "./call-order";

const call = (id: string, received_at: string, more: Partial<LiveCall> = {}) =>
  ({ id, received_at, answered_at: null, claimed_by: null, claimed_at: null, ...more }) as LiveCall;

test("one's own comes first, then who rings, who waits, and what others work on; the longest first", () => {
  const calls = [
    call("budi's", "03:00", { answered_at: "03:00", claimed_by: "budi", claimed_at: "03:00" }),
    call("mine", "03:04", { answered_at: "03:04", claimed_by: "siti", claimed_at: "03:04" }),
    call("put back", "03:01", { answered_at: "03:01" }),
    call("later", "03:03"),
    call("ringing", "03:02"),
  ];

  expect(inCallOrder(calls, "siti").map(({ id }) => id)).toEqual(["mine", "ringing", "later", "put back", "budi's"]);
  expect(unattended(calls).map(({ id }) => id)).toEqual(["ringing", "later", "put back"]);
});
