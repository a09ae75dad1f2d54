// The clocks of an incident and the times they are held against.
import type { Agency, ClockTargets } from "../api/answers";
import type { Incident, Unit } from "../api/views";

/** Seconds; warn is where the colour turns before the target is missed. */
export type Target = { warn_s: number; target_s: number };

const WARN_AT = 0.75;
const target = (seconds: number): Target => ({ warn_s: seconds * WARN_AT, target_s: seconds });

// What the standards say, until the server has said what this city holds itself to.
export const CALL_PROCESSING = target(60); // NFPA 1225
export const FIRST_ON_SCENE = target(900); // Permendagri 114/2018 article 4: 15 minutes
export const ACKNOWLEDGE = target(45);
const TURNOUT: { by: ClockTargets["turnout_s"] } = { by: {} };

/** Once, at log-in; the clocks keep the objects they have. */
export function setTargets(city: ClockTargets): void {
  Object.assign(CALL_PROCESSING, target(city.call_processing_s));
  Object.assign(FIRST_ON_SCENE, target(city.first_on_scene_s));
  Object.assign(ACKNOWLEDGE, target(city.acknowledge_s));
  TURNOUT.by = city.turnout_s;
}

export type Tone = "good" | "warn" | "bad";

export function toneOf(elapsedMs: number, target: Target): Tone {
  if (elapsedMs >= target.target_s * 1000) return "bad";
  return elapsedMs >= target.warn_s * 1000 ? "warn" : "good";
}

export type RunningClock = { kind: "to_dispatch" | "to_scene" | "on_scene"; sinceMs: number; target: Target | null };

/** The clock that runs now: until sent (again, where everybody left before arriving), until there, or how long there. */
export function runningClock(incident: Incident): RunningClock {
  const sinceMs = Date.parse(incident.created_at);
  if (incident.first_on_scene_at)
    return { kind: "on_scene", sinceMs: Date.parse(incident.first_on_scene_at), target: null };
  if (incident.first_dispatched_at && incident.status !== "waiting")
    return { kind: "to_scene", sinceMs, target: FIRST_ON_SCENE };
  return { kind: "to_dispatch", sinceMs, target: CALL_PROCESSING };
}

/** As the server decides it: fire or not is no question for a screen. */
export function turnoutTarget(unit: Unit, agency: Agency | undefined): Target | null {
  const seconds = TURNOUT.by[agency?.kind ?? "other"]?.[unit.profile];
  return seconds === undefined ? null : target(seconds);
}
