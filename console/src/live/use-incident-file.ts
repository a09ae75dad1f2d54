// All there is about one incident, read again whenever something about it happened.
import { useEffect, useState } from "react";
import type { EventKind, IncidentFile } from "../base/api/answers";
import { answerOf, client } from "../base/api/client";
import { type EventFrame, onEvent } from "./board";

// These events do not name it among their views.
const ABOUT_ANY_INCIDENT: readonly EventKind[] = [
  "note_added",
  "caller_located",
  ...(["call_taken", "call_claimed", "call_released", "call_updated", "call_closed", "call_reopened"] as const),
  ...(["alarm_raised", "alarm_taken", "alarm_ended"] as const),
];

export function useIncidentFile(incidentId: string): IncidentFile | null {
  const [file, setFile] = useState<IncidentFile | null>(null);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const params = { path: { incident_id: incidentId } };
      const read = await answerOf(client.GET("/api/v1/incidents/{incident_id}", { params }));
      if (current) setFile(read);
    };
    const readQuietly = () => void read().catch(() => {}); // the light says that the line is cut
    readQuietly();
    const leave = onEvent((event) => concerns(event, incidentId) && readQuietly());
    return () => {
      current = false;
      leave();
    };
  }, [incidentId]);
  return file?.id === incidentId ? file : null;
}

function concerns(event: EventFrame, incidentId: string): boolean {
  return (
    ABOUT_ANY_INCIDENT.includes(event.kind) ||
    (event.data.incidents ?? []).some(({ id }) => id === incidentId) ||
    (event.data.assignments ?? []).some(({ incident_id }) => incident_id === incidentId)
  );
}
