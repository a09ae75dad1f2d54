// Which units are about to be sent, and whether a better one is passed over.
import type { Candidate, Recommendation } from "../../base/api/answers";

/** The better advised unit that a picked one replaces; null if no reason is needed. */
export function passedOver(recommendation: Recommendation, picked: readonly string[]): Candidate | null {
  const candidates = new Map(recommendation.candidates.map((candidate) => [candidate.unit_id, candidate]));
  const left = recommendation.advised.flatMap((id) => (picked.includes(id) ? [] : (candidates.get(id) ?? [])));
  for (const id of picked) {
    const chosen = candidates.get(id);
    if (!chosen || recommendation.advised.includes(id)) continue;
    const better = left.find((other) => other.rank < chosen.rank && canReplace(other, chosen));
    if (better) return better;
  }
  return null;
}

function canReplace(a: Candidate, b: Candidate): boolean {
  return a.capabilities.some((capability) => b.capabilities.includes(capability));
}
