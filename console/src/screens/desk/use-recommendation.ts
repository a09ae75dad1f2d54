// The advice for one incident, requested again when what it rests on changes.
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Recommendation } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { Problem } from "../../base/api/problem";
import type { Incident } from "../../base/api/views";
import { useLive } from "../../live/board";
import { useDesk } from "../../parts/desk-state";

export type Advice = {
  recommendation: Recommendation | null;
  problem: Problem | null;
  busy: boolean;
  refresh: () => void;
};

export function useRecommendation(incident: Incident): Advice {
  const { i18n } = useTranslation();
  const [recommendation, setRecommendation] = useState<Recommendation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((times) => times + 1), []);
  const restsOn = useRestsOn(incident, recommendation, i18n.language);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` and `restsOn` are the reasons to ask again
  useEffect(() => {
    let current = true;
    setBusy(true);
    const params = { path: { incident_id: incident.id } };
    answerOf(client.GET("/api/v1/incidents/{incident_id}/recommendation", { params }))
      .then((made) => {
        if (!current) return;
        setRecommendation(made);
        useDesk.setState({ highestAlarmLevel: highestAlarmLevelOf(made) });
        setProblem(null);
      })
      .catch((error: unknown) => current && setProblem(error instanceof Problem ? error : null))
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [incident.id, asked, restsOn]);

  const isLive = useLive(({ light }) => light === "live");
  const failed = problem !== null;
  useEffect(() => {
    if (isLive && failed) refresh(); // the line is back
  }, [isLive, failed, refresh]);

  return {
    recommendation: recommendation?.incident_id === incident.id ? recommendation : null,
    problem,
    busy,
    refresh,
  };
}

function highestAlarmLevelOf({ incident_id, plan }: Recommendation) {
  return plan && { incidentId: incident_id, level: plan.highest_alarm_level };
}

/** Changes with the incident's needs, its units, or an advised unit's availability. */
function useRestsOn(incident: Incident, made: Recommendation | null, language: string): string {
  return useLive(({ board }) => {
    const { type, priority, alarm_level, position } = incident;
    const atWork = [...board.assignments.values()].filter(({ incident_id }) => incident_id === incident.id);
    const lost =
      made?.incident_id === incident.id ? made.advised.filter((id) => !isFree(board.units.get(id)?.status)) : [];
    const units = [...atWork.map(({ unit_id }) => unit_id), "lost", ...lost];
    return [language, type, priority, alarm_level, position.lat, position.lon, ...units].join(" ");
  });
}

function isFree(status: string | undefined): boolean {
  return status === "available";
}
