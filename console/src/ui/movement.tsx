// A unit's movement, and the device that shows it: read each second, as the fleet is outside React.
import { useTranslation } from "react-i18next";
import { age, timeOfDay } from "../base/time/duration";
import { useNow } from "../base/time/now";
import { useTerm } from "../base/words/terms";
import { fleet } from "../live/fleet";

export function MovementNow({ unitId }: { unitId: string }) {
  const { i18n } = useTranslation();
  const term = useTerm();
  const now = useNow();
  const { movement, movement_since_at } = fleet.movements.get(unitId) ?? {};
  if (!movement) return null;
  const since = movement_since_at && age(now - Date.parse(movement_since_at), i18n.language);
  return (
    <>
      {term("movement", movement)} {since && <span className="muted">{since}</span>}
    </>
  );
}

/** The device that moves the marker, of several, and since when: the time reveals a switch. */
export function ShownBy({ unitId }: { unitId: string }) {
  const { t, i18n } = useTranslation();
  useNow();
  const { device_id, device_kind, device_since_at } = fleet.movements.get(unitId) ?? {};
  if (!device_id) return null;
  const since =
    device_since_at && t("units.shown_since", { at: timeOfDay(device_since_at, i18n.language, { seconds: false }) });
  return (
    <span className="shown-by" title={[device_kind, since].filter(Boolean).join(" · ")}>
      {device_id} {since && <span className="muted">{since}</span>}
    </span>
  );
}
