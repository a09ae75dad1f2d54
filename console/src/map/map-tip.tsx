// The tip under the pointer: state, age and speed of a unit, type and place of an incident.
import { useTranslation } from "react-i18next";
import type { Incident, Unit } from "../base/api/views";
import { age } from "../base/time/duration";
import { useNow } from "../base/time/now";
import { serverNow } from "../base/time/server-clock";
import { useTypeName } from "../base/words/terms";
import { useWhere } from "../base/words/where";
import { useLive } from "../live/board";
import { fleet } from "../live/fleet";
import { MovementNow, ShownBy } from "../ui/movement";
import { UnitStateAndWhy } from "../ui/unit-state";
import { FRESH_MS, type Hit } from "./overlay";

const KMH_PER_MPS = 3.6;

export function MapTip({ hit, x, y }: { hit: Hit; x: number; y: number }) {
  const board = useLive((live) => live.board);
  const unit = hit.kind === "unit" ? board.units.get(hit.unitId) : undefined;
  const incident = hit.kind === "incident" ? board.incidents.get(hit.incidentId) : undefined;
  return (
    <div className="map-tip" style={{ left: x + 14, top: y + 14 }}>
      {unit && <UnitFacts unit={unit} />}
      {incident && <IncidentTip incident={incident} />}
    </div>
  );
}

/** State, movement, and their age. */
export function UnitFacts({ unit }: { unit: Unit }) {
  const { t, i18n } = useTranslation();
  useNow(); // the age runs on while nothing else changes
  const fix = fleet.fixes.get(unit.unit_id);
  const ageMs = fix && serverNow() - fix.fixedAt;
  return (
    <>
      <strong>{unit.unit_id}</strong> <UnitStateAndWhy unit={unit} />
      {unit.callsign !== unit.unit_id && <p className="soft">{t("units.radio", { callsign: unit.callsign })}</p>}
      {!fix && <p className="warn">{t("units.no_position")}</p>}
      {fix && ageMs !== undefined && (
        <p className="soft">
          <Motion unitId={unit.unit_id} speedMps={fix.speed_mps ?? 0} /> ·{" "}
          <span className={ageMs > FRESH_MS ? "warn" : ""}>{t("age.ago", { age: age(ageMs, i18n.language) })}</span>
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
