// An incident's assigned units: state, clocks, ETA, milestones with their source, and the remaining steps.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useReference } from "../../base/api/session";
import type { Assignment, AssignmentStatus, Incident, UnitStatus } from "../../base/api/views";
import { span, timeOfDay } from "../../base/time/duration";
import { ACKNOWLEDGE, type Target, turnoutTarget } from "../../base/time/targets";
import { useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { type Command, useCommand } from "../../live/command";
import { mayBeCanceled, STEPS } from "../../live/steps";
import { type LiveRoute, useLiveRoutes } from "../../map/use-live-routes";
import { useDesk } from "../../parts/desk-state";
import { FollowButton } from "../../parts/units/follow-button";
import { Clock } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import { StateShape } from "../../ui/unit-state";
import { callOff } from "./call-off";
import { CorrectStatus } from "./corrections";
import { PressedStatus, StatusChoice } from "./status-choice";

type Props = { incident: Incident; assignments: readonly Assignment[]; mayCommand: boolean };

export function AssignedUnits({ incident, assignments, mayCommand }: Props) {
  const { t } = useTranslation();
  const command = useCommand();
  const units = useLive((live) => live.board.units);
  const routes = useLiveRoutes(assignments, units, incident.position);
  return (
    <section aria-label={t("incident.assigned")} className="stack">
      <h3>{t("incident.assigned")}</h3>
      {assignments.length === 0 && <p className="muted">{t("incident.none_assigned")}</p>}
      <ul className="stack">
        {assignments.map((assignment) => (
          <AssignedUnit
            key={assignment.id}
            assignment={assignment}
            route={routes[assignment.unit_id]}
            command={mayCommand ? command : null}
          />
        ))}
      </ul>
      <CommandMessage command={command} />
    </section>
  );
}

type UnitProps = { assignment: Assignment; route: LiveRoute | undefined; command: Command | null };

function AssignedUnit({ assignment, route, command }: UnitProps) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const over = assignment.released_at !== null;
  const { unit_id, status } = assignment;
  return (
    <li className="assigned" data-unit={unit_id} data-status={status}>
      <div className="row">
        {!over && <StateShape status={status as UnitStatus} />}
        <strong>{unit_id}</strong>
        <span className={over ? "muted" : ""}>{term("status", status)}</span>
        <RunningClock assignment={assignment} />
        <span className="grow" />
        {route && route.eta_s !== null && (
          <span>
            {t("incident.eta")} <strong>{span(route.eta_s * 1000, i18n.language)}</strong>
          </span>
        )}
      </div>
      <Milestones assignment={assignment} />
      <Heard notices={assignment.notices ?? []} />
      <Destination hospitalId={assignment.hospital_id} />
      {assignment.reason && <p className="soft">“{assignment.reason}”</p>}
      {!over && command && <PressedStatus assignmentId={assignment.id} />}
      {!over && <Steps assignment={assignment} command={command} />}
      {command && <Correction assignment={assignment} />}
    </li>
  );
}

/** Corrects a wrong press: sets the unit back to its true step. */
function Correction({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  if (assignment.status === "dispatched") return null;
  return (
    <>
      <button type="button" className="plain link" onClick={() => setAsks(true)}>
        {t("correction.of", { unit: assignment.unit_id })}
      </button>
      {asks && <CorrectStatus what={assignment} onClose={() => setAsks(false)} />}
    </>
  );
}

/** Whether the crew has read the notes and corrections made after the order. */
function Heard({ notices }: { notices: NonNullable<Assignment["notices"]> }) {
  const { t, i18n } = useTranslation();
  const last = notices.at(-1);
  if (!last) return null;
  const open = notices.filter(({ confirmed_at }) => confirmed_at === null).length;
  return (
    <p className={open ? "warn" : "good"} data-testid="heard">
      {open
        ? t("incident.news_open", { count: open })
        : `✓ ${t("incident.news_read", { time: timeOfDay(last.confirmed_at ?? last.at, i18n.language) })}`}
    </p>
  );
}

/** The patient's destination, once the crew has chosen one. */
function Destination({ hospitalId }: { hospitalId: string | null }) {
  const { hospitals } = useReference();
  if (!hospitalId) return null;
  return <p className="soft">➤ {hospitals.get(hospitalId)?.name ?? hospitalId}</p>;
}

/** Turnout and acknowledgement have their own targets. */
function RunningClock({ assignment }: { assignment: Assignment }) {
  const unit = useLive((live) => live.board.units.get(assignment.unit_id));
  const { agencies } = useReference();
  const { status, dispatched_at, reached_at, released_at } = assignment;
  if (released_at) return null;
  const targets: Partial<Record<AssignmentStatus, Target | null>> = {
    dispatched: ACKNOWLEDGE,
    acknowledged: unit ? turnoutTarget(unit, agencies.get(unit.agency_id), assignment) : null,
  };
  const since = status === "acknowledged" ? dispatched_at : (reached_at[status] ?? dispatched_at);
  return <Clock sinceMs={Date.parse(since)} target={targets[status] ?? null} />;
}

/** Each step with its time; inferred steps are marked, skipped ones are left out. */
function Milestones({ assignment }: { assignment: Assignment }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const reached: Assignment["reached_at"] = { dispatched: assignment.dispatched_at, ...assignment.reached_at };
  return (
    <ol className="milestones">
      {[...STEPS, "canceled" as const].map((step) => {
        const at = reached[step];
        if (!at) return null;
        const source = assignment.sources[step];
        return (
          <li key={step} data-source={source} title={source && t(`source.${source}`)}>
            {term("status", step)} {timeOfDay(at, i18n.language)}
            {source === "inferred" && ` (${t("source.inferred")})`}
          </li>
        );
      })}
    </ol>
  );
}

function Steps({ assignment, command }: { assignment: Assignment; command: Command | null }) {
  const { t } = useTranslation();
  const { unit_id, status } = assignment;
  return (
    <div className="row wrap">
      {command && <StatusChoice assignment={assignment} />}
      <FollowButton unitId={unit_id} />
      <button type="button" onClick={() => useDesk.setState({ replayed: { unitId: unit_id } })}>
        {t("incident.replay")}
      </button>
      {command && mayBeCanceled(status) && (
        <ConfirmButton
          label={t("incident.cancel_unit")}
          question={`${t("incident.cancel_unit_of", { unit: unit_id })}?`}
          name={t("incident.cancel_unit_of", { unit: unit_id })}
          onConfirm={() => void command.run((key) => callOff(assignment, key))}
        />
      )}
    </div>
  );
}
