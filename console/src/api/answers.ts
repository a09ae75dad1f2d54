// What the API answers where its description does not yet say so.
import type { Assignment, AssignmentStatus, Call, Incident, Place } from "../live/views";
import type { components } from "./schema";

export type Disposition = components["schemas"]["Disposition"];
export type CallDisposition = components["schemas"]["CallDisposition"];

export type Role = "call_taker" | "dispatcher" | "supervisor" | "crew" | "admin" | "viewer";

export type Account = { username: string; full_name: string; role: Role; unit_id: string | null };

export type City = {
  name: string;
  bbox: [west: number, south: number, east: number, north: number];
  timezone: string;
  version: string;
};

export type IncidentType = {
  code: string;
  name_id: string;
  name_en: string;
  default_priority: number;
  handed_over_to: string | null;
};

export type Station = { id: string; agency_id: string; name: string; position: Place };
export type Hospital = { id: string; name: string; departments: string[]; position: Place };
export type Agency = { id: string; name: string; kind: string };

export type ResponsePlan = {
  incident_type: string;
  priority: number | null;
  requirements: { capability: string; count: number; alarm_level: number }[];
};

export type FoundPlace = {
  kind: "street" | "crossing" | "place" | "poi" | "area" | "coordinates" | "plus_code";
  name: string;
  detail: string | null;
  position: Place;
  distance_m: number | null;
};

export type Candidate = {
  unit_id: string;
  rank: number;
  eta_s: number | null;
  turnout_s: number;
  drive_s: number | null;
  distance_m: number | null;
  state: "on_the_road" | "at_station" | "stale";
  fix_age_s: number | null;
  basis: "road" | "air_line";
  capabilities: string[];
  reasons: string[];
};

export type RouteLine = { eta_s: number | null; distance_m: number | null; polyline6: string | null };

export type Recommendation = {
  id: string;
  incident_id: string;
  made_at: string;
  requirements: {
    capability: string;
    count: number;
    met: boolean;
    assigned: number;
    advised: number;
    missing: number;
  }[];
  advised: string[];
  candidates: Candidate[];
  busy: {
    unit_id: string;
    assignment_id: string;
    is_diversion: boolean;
    eta_s: number;
    saves_s: number | null;
    reason: string;
  }[];
  left_out: { unit_id: string; reason: string; code: string }[];
  left_out_more: Record<string, number>;
  shortfalls: {
    capability: string;
    missing: number;
    reason: string;
    code: string;
    /** Who could be there next, and when. */
    frees_up?: { unit_id: string; in_s: number; words: string } | null;
  }[];
  routes: Record<string, RouteLine | null>;
};

export type AdvisedUnit = { unit_id: string; capability: string; eta_s: number; free_in_s: number | null };
export type IncidentAdvice = {
  incident_id: string;
  number: string;
  type: string;
  priority: number;
  advised: string[];
  send: AdvisedUnit[];
  wait_for: AdvisedUnit[];
  missing: string[];
};
export type BoardAdvice = { made_at: string; incidents: IncidentAdvice[] };

/** `share` of the calls of this hour; `units`: how many free ones arrive in time, 0 is a hole. */
export type CoverCell = {
  bbox: [west: number, south: number, east: number, north: number];
  share: number;
  units: number;
};
export type CoverShare = { reached: number; expected: number };
export type CoverMove = {
  unit_id: string;
  from_station_id: string;
  station_id: string;
  gain: number;
  drive_s: number;
  reason: string;
};
/** The shares are null until the roads between the stations have been measured. */
export type CoverGroup = {
  capability: string;
  target_s: number;
  units: number;
  free_units: number;
  now: CoverShare | null;
  without: CoverShare | null;
  when_all_home: CoverShare | null;
  moves: CoverMove[];
  go_to: CoverMove[];
  cells: CoverCell[];
};

export type Note = { id: number; text: string; at: string; by: string | null };

export type TimelineEntry = {
  seq: number;
  kind: string;
  at: string;
  actor: string;
  data: Record<string, unknown>;
};

export type IncidentFile = Incident & {
  assignments: Assignment[];
  calls: Call[];
  notes: Note[];
  timeline: TimelineEntry[];
};

export type Track = {
  geometry: { type: "LineString"; coordinates: [number, number][] } | null;
  properties: {
    unit_id: string;
    fixed_at: string[];
    speed_mps: (number | null)[];
    course_deg: (number | null)[];
    late: boolean[];
  };
};

/** Of each assignment the way from the order to its release. */
export type IncidentTracks = {
  incident: { id: string; number: string; position: Place };
  features: Track[];
};

export type NextStatus = Exclude<AssignmentStatus, "dispatched">;

export type Closure = {
  id: string;
  kind: "closure" | "flood" | "railway_crossing";
  reason: string | null;
  geometry: { type: "Polygon"; coordinates: [number, number][][] };
  starts_at: string;
  ends_at: string | null;
  created_by: string;
};
