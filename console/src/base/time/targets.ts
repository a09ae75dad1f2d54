// The clocks of an incident and their targets.
import type { Agency, ClockTargets } from "../api/answers";
import type { Assignment, Incident, Unit } from "../api/views";
import { hourOfDay } from "./duration";

/** Seconds; the colour changes at `warn`, before the target is missed. */
export type Target = { warn_s: number; target_s: number };

const WARN_AT = 0.75;
const target = (seconds: number): Target => ({ warn_s: seconds * WARN_AT, target_s: seconds });

// The standards' values, until the server sends this city's own targets.
export const CALL_PROCESSING = target(60); // NFPA 1225
export const FIRST_ON_SCENE = target(900); // Permendagri 114/2018 article 4: 15 minutes
export const ACKNOWLEDGE = target(45);
const TURNOUT: { by: ClockTargets["turnout_by_hour_s"] } = { by: {} };

/** Call it once, at log-in; the clocks keep their objects. */
export function setTargets(city: ClockTargets): void {
  Object.assign(CALL_PROCESSING, target(city.call_processing_s));
  Object.assign(FIRST_ON_SCENE, target(city.first_on_scene_s));
  Object.assign(ACKNOWLEDGE, target(city.acknowledge_s));
  TURNOUT.by = city.turnout_by_hour_s;
}

export type Tone = "good" | "warn" | "bad";

export function toneOf(elapsedMs: number, target: Target): Tone {
  if (elapsedMs >= target.target_s * 1000) return "bad";
  return elapsedMs >= target.warn_s * 1000 ? "warn" : "good";
}

export type RunningClock = { kind: "to_dispatch" | "to_scene" | "on_scene"; sinceMs: number; target: Target | null };

/** The running clock: until sent (again, if all units left before arriving), until on scene, or time on scene. */
export function runningClock(incident: Incident): RunningClock {
  const sinceMs = Date.parse(incident.created_at);
  if (incident.first_on_scene_at)
    return { kind: "on_scene", sinceMs: Date.parse(incident.first_on_scene_at), target: null };
  if (incident.first_dispatched_at && incident.status !== "waiting")
    return { kind: "to_scene", sinceMs, target: FIRST_ON_SCENE };
  return { kind: "to_dispatch", sinceMs, target: CALL_PROCESSING };
}

/** As the server decides it, by the hour of the order: a screen decides neither who is fire nor when it is night. */
export function turnoutTarget(unit: Unit, agency: Agency | undefined, sent: Assignment): Target | null {
  const seconds = TURNOUT.by[agency?.kind ?? "other"]?.[unit.profile]?.[hourOfDay(sent.dispatched_at)];
  return seconds === undefined ? null : target(seconds);
}
