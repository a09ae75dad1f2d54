// Whether a place lies far outside the city: left behind when another was imported, or typed wrongly.
import type { City } from "../../base/api/answers";

const MARGIN_M = 50_000; // as far out as fixes are taken, unless the server's settings say otherwise
const M_PER_DEGREE = 111_195;

type Place = { lat: number; lon: number };

export function isFarOutside({ lat, lon }: Place, [west, south, east, north]: City["bbox"]): boolean {
  const margin = MARGIN_M / M_PER_DEGREE;
  const wide = margin / Math.cos((Math.min(85, Math.max(Math.abs(south), Math.abs(north))) * Math.PI) / 180);
  return lat < south - margin || lat > north + margin || lon < west - wide || lon > east + wide;
}
