// Shows a free unit at its station, or its distance from it.
import { useTranslation } from "react-i18next";
import { useReference } from "../../base/api/session";
import type { Unit } from "../../base/api/views";
import { distanceM } from "../../base/ground";
import { distance } from "../../base/time/duration";
import { useNow } from "../../base/time/now";
import { fleet } from "../../live/fleet";

/** The unit's own station, or the one it covers. */
export function belongsAt({ move_up, station_id }: Unit): string {
  return move_up?.station_id ?? station_id ?? "";
}

/** A unit out on the streets is not shown as at its station. */
export function AtStation({ unit }: { unit: Unit }) {
  const { t, i18n } = useTranslation();
  const { stations, vocabulary } = useReference();
  useNow(); // re-renders as the unit drives
  const station = stations.get(belongsAt(unit));
  if (!station) return null;
  const fix = fleet.fixes.get(unit.unit_id);
  const metres = fix ? distanceM(fix, station.position) : 0;
  if (metres <= vocabulary.at_station_radius_m) return station.name;
  return t("units.away", { distance: distance(metres, i18n.language), station: station.name });
}
