// The dispatcher's screen: queue and alarms, live map, incident in hand.
import { useCallback } from "react";
import { CityMap } from "../map/city-map";
import { goToCity } from "../map/map-state";
import type { Hit } from "../map/overlay";
import { useKeys } from "../shell/keys";
import { Replay } from "../units/replay";
import { UnitBoard } from "../units/unit-board";
import { Alarms } from "./alarms";
import { chooseIncident, useDesk } from "./desk-state";
import { IncidentPanel } from "./incident-panel";
import { Queue } from "./queue";
import { useSounds } from "./use-sounds";
import "./desk.css";

export default function DeskScreen() {
  const { incidentId, unitId, unitBoardOpen, replayed } = useDesk();
  useSounds();
  useKeys({ u: () => useDesk.setState({ unitBoardOpen: !unitBoardOpen }), "0": goToCity });
  const onHit = useCallback((hit: Hit) => {
    if (hit.kind === "incident") chooseIncident(hit.incidentId);
    else useDesk.setState({ unitId: hit.unitId, unitBoardOpen: true });
  }, []);
  return (
    <div className="desk">
      <div className="desk-left">
        <Queue />
        <Alarms />
      </div>
      <div className="desk-middle">
        <CityMap selection={{ incidentId, unitId }} onHit={onHit} />
        {replayed && <Replay unitId={replayed} onClose={() => useDesk.setState({ replayed: null })} />}
        {unitBoardOpen && <UnitBoard onClose={() => useDesk.setState({ unitBoardOpen: false })} />}
      </div>
      <IncidentPanel />
    </div>
  );
}
