// The lists of the city that setup shows: columns said once, for the screen and for the CSV file.
import type { Agency, Hospital, IncidentType, ResponsePlan, Station } from "../api/answers";
import type { Unit } from "../live/views";

export type Field<Row> = { id: string; value: (row: Row) => string | number };

const place = ({ position }: { position: { lat: number; lon: number } }) => `${position.lat}, ${position.lon}`;

export const AGENCY: readonly Field<Agency>[] = [
  { id: "code", value: (row) => row.id },
  { id: "name", value: (row) => row.name },
  { id: "kind", value: (row) => row.kind },
];

export const STATION: readonly Field<Station>[] = [
  { id: "code", value: (row) => row.id },
  { id: "name", value: (row) => row.name },
  { id: "agency", value: (row) => row.agency_id },
  { id: "position", value: place },
];

export const HOSPITAL: readonly Field<Hospital>[] = [
  { id: "code", value: (row) => row.id },
  { id: "name", value: (row) => row.name },
  { id: "departments", value: (row) => row.departments.join(", ") },
  { id: "position", value: place },
];

export const UNIT: readonly Field<Unit>[] = [
  { id: "code", value: (row) => row.unit_id },
  { id: "callsign", value: (row) => row.callsign },
  { id: "kind", value: (row) => row.kind },
  { id: "agency", value: (row) => row.agency_id },
  { id: "station", value: (row) => row.station_id ?? "" },
  { id: "capabilities", value: (row) => row.capabilities.join(", ") },
  { id: "profile", value: (row) => row.profile },
  { id: "crew", value: (row) => row.crew ?? "" },
];

export const INCIDENT_TYPE: readonly Field<IncidentType>[] = [
  { id: "code", value: (row) => row.code },
  { id: "name_id", value: (row) => row.name_id },
  { id: "name_en", value: (row) => row.name_en },
  { id: "priority", value: (row) => row.default_priority },
  { id: "handed_over_to", value: (row) => row.handed_over_to ?? "" },
];

const asks = (level: number) => (plan: ResponsePlan) =>
  plan.requirements
    .filter(({ alarm_level }) => alarm_level === level)
    .map(({ capability, count }) => `${count} ${capability}`)
    .join(", ");

export const PLAN: readonly Field<ResponsePlan>[] = [
  { id: "code", value: (row) => row.incident_type },
  { id: "priority", value: (row) => row.priority ?? "" },
  { id: "level1", value: asks(1) },
  { id: "level2", value: asks(2) },
  { id: "level3", value: asks(3) },
];
