// What the server says of incidents, units, assignments, alarms and calls: one shape in snapshot, event and answer.

export type Place = { lat: number; lon: number };

export type IncidentStatus = "waiting" | "dispatched" | "en_route" | "on_scene" | "cleared" | "closed";

export type Incident = {
  id: string;
  number: string;
  type: string;
  priority: number;
  alarm_level: number;
  position: Place;
  address: string | null;
  description: string | null;
  created_at: string;
  closed_at: string | null;
  disposition: string | null;
  merged_into: string | null;
  first_dispatched_at: string | null;
  first_on_scene_at: string | null;
  status: IncidentStatus;
};

export type AssignmentStatus =
  | "dispatched"
  | "acknowledged"
  | "en_route"
  | "on_scene"
  | "transporting"
  | "at_hospital"
  | "clear"
  | "canceled";

export type UnitStatus = "available" | "unstaffed" | "out_of_service" | Exclude<AssignmentStatus, "clear" | "canceled">;

/** Parked, moving or stopped in traffic, and the device that moves the marker; null: not known yet. */
export type Movement = {
  movement: "parked" | "moving" | "stopped" | null;
  movement_since_at: string | null;
  heading_deg: number | null;
  device_id: string | null;
  device_kind: string | null;
  device_since_at: string | null;
};

export type LastPosition = Place &
  Movement & {
    course_deg: number | null;
    speed_mps: number | null;
    accuracy_m: number | null;
    fixed_at: string;
  };

export type Unit = {
  unit_id: string;
  callsign: string;
  agency_id: string;
  station_id: string | null;
  kind: string;
  capabilities: string[];
  profile: string;
  crew: number | null;
  staffed: boolean;
  in_service: boolean;
  out_of_service_reason: string | null;
  service_changed_at: string | null;
  crew_pool: string | null;
  /** Out of the fleet since then; such a unit is on no board. */
  retired_at: string | null;
  /** It stands in at another station, or is on its way there. */
  move_up?: {
    id: string;
    station_id: string;
    ordered_at: string;
    acknowledged_at: string | null;
    arrived_at: string | null;
  } | null;
  assignment_id: string | null;
  incident_id: string | null;
  status: UnitStatus;
  eido: { primary: string; secondary: string };
  position?: LastPosition | null;
};

export type MilestoneSource = "pressed" | "inferred" | "imported";

export type Assignment = {
  id: string;
  unit_id: string;
  incident_id: string;
  status: AssignmentStatus;
  dispatched_at: string;
  eta_s: number | null;
  distance_m: number | null;
  reason: string | null;
  released_at: string | null;
  reached_at: Partial<Record<AssignmentStatus, string>>;
  sources: Partial<Record<AssignmentStatus, MilestoneSource>>;
};

export type Alarm = {
  id: number;
  kind: string;
  incident_id: string | null;
  unit_id: string | null;
  assignment_id: string | null;
  raised_at: string;
  detail: Record<string, unknown> | null;
  taken_at: string | null;
  taken_by: string | null;
};

/** A nearer unit (`with_unit_id`) in the place of one on its way (`unit_id`). */
export type Suggestion = {
  id: string;
  kind: "divert";
  incident_id: string;
  assignment_id: string;
  unit_id: string;
  with_unit_id: string;
  saving_s: number;
  made_at: string;
  outcome: string | null;
  closed_at: string | null;
};

export type Call = {
  id: string;
  channel: string;
  caller_number: string | null;
  caller_name: string | null;
  words: string | null;
  received_at: string;
  answered_at: string | null;
  answered_by: string | null;
  /** Who works on it now; null: it waits for somebody. */
  claimed_by: string | null;
  claimed_at: string | null;
  closed_at: string | null;
  disposition: string | null;
  incident_id: string | null;
};

/** A call as the live board shows it: `GET /calls` has number, name and words. */
export type LiveCall = Omit<Call, "caller_number" | "caller_name" | "words">;

export type FixRow = [
  unit_id: string,
  lat: number,
  lon: number,
  course_deg: number | null,
  speed_mps: number | null,
  fixed_at: string,
];

export type MovementRow = [
  unit_id: string,
  movement: Movement["movement"],
  movement_since_at: string | null,
  heading_deg: number | null,
  device_id: string | null,
  device_kind: string | null,
  device_since_at: string | null,
];

type Lists = {
  incidents: Incident[];
  units: Unit[];
  assignments: Assignment[];
  alarms: Alarm[];
  suggestions: Suggestion[];
  calls: LiveCall[];
};

export type Frame =
  | ({ type: "snapshot"; as_of: number } & Lists)
  | { type: "event"; seq: number; kind: string; at: string; data: Partial<Lists> & Record<string, unknown> }
  | { type: "fixes"; fixes: FixRow[] }
  | { type: "movements"; movements: MovementRow[] }
  | { type: "tick"; seq: number; at: string }
  | { type: "resync" };
