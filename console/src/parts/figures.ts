// The wall's figures, computed from the board and the last days; pure.
import type { Agency } from "../base/api/answers";
import type { Incident, Unit } from "../base/api/views";
import { FIRST_ON_SCENE } from "../base/time/targets";

const DAY_MS = 86_400_000;

export type Count = { key: string; count: number };

export function openByType(incidents: Iterable<Incident>): Count[] {
  return counted([...incidents].map(({ type }) => type));
}

export type Free = { agency: Agency; free: number; total: number };

export function freeByAgency(units: Iterable<Unit>, agencies: ReadonlyMap<string, Agency>): Free[] {
  const rows = new Map<string, Free>();
  for (const unit of units) {
    const agency = agencies.get(unit.agency_id) ?? { id: unit.agency_id, name: unit.agency_id, kind: "other" };
    const row = rows.get(agency.id) ?? { agency, free: 0, total: 0 };
    row.total += 1;
    if (unit.status === "available") row.free += 1;
    rows.set(agency.id, row);
  }
  return [...rows.values()].sort((a, b) => b.total - a.total);
}

export function isFire({ type }: Incident): boolean {
  return type.endsWith("_fire");
}

export type Period = { incidents: number; reached: number; withinTarget: number };

/** Only incidents that a unit reached count against the target; none reached is not zero per cent. */
export function period(incidents: readonly Incident[], sinceMs: number): Period {
  const within = incidents.filter(({ created_at }) => Date.parse(created_at) >= sinceMs);
  const reached = within.filter(({ first_on_scene_at }) => first_on_scene_at !== null);
  const inTime = reached.filter((incident) => elapsedMs(incident) <= FIRST_ON_SCENE.target_s * 1000);
  return { incidents: within.length, reached: reached.length, withinTarget: inTime.length };
}

function elapsedMs({ created_at, first_on_scene_at }: Incident): number {
  return Date.parse(first_on_scene_at ?? created_at) - Date.parse(created_at);
}

export function daysAgo(nowMs: number, days: number): number {
  return nowMs - days * DAY_MS;
}

/** The last midnight in the city's zone. */
export function midnight(nowMs: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: timezone,
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(nowMs);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return nowMs - ((part("hour") * 60 + part("minute")) * 60 + part("second")) * 1000;
}

export function counted(keys: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
}
