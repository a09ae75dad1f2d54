// Whether a place lies far outside the city: left over from another city's import, or mistyped.
import type { City } from "../../base/api/answers";

const MARGIN_M = 50_000; // the range in which fixes are accepted, unless the server's settings differ
const M_PER_DEGREE = 111_195;

type Place = { lat: number; lon: number };

export function isFarOutside({ lat, lon }: Place, [west, south, east, north]: City["bbox"]): boolean {
  const margin = MARGIN_M / M_PER_DEGREE;
  const wide = margin / Math.cos((Math.min(85, Math.max(Math.abs(south), Math.abs(north))) * Math.PI) / 180);
  return lat < south - margin || lat > north + margin || lon < west - wide || lon > east + wide;
}
