// Everything about one incident, read again on each of its events.
import type { IncidentFile } from "../base/api/answers";
import { answerOf, client } from "../base/api/client";
import type { EventFrame } from "./board";
import { useAnswer } from "./use-answer";

export function useIncidentFile(incidentId: string): IncidentFile | null {
  const params = { path: { incident_id: incidentId } };
  const ask = () => answerOf(client.GET("/api/v1/incidents/{incident_id}", { params }));
  const { answer: file } = useAnswer(ask, { key: incidentId, on: (event) => concerns(event, incidentId) });
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
