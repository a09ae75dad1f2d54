// The order of open calls: who rings first, then who waits for somebody, then what is worked on.
import type { LiveCall } from "../live/views";

export type CallState = "ringing" | "waiting" | "claimed";

export function stateOf({ answered_at, claimed_by }: LiveCall): CallState {
  if (claimed_by) return "claimed";
  return answered_at ? "waiting" : "ringing";
}

const RANK: Record<CallState, number> = { ringing: 0, waiting: 1, claimed: 2 };

export function inCallOrder(calls: Iterable<LiveCall>): LiveCall[] {
  return [...calls].sort((a, b) => RANK[stateOf(a)] - RANK[stateOf(b)] || a.received_at.localeCompare(b.received_at));
}
