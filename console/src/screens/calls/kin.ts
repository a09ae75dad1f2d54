// Which nearby incident a call is most likely about: the one that the join key selects.
import type { Incident } from "../../base/api/views";
import type { Draft } from "../../parts/calls/draft";

export type Near = { incident: Incident; metres: number };

type Told = Pick<Draft, "type" | "priority">;

/** Same type, if one is given, and at least as urgent: a stroke is not part of a fallen tree next to it. */
export function isKin(incident: Pick<Incident, "type" | "priority">, { type, priority }: Told): boolean {
  return (type === null || incident.type === type) && (priority === null || incident.priority <= priority);
}

/** Kin first, and nearer ones first within each group. */
export function likeliestFirst(near: readonly Near[], told: Told): Near[] {
  const rank = ({ incident }: Near) => (isKin(incident, told) ? 0 : 1);
  return [...near].sort((a, b) => rank(a) - rank(b) || a.metres - b.metres);
}
