// The cover map's squares, holes and moves, as features for the map.
import type { Feature, Geometry } from "geojson";
import type { CoverCell } from "../base/api/answers";
import type { Place } from "../base/api/views";
import { percent } from "../base/time/duration";
import type { CoverOnMap } from "./map-state";

/** Writes the share of the calls into the holes, so that they are clear without colour. */
export function coverFeatures({ cells, moves }: CoverOnMap, language: string): Feature[] {
  const holes = cells.filter(({ units }) => units === 0);
  return [
    ...cells.map((cell) => feature({ kind: "cell", units: Math.min(cell.units, 2) }, square(cell))),
    ...holes.map((cell) => feature({ kind: "hole", share: percent(cell.share, language, 1) }, middle(cell))),
    ...moves.map(([from, to]) =>
      feature({ kind: "move" }, { type: "LineString", coordinates: [coordinates(from), coordinates(to)] }),
    ),
  ];
}

function feature(properties: Record<string, unknown>, geometry: Geometry): Feature {
  return { type: "Feature", properties, geometry };
}

function square({ bbox: [west, south, east, north] }: CoverCell): Geometry {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [corners] };
}

function middle({ bbox: [west, south, east, north] }: CoverCell): Geometry {
  return { type: "Point", coordinates: [(west + east) / 2, (south + north) / 2] };
}

function coordinates({ lat, lon }: Place): [number, number] {
  return [lon, lat];
}
