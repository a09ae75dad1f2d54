// The selected incident: its facts, the advice, the units at work, the timeline.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { useCommandKeys, useKeys } from "../../base/keys/keys";
import { offerUndo } from "../../base/keys/notices";
import { runningClock } from "../../base/time/targets";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useWhere, useWhereToo } from "../../base/words/where";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useIncidentFile } from "../../live/use-incident-file";
import { goTo } from "../../map/map-state";
import { type Dialog, useDesk } from "../../parts/desk-state";
import { Clock } from "../../ui/age";
import { CommandMessage, Refusal } from "../../ui/command-message";
import { PriorityBadge } from "../../ui/priority-badge";
import { AssignedUnits } from "./assigned-units";
import { CorrectAlarmLevel, CorrectOutcome, lowerAlarmLevel, Reopen } from "./corrections";
import { CloseDialog, EditDialog } from "./incident-dialogs";
import { Callers, Notes, Timeline } from "./incident-log";
import { startMoving } from "./incident-moving";
import { MergeDialog, TakeApartDialog } from "./merge-dialogs";
import { RecommendationPanel } from "./recommendation-panel";

export function IncidentPanel() {
  const { t } = useTranslation();
  const incidentId = useDesk((desk) => desk.incidentId);
  return (
    <section className="incident panel" aria-label={t("incident.title", { number: "" })}>
      <RefusedSending />
      {incidentId ? (
        <Chosen key={incidentId} incidentId={incidentId} />
      ) : (
        <p className="muted padded">{t("incident.none")}</p>
      )}
    </section>
  );
}

/** Shows who was faster, or why else nobody was sent, until the next dispatch or until dismissed. */
function RefusedSending() {
  const refusal = useDesk((desk) => desk.refusal);
  return (
    <div role="status" aria-live="polite">
      {refusal && (
        <Refusal
          problem={refusal.problem}
          about={refusal.incidentNumber}
          onDismiss={() => useDesk.setState({ refusal: null })}
        />
      )}
    </div>
  );
}

function Chosen({ incidentId }: { incidentId: string }) {
  const { t } = useTranslation();
  const onBoard = useLive((live) => live.board.incidents.get(incidentId));
  const file = useIncidentFile(incidentId);
  const incident = onBoard ?? file;
  const mayCommand = SENDERS.includes(useAccount().role);
  if (!incident) return <p className="muted padded">{t("app.loading")}</p>;
  const open = onBoard !== undefined && incident.closed_at === null; // an incident that has left the board is read-only
  return (
    <>
      <Head incident={incident} />
      <div className="scroll padded stack sections">
        {!open && <Closed incident={incident} mayCommand={mayCommand} />}
        {open && mayCommand && <RecommendationPanel incident={incident} />}
        {file && <AssignedUnits incident={incident} assignments={file.assignments} mayCommand={mayCommand && open} />}
        {file && <Callers file={file} />}
        <Notes incidentId={incident.id} notes={file?.notes ?? []} />
        {file && <Timeline file={file} />}
      </div>
      {open && mayCommand && <Actions incident={incident} />}
    </>
  );
}

