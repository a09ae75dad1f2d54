// The plans of one incident type: edited in a form, tried on an incident, activated; earlier versions beside them.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { dayAndTime } from "../../base/time/duration";
import { name, useTypeName } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { CommandMessage } from "../../ui/command-message";
import { PlanForm } from "./plan-form";
import { isSame, newPlan, type Plan, replaced, type Version, without } from "./plan-parts";
import { PlanTrial } from "./plan-trial";
import { useWords } from "./words";

const CHANGES: readonly EventKind[] = ["response_plan_changed"];

type Props = { code: string; plans: readonly Plan[]; onClose: () => void };

export function PlanEditor({ code, plans, onClose }: Props) {
  const { t } = useWords();
  const typeName = useTypeName();
  const { vocabulary } = useReference();
  const { answer: versions } = useAnswer(
    () =>
      answerOf(
        client.GET("/api/v1/response-plans/{incident_type}/versions", { params: { path: { incident_type: code } } }),
      ),
    { on: CHANGES },
  );
  const [draft, setDraft] = useState<readonly Plan[]>(plans);
  // The version being edited: the server refuses the save if someone else saved in between.
  const [base, setBase] = useState<number | null>(null);
  useEffect(() => {
    if (base === null && versions) setBase(versions[0]?.version ?? 1);
  }, [base, versions]);
  const [applied, setApplied] = useState<number | null>(null);
  const command = useCommand();
  const change = (next: readonly Plan[]) => {
    setApplied(null);
    setDraft(next);
  };
  const apply = async () => {
    const saved = await command.run((key) =>
      answerOf(
        client.PUT("/api/v1/response-plans/{incident_type}", {
          params: { path: { incident_type: code }, header: { "idempotency-key": key } },
          body: { version: base, plans: [...draft] },
        }),
      ),
    );
    if (!saved) return;
    setApplied(saved.version);
    setBase(saved.version);
  };
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []); // the button that opened it has left the page
  const isChanged = !isSame(draft, plans) && applied === null;
  return (
    <div className="plan-editor scroll">
      <div className="row wrap">
        <button type="button" onClick={onClose}>
          ← {t("plan.back")}
        </button>
        <h2 ref={heading} tabIndex={-1} className="grow">
          {typeName(code)}
        </h2>
        {isChanged && <span className="warn">{t("plan.changed")}</span>}
        {applied !== null && (
          <span className="good" role="status">
            {t("plan.applied", { version: applied })}
          </span>
        )}
        <button type="button" className="primary" disabled={!isChanged || base === null} onClick={() => void apply()}>
          {t("plan.apply")}
        </button>
      </div>
      <CommandMessage command={command} />
      {draft.map((plan, index) => (
        <PlanForm
          // biome-ignore lint/suspicious/noArrayIndexKey: plans have no name of their own, and stay in their order
          key={index}
          number={index + 1}
          plan={plan}
          capabilities={vocabulary.capabilities}
          onChange={(changed) => change(replaced(draft, index, changed))}
          onRemove={() => {
            change(without(draft, index));
            heading.current?.focus();
          }}
        />
      ))}
      <div>
        <button type="button" onClick={() => change([...draft, newPlan(code)])}>
          {t("plan.add_variant")}
        </button>
      </div>
      <PlanTrial code={code} draft={draft} />
      <Versions versions={versions ?? []} onTake={change} />
    </div>
  );
}

function Versions({ versions, onTake }: { versions: readonly Version[]; onTake: (plans: readonly Plan[]) => void }) {
  const { t } = useWords();
  const { i18n } = useTranslation();
  return (
    <section className="stack" aria-label={t("plan.versions")}>
      <h3>{t("plan.versions")}</h3>
      {versions.length === 0 && <p className="muted">{t("plan.no_versions")}</p>}
      <ul className="versions">
        {versions.map(({ version, plans, saved_at, saved_by }) => (
          <li key={version} className="row">
            <strong>
              {t("plan.version")} {version}
            </strong>
            <span className="grow soft">
              {dayAndTime(saved_at, i18n.language)} {t("plan.saved_by", { name: name(saved_by) })}
            </span>
            <button type="button" aria-label={`${t("plan.take")}: ${version}`} onClick={() => onTake(plans)}>
              {t("plan.take")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
