// The order of open calls: who rings first, then who waits for somebody, then what is worked on.
import type { LiveCall } from "../../base/api/views";

export type CallState = "ringing" | "waiting" | "claimed";

/** By times alone: on the wall nobody's name is told. */
export function stateOf({ answered_at, claimed_at }: LiveCall): CallState {
  if (claimed_at) return "claimed";
  return answered_at ? "waiting" : "ringing";
}

const RANK: Record<CallState, number> = { ringing: 0, waiting: 1, claimed: 2 };

/** Those that `username` works on stand above all others. */
export function inCallOrder(calls: Iterable<LiveCall>, username: string): LiveCall[] {
  const rank = (call: LiveCall) => (call.claimed_by === username ? -1 : RANK[stateOf(call)]);
  return [...calls].sort((a, b) => rank(a) - rank(b) || a.received_at.localeCompare(b.received_at));
}

/** Nobody works on them: the ringing first, each kind by age. */
export function unattended(calls: Iterable<LiveCall>): LiveCall[] {
  return inCallOrder(calls, "").filter((call) => stateOf(call) !== "claimed");
}
