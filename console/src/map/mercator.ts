// Web Mercator in units of the world's width.
import type { Place } from "../base/api/views";

const TILE_PX = 512;

export type Point = { x: number; y: number };

export function mercator({ lat, lon }: Place): Point {
  const sin = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

export function worldPx(zoom: number): number {
  return TILE_PX * 2 ** zoom;
}
