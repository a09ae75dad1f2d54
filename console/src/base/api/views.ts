// The server's incidents, units, assignments, alerts and calls: one type for snapshot, event and answer.
// The types are generated from the API's description (`npm run client`).
import type { components } from "./schema";

type Shapes = components["schemas"];

export type Place = Shapes["PlaceOut"];
export type Incident = Shapes["IncidentOut"];
export type IncidentStatus = Shapes["IncidentStatus"];
export type Assignment = Shapes["AssignmentOut"];
export type AssignmentStatus = Shapes["AssignmentStatus"];
export type UnitStatus = Shapes["UnitStatus"];
/** Parked, moving or stopped in traffic, and the device that moves the marker; null: not known yet. */
export type Movement = Pick<
  LastPosition,
  "movement" | "movement_since_at" | "heading_deg" | "device_id" | "device_kind" | "device_since_at"
>;
export type LastPosition = Shapes["LastPositionOut"];
/** Snapshots and lists have its position; events do not, as the fixes come separately. */
export type Unit = Shapes["UnitOut"] & Partial<Pick<Shapes["PlacedUnitOut"], "position">>;
export type Alert = Shapes["AlertOut"];
export type Suggestion = Shapes["SuggestionOut"];
export type Call = Shapes["CallOut"];
/** A call as the live board shows it: `GET /calls` has number, name and words. */
export type LiveCall = Shapes["LiveCallOut"];
export type FixRow = Shapes["FixRowOut"];
export type MovementRow = Shapes["MovementRowOut"];
export type Frame = Shapes["LiveFrame"];
