// The clocks of an incident and the times they are held against.
import type { Incident, Unit } from "../live/views";

/** Seconds; warn is where the colour turns before the target is missed. */
export type Target = { warn_s: number; target_s: number };

export const CALL_PROCESSING: Target = { warn_s: 45, target_s: 60 }; // NFPA 1225
export const FIRST_ON_SCENE: Target = { warn_s: 600, target_s: 900 }; // Permendagri 114/2018 article 4: 15 minutes
export const ACKNOWLEDGE: Target = { warn_s: 25, target_s: 45 };
export const TURNOUT_FIRE: Target = { warn_s: 60, target_s: 80 }; // NFPA 1710
export const TURNOUT_AMBULANCE: Target = { warn_s: 45, target_s: 60 };

export type Tone = "good" | "warn" | "bad";

export function toneOf(elapsedMs: number, target: Target): Tone {
  if (elapsedMs >= target.target_s * 1000) return "bad";
  return elapsedMs >= target.warn_s * 1000 ? "warn" : "good";
}

export type RunningClock = { kind: "to_dispatch" | "to_scene" | "on_scene"; sinceMs: number; target: Target | null };

/** The clock that runs now: until sent, until there, or how long there. */
export function runningClock(incident: Incident): RunningClock {
  const sinceMs = Date.parse(incident.created_at);
  if (incident.first_on_scene_at)
    return { kind: "on_scene", sinceMs: Date.parse(incident.first_on_scene_at), target: null };
  if (incident.first_dispatched_at) return { kind: "to_scene", sinceMs, target: FIRST_ON_SCENE };
  return { kind: "to_dispatch", sinceMs, target: CALL_PROCESSING };
}

export function turnoutTarget(unit: Unit | undefined): Target {
  return unit?.profile.startsWith("ambulance") ? TURNOUT_AMBULANCE : TURNOUT_FIRE;
}
