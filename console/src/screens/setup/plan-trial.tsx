// What a plan would advise for an incident, before the plan takes effect.
import { useState } from "react";
import type { EventKind, Recommendation } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Incident } from "../../base/api/views";
import { dayAndTime, span } from "../../base/time/duration";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { CommandMessage } from "../../ui/command-message";
import type { Plan } from "./plan-parts";
import { useWords } from "./words";

const CHANGES: readonly EventKind[] = ["incident_created"];
const LOOKED_THROUGH = 100;

export function PlanTrial({ code, draft }: { code: string; draft: readonly Plan[] }) {
  const { t, i18n } = useWords();
  const typeName = useTypeName();
  const where = useWhere();
  const { answer: rows } = useAnswer(
    () => answerOf(client.GET("/api/v1/incidents", { params: { query: { open: false, limit: LOOKED_THROUGH } } })),
    { on: CHANGES },
  );
  const [incidentId, setIncidentId] = useState("");
  const [number, setNumber] = useState(0);
  const [advice, setAdvice] = useState<Recommendation | null>(null);
  const command = useCommand();
  const fits = (incident: Incident) => 2 * Number(incident.type === code) + Number(incident.closed_at !== null);
  // Incidents of this type first, and closed ones before open ones, which may have their units already.
  const incidents = [...(rows ?? [])].sort((a, b) => fits(b) - fits(a));
  const chosen = incidentId || incidents[0]?.id;
  const plan = draft[Math.min(number, draft.length - 1)];
  const attempt = async () => {
    if (!chosen || !plan) return;
    const made = await command.run(() =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/plan-trial", {
          params: { path: { incident_id: chosen } },
          body: plan,
        }),
      ),
    );
    if (made) setAdvice(made);
  };
  return (
    <section className="stack panel plan-trial" aria-label={t("plan.try")}>
      <h3>{t("plan.try")}</h3>
      {rows?.length === 0 && <p className="muted">{t("plan.trial_none")}</p>}
      <div className="row wrap">
        <label htmlFor="trial-incident">{t("plan.trial_incident")}</label>
        <select
          id="trial-incident"
          className="grow"
          value={chosen ?? ""}
          onChange={(event) => setIncidentId(event.target.value)}
        >
          {incidents.map((incident) => (
            <option key={incident.id} value={incident.id}>
              {incident.number} · {dayAndTime(incident.created_at, i18n.language)} · P{incident.priority} ·{" "}
              {typeName(incident.type)} {where(incident)}
            </option>
          ))}
        </select>
        {draft.length > 1 && (
          <select
            aria-label={t("plan.trial_plan")}
            className="medium"
            value={number}
            onChange={(event) => setNumber(Number(event.target.value))}
          >
            {draft.map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: plans have no name of their own
              <option key={index} value={index}>
                {t("plan.variant", { number: index + 1 })}
              </option>
            ))}
          </select>
        )}
        <button type="button" disabled={!chosen || !plan} onClick={() => void attempt()}>
          {t("plan.try")}
        </button>
      </div>
      <CommandMessage command={command} />
      {advice && <Advice advice={advice} />}
    </section>
  );
}

/** A plan may advise nobody because the units already there are enough. */
function Nobody({ isMet }: { isMet: boolean }) {
  const { t } = useWords();
  return isMet ? <p className="good">{t("plan.trial_there")}</p> : <p className="warn">{t("plan.trial_nobody")}</p>;
}

function Advice({ advice }: { advice: Recommendation }) {
  const { t, i18n } = useWords();
  const term = useTerm();
  const sent = advice.candidates.filter(({ unit_id }) => advice.advised.includes(unit_id));
  return (
    <div className="stack" data-testid="trial-result">
      <h4>{t("plan.trial_result")}</h4>
      <ul>
        {advice.requirements.map(({ capability, count, missing }) => (
          <li key={capability}>
            {count} {term("capability", capability)} –{" "}
            <span className={missing ? "warn" : "good"}>
              {missing ? t("plan.missing", { count: missing }) : t("plan.met")}
            </span>
          </li>
        ))}
      </ul>
      {sent.length === 0 && <Nobody isMet={advice.requirements.every(({ missing }) => !missing)} />}
      <ul className="trial-units">
        {sent.map(({ unit_id, eta_s }) => (
          <li key={unit_id}>
            <strong>{unit_id}</strong> {t("plan.trial_eta")} {eta_s === null ? "?" : span(eta_s * 1000, i18n.language)}
          </li>
        ))}
      </ul>
      {advice.shortfalls.map(({ capability, reason }) => (
        <p key={capability} className="note-warn">
          {term("capability", capability)}: {reason}
        </p>
      ))}
      <p className="muted">{t("plan.trial_note")}</p>
    </div>
  );
}
