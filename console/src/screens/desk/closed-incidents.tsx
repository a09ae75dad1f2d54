// The last closed incidents: to review, to reopen, or to separate after a wrong merge.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Incident } from "../../base/api/views";
import { timeOfDay } from "../../base/time/duration";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useAnswer } from "../../live/use-answer";
import { chooseIncident } from "../../parts/desk-state";
import { PriorityBadge } from "../../ui/priority-badge";

const LOOKED_THROUGH = 200;
const SHOWN = 30;
const CHANGES_THE_LIST: readonly EventKind[] = ["incident_closed", "incident_reopened", "incident_merged"];

export function ClosedIncidents() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="closed-incidents folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="padded">{t("queue.closed")}</summary>
      {open && <List />}
    </details>
  );
}

function List() {
  const { i18n } = useTranslation();
  const typeName = useTypeName();
  const term = useTerm();
  const closed = useClosed();
  return (
    <ol className="scroll">
      {closed.map((incident) => (
        <li key={incident.id}>
          <button type="button" className="queue-row" onClick={() => chooseIncident(incident.id)}>
            <PriorityBadge priority={incident.priority} />
            <span className="grow">
              <span className="clip">{typeName(incident.type)}</span>
              <span className="row meta muted">
                <span className="grow clip">
                  {incident.number} · {incident.disposition && term("disposition", incident.disposition)}
                </span>
                {incident.closed_at && timeOfDay(incident.closed_at, i18n.language, { seconds: false })}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function useClosed(): readonly Incident[] {
  const query = { open: false, limit: LOOKED_THROUGH };
  const { answer } = useAnswer(() => answerOf(client.GET("/api/v1/incidents", { params: { query } })), {
    on: CHANGES_THE_LIST,
  });
  return useMemo(() => lastClosed(answer ?? []), [answer]);
}

function lastClosed(incidents: readonly Incident[]): Incident[] {
  return incidents
    .filter(({ closed_at }) => closed_at !== null)
    .sort((a, b) => String(b.closed_at).localeCompare(String(a.closed_at)))
    .slice(0, SHOWN);
}
