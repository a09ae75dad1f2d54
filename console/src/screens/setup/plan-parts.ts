// Response plans as the form holds them: changed by copying, so that the plans in force stay unchanged.
import type { components } from "../../base/api/schema";

export type Plan = components["schemas"]["PlanIn"];
export type Need = Plan["requirements"][number];
export type Version = components["schemas"]["PlansVersionOut"];

export const NEW_NEED: Need = {
  capability: "ambulance_bls",
  count: 1,
  alarm_level: 1,
  first_due: false,
  crew_min: null,
};

export function newPlan(incident_type: string): Plan {
  return {
    incident_type,
    priority: null,
    area: null,
    automatic_after_s: null,
    requirements: [NEW_NEED],
    is_default: false,
  };
}

export function replaced<T>(list: readonly T[], at: number, by: T): T[] {
  return list.map((each, index) => (index === at ? by : each));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

/** The requirements of each alarm level, lowest first. */
export function levelsOf(plan: Plan): Need[][] {
  const levels = [...new Set(plan.requirements.map(({ alarm_level }) => alarm_level))].sort((a, b) => a - b);
  return levels.map((level) => plan.requirements.filter(({ alarm_level }) => alarm_level === level));
}

/** The order of the needs does not matter. */
export function isSame(one: readonly Plan[], other: readonly Plan[]): boolean {
  return asText(one) === asText(other);
}

function asText(plans: readonly Plan[]): string {
  const each = plans.map(({ priority, area, automatic_after_s, requirements }) =>
    JSON.stringify([
      priority,
      area,
      automatic_after_s,
      requirements
        .map(({ capability, count, alarm_level, first_due, crew_min }) =>
          JSON.stringify([alarm_level, capability, count, first_due, crew_min]),
        )
        .sort(),
    ]),
  );
  return each.sort().join("\n");
}
