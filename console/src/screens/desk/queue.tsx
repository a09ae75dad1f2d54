// The queue of open incidents: dense, by need, each with its running clock.
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { SENDERS, useAccount } from "../../base/api/session";
import type { Assignment, Incident, UnitStatus } from "../../base/api/views";
import { useKeys } from "../../base/keys/keys";
import { runningClock } from "../../base/time/targets";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { chooseIncident, useDesk } from "../../parts/desk-state";
import { Clock } from "../../ui/age";
import { KeepsFocus } from "../../ui/keeps-focus";
import { PriorityBadge } from "../../ui/priority-badge";
import { StateShape } from "../../ui/unit-state";
import { BoardAdviceDialog } from "./board-advice";
import { ClosedIncidents } from "./closed-incidents";
import { inQueueOrder } from "./queue-order";

export function Queue() {
  const { t } = useTranslation();
  const incidents = useLive((live) => live.board.incidents);
  const assignments = useLive((live) => live.board.assignments);
  const chosen = useDesk((desk) => desk.incidentId);
  const queue = useMemo(() => inQueueOrder(incidents.values()), [incidents]);
  const atWork = useMemo(() => byIncident(assignments.values()), [assignments]);

  const list = useRef<HTMLOListElement>(null);
  const steppedTo = useRef<string | null>(null);
  // With the focus elsewhere, the first arrow key only brings it back: the selection stays.
  const step = (by: number) => {
    const index = queue.findIndex((incident) => incident.id === chosen);
    const isAway = !document.activeElement?.closest("[data-keys]");
    const next = queue[index < 0 ? 0 : Math.min(queue.length - 1, Math.max(0, index + (isAway ? 0 : by)))];
    if (!next) return;
    steppedTo.current = next.id;
    if (next.id === chosen) focusChosen(list.current);
    else chooseIncident(next.id);
  };
  useEffect(() => {
    if (chosen && chosen === steppedTo.current) focusChosen(list.current);
  }, [chosen]);
  const down = () => step(1);
  const up = () => step(-1);
  const mayCommand = SENDERS.includes(useAccount().role);
  const waiting = queue.filter(({ status }) => status === "waiting").length;
  const [advising, setAdvising] = useState(false);
  useKeys({ ArrowDown: down, ArrowUp: up, j: down, k: up, p: () => mayCommand && waiting > 1 && setAdvising(true) });

  return (
    <section className="queue panel" aria-label={t("queue.title")}>
      <h2 className="panel-head queue-head">
        {t("queue.title")} <span className="muted">{queue.length}</span>
        {mayCommand && waiting > 1 && (
          <button type="button" className="board-advice-button" onClick={() => setAdvising(true)}>
            {t("board.open", { count: waiting })} <kbd>P</kbd>
          </button>
        )}
      </h2>
      {advising && <BoardAdviceDialog onClose={() => setAdvising(false)} />}
      {queue.length === 0 && <p className="muted padded">{t("queue.empty")}</p>}
      <ol className="scroll" ref={list}>
        <KeepsFocus>
          {queue.map((incident) => (
            <QueueRow
              key={incident.id}
              incident={incident}
              atWork={atWork.get(incident.id) ?? []}
              chosen={incident.id === chosen}
            />
          ))}
        </KeepsFocus>
      </ol>
      <ClosedIncidents />
    </section>
  );
}

/** Focuses the selected incident, where the shortcuts work: one more key sends units to it. */
function focusChosen(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>("[aria-current=true]")?.focus({ preventScroll: true });
}

type RowProps = { incident: Incident; atWork: readonly Assignment[]; chosen: boolean };

function QueueRow({ incident, atWork, chosen }: RowProps) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const term = useTerm();
  const where = useWhere();
  const clock = runningClock(incident);
  const row = useRef<HTMLButtonElement>(null);
  const units = atWork.flatMap(({ id, unit_id, status }) =>
    status === "clear" || status === "canceled" ? [] : [<WorkingUnit key={id} unitId={unit_id} status={status} />],
  );
  useEffect(() => {
    const list = row.current?.closest("ol");
    if (!chosen || !list) return;
    const show = () => row.current?.scrollIntoView({ block: "nearest" });
    show();
    const watched = new ResizeObserver(show); // alerts and suggestions below shrink the queue
    watched.observe(list);
    return () => watched.disconnect();
  }, [chosen]);
  // The clock already shows that an incident is waiting.
  const unsaid = incident.status === "waiting" ? null : term("status", incident.status);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="queue-row"
        data-status={incident.status}
        data-priority={incident.priority}
        aria-current={chosen}
        onClick={() => chooseIncident(incident.id)}
      >
        <PriorityBadge priority={incident.priority} />
        <span className="grow">
          <span className="row">
            <strong className="clip grow">{typeName(incident.type)}</strong>
            <Clock sinceMs={clock.sinceMs} target={clock.target} label={t(`queue.${clock.kind}`)} />
          </span>
          <span className="clip soft" title={where(incident)}>
            {where(incident)}
          </span>
          <span className="row wrap meta">
            <span className="muted">{incident.number}</span>
            {incident.alarm_level > 1 && (
              <span className="warn">{t("queue.alarm_level", { level: incident.alarm_level })}</span>
            )}
            {units.length > 0 ? units : unsaid}
            <span className="muted last">{t(`queue.${clock.kind}`)}</span>
          </span>
        </span>
      </button>
    </li>
  );
}

function WorkingUnit({ unitId, status }: { unitId: string; status: UnitStatus }) {
  const term = useTerm();
  return (
    <span className="chip" title={term("status", status)}>
      <StateShape status={status} />
      {unitId}
    </span>
  );
}

function byIncident(assignments: Iterable<Assignment>): Map<string, Assignment[]> {
  const grouped = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const group = grouped.get(assignment.incident_id);
    if (group) group.push(assignment);
    else grouped.set(assignment.incident_id, [assignment]);
  }
  return grouped;
}
