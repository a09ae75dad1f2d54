// The order of open calls: ringing first, then waiting, then claimed.
import type { LiveCall } from "../../base/api/views";

export type CallState = "ringing" | "waiting" | "claimed";

/** Uses the times alone: the wall is not sent names. */
export function stateOf({ answered_at, claimed_at }: LiveCall): CallState {
  if (claimed_at) return "claimed";
  return answered_at ? "waiting" : "ringing";
}

const RANK: Record<CallState, number> = { ringing: 0, waiting: 1, claimed: 2 };

/** Calls claimed by `username` come before all others. */
export function inCallOrder(calls: Iterable<LiveCall>, username: string): LiveCall[] {
  const rank = (call: LiveCall) => (call.claimed_by === username ? -1 : RANK[stateOf(call)]);
  return [...calls].sort((a, b) => rank(a) - rank(b) || a.received_at.localeCompare(b.received_at));
}

/** Calls that nobody has claimed: ringing first, then waiting, each by age. */
export function unattended(calls: Iterable<LiveCall>): LiveCall[] {
  return inCallOrder(calls, "").filter((call) => stateOf(call) !== "claimed");
}
