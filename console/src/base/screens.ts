// The screens of each role; it starts on the first.
import type { Role } from "./api/answers";

export type Screen = "calls" | "desk" | "cover" | "units" | "crew" | "wall" | "setup";

export const SCREENS: Record<Role, readonly Screen[]> = {
  call_taker: ["calls", "desk", "units", "wall"],
  dispatcher: ["desk", "calls", "cover", "units", "wall"],
  supervisor: ["desk", "calls", "cover", "units", "wall", "setup"],
  crew: ["crew"],
  admin: ["setup", "units", "wall"],
  viewer: ["wall"],
};
