// The TV in the command centre.
import type { wall as id } from "../id/wall";

export const wall: typeof id = {
  wall: {
    calls: "Calls nobody answers",
    open: "Open incidents",
    free: "Units available",
    of: "of {{total}}",
    fire_target: "Fire: target {{target}}",
    fire_none: "No open fires",
    waiting: "Waiting for units",
    longest: "Longest wait",
    today: "Today",
    week: "7 days",
    incidents: "incidents",
    within_target: "there ≤ {{target}}",
    stale: "CUT OFF – DATA {{age}} OLD",
    alerts: "Alerts",
    by_kind: "By type",
    by_agency: "By agency",
    arrived: "there",
    arriving: "on the way",
  },
};
