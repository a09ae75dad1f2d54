// The code of each screen: a separate part, fetched ahead while the user is still typing the password.
import type { ComponentType } from "react";
import type { Screen } from "../base/screens";

export const SCREEN_PARTS: Record<Screen, () => Promise<{ default: ComponentType }>> = {
  calls: () => import("../screens/calls/calls-screen"),
  desk: () => import("../screens/desk/desk-screen"),
  cover: () => import("../screens/cover/cover-screen"),
  units: () => import("../screens/units/units-screen"),
  crew: () => import("../screens/crew/crew-screen"),
  wall: () => import("../screens/wall/wall-screen"),
  setup: () => import("../screens/setup/setup-screen"),
};

const FIRST_PAINT_MS = 100;

let ahead = 0;

/** A part that was only fetched ahead never reloads the page. */
export function isFetchingAhead(): boolean {
  return ahead > 0;
}

/** Fetches the screen in the address; without one it is most likely a desk. The map comes with them. */
export function fetchPartsAhead(): void {
  const asked = location.hash.replace(/^#\//, "");
  const wanted = isScreen(asked) ? [asked] : (["desk", "calls"] as const);
  setTimeout(() => wanted.forEach((screen) => void fetchAhead(SCREEN_PARTS[screen])), FIRST_PAINT_MS);
}

/** A failed part is requested again when its screen opens, or with the next page. */
export async function fetchAhead(part: () => Promise<unknown>): Promise<void> {
  ahead++;
  await part().catch(() => {});
  ahead--;
}

function isScreen(name: string): name is Screen {
  return name in SCREEN_PARTS;
}
