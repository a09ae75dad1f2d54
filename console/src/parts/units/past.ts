// The position of a track at a given time: the newest one stored up to then.
import type { Track } from "../../base/api/answers";
import type { Place } from "../../base/api/views";
import { asPlace } from "../../base/ground";

/** The index of the last of a track's times, in milliseconds, up to `at`; -1 before the first. */
export function lastBefore(moments: readonly number[], at: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function momentsOf({ properties }: Track): number[] {
  return properties.fixed_at.map((at) => Date.parse(at));
}

export function placeAt(track: Track, moments: readonly number[], at: number): Place | null {
  const point = track.geometry?.coordinates[lastBefore(moments, at)];
  return point ? asPlace(point) : null;
}
