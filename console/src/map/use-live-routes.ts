// The remaining routes of units under way, requested every few seconds and when a street is closed or opened.
import { useEffect, useMemo, useState } from "react";
import { answerOf, client } from "../base/api/client";
import type { Assignment, Place, Unit } from "../base/api/views";
import { serverNow } from "../base/time/server-clock";
import { turnoutLeftS } from "../base/time/turnout-left";
import { fleet } from "../live/fleet";
import { useClosures } from "./closures";
import { decodePolyline6 } from "./polyline";
import { useRouteShown } from "./route-shown";

const AGAIN_MS = 15_000;
const UNDER_WAY = new Set(["dispatched", "acknowledged", "en_route"]);

export type LiveRoute = { eta_s: number | null; line: [number, number][] };
export type LiveRoutes = Readonly<Record<string, LiveRoute>>;

export function useLiveRoutes(
  assignments: readonly Assignment[],
  units: ReadonlyMap<string, Unit>,
  to: Place,
): LiveRoutes {
  const [routes, setRoutes] = useState<LiveRoutes>({});
  const underWay = assignments.filter(({ status }) => UNDER_WAY.has(status)).map(({ unit_id }) => unit_id);
  const key = [...underWay, to.lat, to.lon].join(" ");
  const closed = useClosures()
    .map(({ id }) => id)
    .join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the units under way and where to
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const found = await Promise.all(underWay.map((unitId) => routeOf(unitId, units.get(unitId), to)));
      if (current) setRoutes(Object.fromEntries(found.flatMap((each) => each ?? [])));
    };
    void ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [key, closed]);
  const lines = underWay.flatMap((unitId) => {
    const line = routes[unitId]?.line;
    return line?.length ? [{ line, faint: false }] : [];
  });
  const waiting = new Map(assignments.map((assignment) => [assignment.unit_id, turnoutLeftS(assignment, serverNow())]));
  const drawn = useMemo(() => JSON.stringify(routes), [routes]);
  useRouteShown("under way", lines, `${key} ${drawn}`);
  return Object.fromEntries(
    Object.entries(routes).map(([unitId, route]) => [unitId, later(route, waiting.get(unitId) ?? 0)]),
  );
}

function later(route: LiveRoute, byS: number): LiveRoute {
  return route.eta_s === null ? route : { ...route, eta_s: route.eta_s + byS };
}

async function routeOf(unitId: string, unit: Unit | undefined, to: Place): Promise<[string, LiveRoute][] | null> {
  const fix = fleet.fixes.get(unitId);
  if (!fix || !unit) return null;
  const query = { from: `${fix.lat},${fix.lon}`, to: `${to.lat},${to.lon}`, profile: unit.profile };
  try {
    const route = await answerOf(client.GET("/api/v1/routes", { params: { query } }));
    return [[unitId, { eta_s: route.eta_s, line: route.polyline6 ? decodePolyline6(route.polyline6) : [] }]];
  } catch {
    return null; // an unknown ETA is not shown
  }
}
