// The selected unit, on the map: its activity, the age of its data, and the actions for it.
import { useTranslation } from "react-i18next";
import type { Unit } from "../../base/api/views";
import { useKeys } from "../../base/keys/keys";
import { useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { UnitFacts } from "../../map/map-tip";
import { chooseIncident, useDesk } from "../../parts/desk-state";
import { AtStation } from "../../parts/units/at-station";
import { FollowButton, toggleFollowing } from "../../parts/units/follow-button";

export function UnitCard() {
  const { t } = useTranslation();
  const unitId = useDesk((desk) => desk.unitId);
  const unit = useLive((live) => (unitId ? live.board.units.get(unitId) : undefined));
  useKeys({ f: () => unit && toggleFollowing(unit.unit_id) });
  if (!unit) return null;
  return (
    <section className="unit-card panel stack" aria-label={t("units.card", { unit: unit.unit_id })}>
      <div className="row">
        <div className="grow">
          <UnitFacts unit={unit} />
        </div>
        <button
          type="button"
          className="plain"
          aria-label={t("units.close_card")}
          onClick={() => useDesk.setState({ unitId: null })}
        >
          ✕
        </button>
      </div>
      <Whereabouts unit={unit} />
      <div className="row">
        <FollowButton unitId={unit.unit_id} hotkey="F" />
        <button type="button" onClick={() => useDesk.setState({ replayed: { unitId: unit.unit_id } })}>
          {t("incident.replay")}
        </button>
      </div>
    </section>
  );
}

/** The unit's incident, or else its station. */
function Whereabouts({ unit }: { unit: Unit }) {
  const typeName = useTypeName();
  const where = useWhere();
  const incident = useLive((live) => (unit.incident_id ? live.board.incidents.get(unit.incident_id) : undefined));
  if (incident)
    return (
      <button type="button" className="plain link place" onClick={() => chooseIncident(incident.id)}>
        {incident.number} {typeName(incident.type)}, {where(incident)}
      </button>
    );
  return (
    <p className="soft">
      <AtStation unit={unit} />
    </p>
  );
}
