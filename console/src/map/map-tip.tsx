// What stands under the pointer: state, age and speed of a unit, type and place of an incident.
import { useTranslation } from "react-i18next";
import { useLive } from "../live/board";
import { fleet } from "../live/fleet";
import type { Incident, Unit } from "../live/views";
import { age } from "../time/duration";
import { serverNow } from "../time/server-clock";
import { UnitState } from "../ui/unit-state";
import { MovementNow, ShownBy } from "../units/movement";
import { useTypeName } from "../words/terms";
import { useWhere } from "../words/where";
import type { Hit } from "./overlay";

const KMH_PER_MPS = 3.6;

export function MapTip({ hit, x, y }: { hit: Hit; x: number; y: number }) {
  const board = useLive((live) => live.board);
  const unit = hit.kind === "unit" ? board.units.get(hit.unitId) : undefined;
  const incident = hit.kind === "incident" ? board.incidents.get(hit.incidentId) : undefined;
  return (
    <div className="map-tip" style={{ left: x + 14, top: y + 14 }}>
      {unit && <UnitTip unit={unit} />}
      {incident && <IncidentTip incident={incident} />}
    </div>
  );
}

function UnitTip({ unit }: { unit: Unit }) {
  const { t, i18n } = useTranslation();
  const fix = fleet.fixes.get(unit.unit_id);
  return (
    <>
      <strong>{unit.callsign}</strong> <UnitState status={unit.status} />
      {fix && (
        <p className="soft">
          <Motion unitId={unit.unit_id} speedMps={fix.speed_mps ?? 0} /> ·{" "}
          {t("age.ago", { age: age(serverNow() - fix.fixedAt, i18n.language) })}
          <br />
          <ShownBy unitId={unit.unit_id} />
        </p>
      )}
    </>
  );
}

function Motion({ unitId, speedMps }: { unitId: string; speedMps: number }) {
  const { t } = useTranslation();
  if (speedMps > 1) return t("units.speed", { kmh: Math.round(speedMps * KMH_PER_MPS) });
  const stands = fleet.movements.get(unitId)?.movement ?? "moving";
  return stands === "moving" ? t("units.standing") : <MovementNow unitId={unitId} />;
}

function IncidentTip({ incident }: { incident: Incident }) {
  const typeName = useTypeName();
  const where = useWhere();
  return (
    <>
      <strong>{typeName(incident.type)}</strong>
      <p className="soft">
        {incident.number} · {where(incident)}
      </p>
    </>
  );
}
