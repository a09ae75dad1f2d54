// Which of the incidents near by a call is most likely about: the one that its key joins.
import type { Incident } from "../../base/api/views";
import type { Draft } from "../../parts/calls/draft";

export type Near = { incident: Incident; metres: number };

type Told = Pick<Draft, "type" | "priority">;

/** Of the same type, where one was told, and as urgent at least: a stroke is no part of a fallen tree next to it. */
export function isKin(incident: Pick<Incident, "type" | "priority">, { type, priority }: Told): boolean {
  return (type === null || incident.type === type) && (priority === null || incident.priority <= priority);
}

/** Kin first, the nearer ones before the others. */
export function likeliestFirst(near: readonly Near[], told: Told): Near[] {
  const rank = ({ incident }: Near) => (isKin(incident, told) ? 0 : 1);
  return [...near].sort((a, b) => rank(a) - rank(b) || a.metres - b.metres);
}
