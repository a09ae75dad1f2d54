// The incident types that two or three letters can mean, in both languages and by code.
import type { IncidentType } from "../../base/api/answers";

/** Types with a word that begins with the typed letters come first, then types that contain them anywhere. */
export function matchingTypes(types: readonly IncidentType[], typed: string): IncidentType[] {
  const letters = plain(typed);
  if (!letters) return [...types];
  const rank = (type: IncidentType): number => {
    const names = [type.name_id, type.name_en, type.code.replaceAll("_", " ")].map(plain);
    if (names.some((name) => name.startsWith(letters))) return 0;
    if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(letters)))) return 1;
    return names.some((name) => name.includes(letters)) ? 2 : 3;
  };
  return types
    .map((type) => ({ type, rank: rank(type) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.type.default_priority - b.type.default_priority)
    .map(({ type }) => type);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
