// The crew's screen, on a phone or tablet in the vehicle: the order, the route, the next button.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAccount, useReference } from "../../base/api/session";
import type { Assignment, Incident, Unit } from "../../base/api/views";
import { allowSound, useSound } from "../../base/sound/tones";
import { age } from "../../base/time/duration";
import { useTypeName } from "../../base/words/terms";
import { useWhere, useWhereToo } from "../../base/words/where";
import { useLive } from "../../live/board";
import { usePressesOf } from "../../live/status-queue";
import { CityMap } from "../../map/city-map";
import { Menu } from "../../parts/frame/menu";
import { StatusLight, useSilence } from "../../parts/frame/status-light";
import { SaidOnce } from "../../ui/said-once";
import { UnitState } from "../../ui/unit-state";
import { CalledOff } from "./called-off";
import { MoveUpOrder } from "./move-up-order";
import { NewOrder } from "./new-order";
import { OrderCard } from "./order-card";
import { SharePosition } from "./share-position";
import { watch } from "./sharing";
import { SosButton, SosNote } from "./sos-button";
import "./crew.css";

export default function CrewScreen() {
  const { t } = useTranslation();
  const { unit_id } = useAccount();
  const unit = useLive((live) => (unit_id ? live.board.units.get(unit_id) : undefined));
  const assignment = useLive((live) => [...live.board.assignments.values()].find((each) => each.unit_id === unit_id));
  const incident = useLive((live) => (assignment ? live.board.incidents.get(assignment.incident_id) : undefined));
  useEffect(() => {
    watch();
  }, []);
  useInstallable();
  if (!unit_id) return <p className="screen">{t("crew.no_unit")}</p>;
  return (
    <div className="crew">
      <Bar unitId={unit_id} unit={unit} />
      <SosNote />
      <Stale />
      <CalledOff assignment={assignment} />
      {unit && <Content unit={unit} assignment={assignment} incident={incident} />}
    </div>
  );
}

type ContentProps = { unit: Unit; assignment: Assignment | undefined; incident: Incident | undefined };

function Content({ unit, assignment, incident }: ContentProps) {
  const answered = usePressesOf(assignment?.id).length > 0;
  const typeName = useTypeName();
  const where = useWhere();
  const whereToo = useWhereToo();
  if (!assignment || !incident) return <Free unit={unit} />;
  const isNew = assignment.status === "dispatched" && !answered;
  return (
    <main className="crew-work">
      <CityMap selection={{ unitId: unit.unit_id, incidentId: incident.id }} bare />
      <OrderCard unit={unit} assignment={assignment} incident={incident} covered={isNew} />
      {isNew && (
        <NewOrder
          id={assignment.id}
          what={typeName(incident.type)}
          place={[where(incident), incident.address && whereToo(incident)].filter(Boolean).join(" · ")}
          words={incident.description}
          since={assignment.dispatched_at}
        />
      )}
    </main>
  );
}

function Bar({ unitId, unit }: { unitId: string; unit: Unit | undefined }) {
  return (
    <header className="bar">
      <div className="grow crew-unit">
        <strong>{unitId}</strong>
        {unit && <UnitState status={unit.status} />}
      </div>
      <SosButton unitId={unitId} />
      <StatusLight />
      <Menu />
    </header>
  );
}

/** In a dead spot the last order stays visible and shows its age. */
function Stale() {
  const { t, i18n } = useTranslation();
  const cutOff = useLive((live) => live.light === "cut_off");
  const silence = useSilence();
  if (!cutOff) return null;
  return (
    <p className="cut-off-band">
      <SaidOnce words={t("crew.stale", { age: age(silence, i18n.language) })} />
    </p>
  );
}

function Free({ unit }: { unit: Unit }) {
  return (
    <main className="crew-waiting">
      {unit.move_up && <MoveUpOrder moveUp={unit.move_up} />}
      <Waiting unit={unit} />
    </main>
  );
}

function Waiting({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const { stations } = useReference();
  const sound = useSound((state) => state.allowed);
  const station = unit.station_id ? stations.get(unit.station_id)?.name : undefined;
  return (
    <>
      <h1>{t("crew.waiting")}</h1>
      <p>{t("crew.free", { station: station ?? "–" })}</p>
      <button type="button" className="big" onClick={allowSound}>
        {sound ? `✓ ${t("crew.ready")}` : t("crew.sound")}
      </button>
      <SharePosition />
    </>
  );
}

/** Only the crew's screen can be installed, and only its shell is cached on the phone. */
function useInstallable(): void {
  useEffect(() => {
    if (import.meta.env.PROD && "serviceWorker" in navigator) void navigator.serviceWorker.register("./sw.js");
  }, []);
}
