// Web Mercator in units of the world's width, and distances on the ground.
import type { Place } from "../live/views";

const EARTH_RADIUS_M = 6_371_008;
const TILE_PX = 512;

export type Point = { x: number; y: number };

export function mercator({ lat, lon }: Place): Point {
  const sin = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

/** GeoJSON writes the longitude first. */
export function asPlace(position: readonly number[]): Place {
  const [lon, lat] = position as [number, number];
  return { lat, lon };
}

export function worldPx(zoom: number): number {
  return TILE_PX * 2 ** zoom;
}

export function distanceM(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}

/** For a place nobody has named. */
export function coordinates({ lat, lon }: Place): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
