// The current order: location, type, distance, and the next button.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Assignment, AssignmentStatus, Incident, Unit } from "../../base/api/views";
import { span, timeOfDay } from "../../base/time/duration";
import { useProblemText, useTerm, useTypeName } from "../../base/words/terms";
import { useWhere, useWhereToo } from "../../base/words/where";
import { useLive } from "../../live/board";
import { fleet } from "../../live/fleet";
import { isMine } from "../../live/owner";
import { press, usePresses, usePressesOf, useRefused } from "../../live/status-queue";
import { goTo } from "../../map/map-state";
import { useLiveRoutes } from "../../map/use-live-routes";
import { UndoPress } from "../../parts/undo-press";
import { deliberate } from "../../ui/deliberate";
import { PriorityBadge } from "../../ui/priority-badge";
import { CrewNotices } from "./crew-notices";
import { CARRYING, nextStep, stepsOf } from "./crew-steps";
import { Hospitals } from "./hospitals";
import { navigationUrl } from "./navigation";

/** `covered`: a new order covers this one. */
type Props = { unit: Unit; assignment: Assignment; incident: Incident; covered: boolean };

export function OrderCard({ unit, assignment, incident, covered }: Props) {
  const { t, i18n } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  const whereToo = useWhereToo();
  const units = useLive((live) => live.board.units);
  const routes = useLiveRoutes([assignment], units, incident.position);
  const etaS = routes[unit.unit_id]?.eta_s ?? null;
  const own = usePressesOf(assignment.id).map(({ body }) => body);
  const reached = own.at(-1)?.status ?? assignment.status;
  const carrying = CARRYING.includes(reached);
  const chosen = own.findLast(({ hospitalId }) => hospitalId)?.hospitalId ?? assignment.hospital_id;
  const { lat, lon } = incident.position;
  useEffect(() => {
    const fix = fleet.fixes.get(unit.unit_id);
    goTo({ lat, lon }, ...(fix ? [fix] : []));
  }, [unit.unit_id, lat, lon]);
  return (
    <section className="order-card" inert={covered}>
      <div className="row">
        <PriorityBadge priority={incident.priority} />
        <h1 className="grow">{typeName(incident.type)}</h1>
        {etaS !== null && (
          <span className="eta">
            {t("incident.eta")} <strong>{span(etaS * 1000, i18n.language)}</strong>
          </span>
        )}
      </div>
      <CrewNotices assignment={assignment} />
      <p className="order-place">{where(incident)}</p>
      {whereToo(incident) && <p className="soft">{whereToo(incident)}</p>}
      {incident.description && <p className="soft order-words">{incident.description}</p>}
      <div className="row">
        <span className="muted grow">{incident.number}</span>
        {!carrying && (
          <a className="button" href={navigationUrl(incident.position)}>
            {t("crew.navigate")} ➤
          </a>
        )}
      </div>
      {reached === "transporting" && <Hospitals assignment={assignment} chosen={chosen} />}
      <Steps unit={unit} assignment={assignment} />
    </section>
  );
}

function Steps({ unit, assignment }: { unit: Unit; assignment: Assignment }) {
  const { t } = useTranslation();
  const presses = usePresses();
  const newest = usePressesOf(assignment.id).at(-1);
  const reached = newest?.body.status ?? assignment.status;
  const next = nextStep(reached, unit);
  const others = stepsOf(reached, unit).slice(1);
  const go = (status: AssignmentStatus) => press(assignment.id, status);
  return (
    <>
      {/* Its room is reserved: the button must not move under the thumb. */}
      <div className="undo-room">
        <UndoPress press={newest} />
      </div>
      <Queued count={presses.filter(isMine).length} />
      <Refused />
      {next && (
        <button type="button" className="big primary" onClick={deliberate(() => go(next))}>
          {t(`crew.next.${next as "clear"}`)}
        </button>
      )}
      {others.length > 0 && (
        <details className="folded">
          <summary>{t("crew.other_steps")}</summary>
          <div className="stack">
            {others.map((status) => (
              <button key={status} type="button" className="big" onClick={deliberate(() => go(status))}>
                {t(`crew.next.${status as "clear"}`)}
              </button>
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Queued({ count }: { count: number }) {
  const { t } = useTranslation();
  const cutOff = useLive((live) => live.light === "cut_off");
  if (!cutOff || count === 0) return null;
  return <p className="note-warn">{t("crew.queued", { count })}</p>;
}

function Refused() {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const problemText = useProblemText();
  const refused = useRefused((state) => state.refused);
  if (!refused) return null;
  const { press: refusedPress, problem } = refused;
  const facts = {
    status: term("status", refusedPress.body.status),
    time: timeOfDay(refusedPress.body.at, i18n.language, { seconds: false }),
    why: problemText(problem),
  };
  return (
    <p className="note-bad" role="alert">
      {t("crew.not_sent", facts)}
    </p>
  );
}
