// Everything about one incident, read again on each of its events.
import { useEffect, useState } from "react";
import type { IncidentFile } from "../base/api/answers";
import { answerOf, client } from "../base/api/client";
import { type EventFrame, onEvent } from "./board";

export function useIncidentFile(incidentId: string): IncidentFile | null {
  const [file, setFile] = useState<IncidentFile | null>(null);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const params = { path: { incident_id: incidentId } };
      const read = await answerOf(client.GET("/api/v1/incidents/{incident_id}", { params }));
      if (current) setFile(read);
    };
    const readQuietly = () => void read().catch(() => {}); // the light shows that the line is down
    readQuietly();
    const leave = onEvent((event) => concerns(event, incidentId) && readQuietly());
    return () => {
      current = false;
      leave();
    };
  }, [incidentId]);
  return file?.id === incidentId ? file : null;
}

/** Exported for the tests. */
export function concerns(event: EventFrame, incidentId: string): boolean {
  return (
    event.incident_id === incidentId ||
    (event.data.incidents ?? []).some(({ id }) => id === incidentId) ||
    (event.data.assignments ?? []).some(({ incident_id }) => incident_id === incidentId)
  );
}
