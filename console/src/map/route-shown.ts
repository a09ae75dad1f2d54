// The routes on the map, each added by the panel that has it.
import { useEffect } from "react";
import { create } from "zustand";
import type { RouteOnMap } from "./live-map";
import { useMap } from "./map-state";

const useRoutes = create<Record<string, readonly RouteOnMap[]>>(() => ({}));

useRoutes.subscribe((routes) => useMap.setState({ routes: Object.values(routes).flat() }));

/** `key` changes when the lines do. */
export function useRouteShown(owner: string, lines: readonly RouteOnMap[], key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines are made anew at every render, the key is not
  useEffect(() => {
    useRoutes.setState({ [owner]: lines });
    return () => useRoutes.setState({ [owner]: [] });
  }, [owner, key]);
}