function Head({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  const whereToo = useWhereToo();
  const term = useTerm();
  const clock = runningClock(incident);
  const isOver = incident.closed_at !== null;
  return (
    <header className="incident-head">
      <div className="row">
        <PriorityBadge priority={incident.priority} />
        <h2 className="grow clip">{typeName(incident.type)}</h2>
        {!isOver && <Clock sinceMs={clock.sinceMs} target={clock.target} />}
      </div>
      <button type="button" className="plain place" onClick={() => goTo(incident.position)}>
        {where(incident)}
      </button>
      <div className="row wrap muted">
        <span>{whereToo(incident)}</span>
        <span className="grow" />
        <span className="number">
          {incident.number} · {isOver ? term("status", "closed") : t(`queue.${clock.kind}`)}
          {incident.alarm_level > 1 && ` · ${t("queue.alarm_level", { level: incident.alarm_level })}`}
        </span>
      </div>
      {incident.description && <p className="description">{incident.description}</p>}
    </header>
  );
}

function Closed({ incident, mayCommand }: { incident: Incident; mayCommand: boolean }) {
  const { t } = useTranslation();
  const term = useTerm();
  const [asked, setAsked] = useState<"reopen" | "take_apart" | "outcome" | null>(null);
  const onClose = () => setAsked(null);
  const { merged_into } = incident;
  return (
    <div className="note-warn stack">
      <p>
        {merged_into ? t("incident.merged_into") : t("incident.over")}{" "}
        {incident.disposition && term("disposition", incident.disposition)}
      </p>
      {mayCommand && (
        <div className="row wrap">
          <button type="button" onClick={() => setAsked(merged_into ? "take_apart" : "reopen")}>
            {merged_into ? t("incident.unmerge") : t("incident.reopen")}
          </button>
          {!merged_into && (
            <button type="button" onClick={() => setAsked("outcome")}>
              {t("correction.outcome")}
            </button>
          )}
          <ReplayButton incident={incident} />
        </div>
      )}
      {asked === "reopen" && <Reopen what={incident} onClose={onClose} />}
      {asked === "outcome" && <CorrectOutcome what={incident} onClose={onClose} />}
      {asked === "take_apart" && merged_into && (
        <TakeApartDialog incident={incident} into={merged_into} onClose={onClose} />
      )}
    </div>
  );
}

function ReplayButton({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  return (
    <button type="button" onClick={() => useDesk.setState({ replayed: { incidentId: incident.id } })}>
      {t("incident.replay")}
    </button>
  );
}

function Actions({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const command = useCommand();
  const dialog = useDesk((desk) => desk.dialog);
  const ask = (asked: Dialog) => useDesk.setState({ dialog: asked });
  const highest = useDesk(({ highestAlarmLevel }) =>
    highestAlarmLevel?.incidentId === incident.id ? highestAlarmLevel.level : null,
  );
  const atHighest = highest !== null && incident.alarm_level >= highest;
  const raise = async () => {
    const { id, alarm_level: was } = incident;
    const raised = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/alarm", {
          params: { path: { incident_id: id }, header: { "idempotency-key": key } },
          body: { level: was + 1 },
        }),
      ),
    );
    if (!raised) return;
    const lower = (key: string) => lowerAlarmLevel(id, was, t("keys.undone_at_once"), key);
    offerUndo(t("keys.alarm_level_raised", { level: was + 1 }), () => void command.run(lower));
  };
  useKeys({ e: () => ask("edit"), g: () => ask("merge"), x: () => ask("close") });
  useCommandKeys({ a: () => void raise() });
  const props = { incident, onClose: () => ask(null) };
  return (
    <footer className="incident-actions">
      <CommandMessage command={command} />
      <div className="row wrap">
        <button
          type="button"
          disabled={atHighest}
          title={atHighest ? t("incident.highest_alarm_level") : undefined}
          onClick={() => void raise()}
        >
          {t("incident.raise_alarm_level")} <kbd>A</kbd>
        </button>
        {incident.alarm_level > 1 && (
          <button type="button" onClick={() => ask("alarm_level")}>
            {t("correction.alarm_level_short")}
          </button>
        )}
        <button type="button" onClick={() => ask("edit")}>
          {t("incident.edit")} <kbd>E</kbd>
        </button>
        <button type="button" onClick={() => startMoving(incident.id)}>
          {t("moving.move")}
        </button>
        <ReplayButton incident={incident} />
        <button type="button" onClick={() => ask("merge")}>
          {t("incident.merge")} <kbd>G</kbd>
        </button>
        <button type="button" className="danger" onClick={() => ask("close")}>
          {t("incident.close")} <kbd>X</kbd>
        </button>
      </div>
      {dialog === "close" && <CloseDialog {...props} />}
      {dialog === "merge" && <MergeDialog {...props} />}
      {dialog === "edit" && <EditDialog {...props} />}
      {dialog === "alarm_level" && <CorrectAlarmLevel what={incident} onClose={props.onClose} />}
    </footer>
  );
}
