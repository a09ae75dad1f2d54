// Positions on the ground, and the distance between them.
import type { Place } from "./api/views";

const EARTH_RADIUS_M = 6_371_008;

/** GeoJSON has the longitude first. */
export function asPlace(position: readonly number[]): Place {
  const [lon, lat] = position as [number, number];
  return { lat, lon };
}

export function distanceM(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}

/** For a place without a name. */
export function coordinates({ lat, lon }: Place): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
