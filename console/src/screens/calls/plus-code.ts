// Plus codes (Open Location Code), in full or in the short form that people share within the city.
import { OpenLocationCode } from "open-location-code";
import type { FoundPlace } from "../../base/api/answers";
import type { Place } from "../../base/api/views";

const olc = new OpenLocationCode();

/** Returns null if the text is no plus code; a short code resolves to the one nearest to `near`. */
export function asPlusCode(words: string, near: Place): FoundPlace | null {
  const code = words.split(/[\s,]/)[0]?.toUpperCase() ?? "";
  if (!code.includes("+") || !olc.isValid(code)) return null;
  const full = olc.isFull(code) ? code : olc.recoverNearest(code, near.lat, near.lon);
  const { latitudeCenter: lat, longitudeCenter: lon } = olc.decode(full);
  return { kind: "plus_code", name: full, detail: null, position: { lat, lon }, distance_m: null };
}
