// The order to cover another station: accepted with one touch; the unit stays free meanwhile.
import { useTranslation } from "react-i18next";
import { useReference } from "../../base/api/session";
import type { Unit } from "../../base/api/views";
import { usePressesOf } from "../../live/status-queue";
import { navigationUrl } from "./navigation";
import { NewOrder } from "./new-order";

export function MoveUpOrder({ moveUp }: { moveUp: NonNullable<Unit["move_up"]> }) {
  const { t } = useTranslation();
  const { stations } = useReference();
  const answered = usePressesOf(moveUp.id).length > 0;
  const station = stations.get(moveUp.station_id);
  const name = station?.name ?? moveUp.station_id;
  if (!moveUp.acknowledged_at && !moveUp.arrived_at && !answered) {
    return <NewOrder id={moveUp.id} what={t("crew.move_up")} place={name} words={null} since={moveUp.ordered_at} />;
  }
  return (
    <p className="note-warn row" data-testid="move-up">
      <span className="grow">{t("crew.stand_in", { station: name })}</span>
      {station && !moveUp.arrived_at && (
        <a className="button" href={navigationUrl(station.position)}>
          {t("crew.navigate")} ➤
        </a>
      )}
    </p>
  );
}
