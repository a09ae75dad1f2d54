// The unit in hand, on the map: what it does, how old that is, and what can be done with it.
import { useTranslation } from "react-i18next";
import { useLive } from "../live/board";
import type { Unit } from "../live/views";
import { UnitFacts } from "../map/map-tip";
import { useKeys } from "../shell/keys";
import { AtStation } from "../units/at-station";
import { FollowButton, toggleFollowing } from "../units/follow-button";
import { useTypeName } from "../words/terms";
import { useWhere } from "../words/where";
import { chooseIncident, useDesk } from "./desk-state";

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

/** The incident it works at, else the station it belongs to. */
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
