// All there is about one incident, read again whenever something about it happened.
import { useEffect, useState } from "react";
import type { IncidentFile } from "../base/api/answers";
import { answerOf, client } from "../base/api/client";
import { type EventFrame, onEvent } from "./board";

const ABOUT_ANY_INCIDENT = /^(note|call|caller|alarm)_/; // these events do not name it among their views

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
    ABOUT_ANY_INCIDENT.test(event.kind) ||
    (event.data.incidents ?? []).some(({ id }) => id === incidentId) ||
    (event.data.assignments ?? []).some(({ incident_id }) => incident_id === incidentId)
  );
}
