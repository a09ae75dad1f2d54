// State of the map, shared with the panels around it: what it shows and follows.
import { create } from "zustand";
import type { CoverCell } from "../base/api/answers";
import type { Place } from "../base/api/views";
import type { RouteOnMap } from "./live-map";

export type MapLayers = {
  units: boolean;
  incidents: boolean;
  labels: boolean;
  stations: boolean;
  closures: boolean;
  hospitals: boolean;
  routes: boolean;
};

/** `moves` are straight lines from one station to another. */
export type CoverOnMap = { cells: readonly CoverCell[]; moves: readonly [from: Place, to: Place][] };
export const NO_COVER: CoverOnMap = { cells: [], moves: [] };

type MapState = {
  layers: MapLayers;
  hiddenAgencies: ReadonlySet<string>;
  followed: string | null;
  routes: readonly RouteOnMap[];
  pin: Place | null;
  /** The street being closed, point by point; null while nothing is drawn. */
  drawing: readonly Place[] | null;
  /** The incident being moved, and where to; null while none is. */
  moving: { incidentId: string; to: Place | null } | null;
  /** Positions of units at the replayed time. */
  ghosts: readonly { label: string; place: Place }[];
  /** Whether the past is shown: live units would mix with replayed ones. */
  replaying: boolean;
  /** How many free units reach each place in time; empty while not requested. */
  cover: CoverOnMap;
  /** Requested by a panel; the map moves there when it is a new object. */
  goTo: { places: readonly Place[] } | { city: true } | null;
};

export const useMap = create<MapState>(() => ({
  layers: { units: true, incidents: true, labels: true, stations: true, closures: true, hospitals: true, routes: true },
  hiddenAgencies: new Set(),
  followed: null,
  routes: [],
  pin: null,
  drawing: null,
  moving: null,
  ghosts: [],
  replaying: false,
  cover: NO_COVER,
  goTo: null,
}));

export function goTo(...places: Place[]): void {
  useMap.setState({ goTo: { places }, followed: null });
}

export function goToCity(): void {
  useMap.setState({ goTo: { city: true }, followed: null });
}

/** Whether a replay is open. */
export function showPast(): () => void {
  useMap.setState({ replaying: true });
  return () => useMap.setState({ replaying: false });
}

export function follow(unitId: string | null): void {
  useMap.setState({ followed: unitId });
}
