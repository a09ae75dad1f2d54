// The dispatcher's screen: queue and alerts, live map, incident in hand.
import { lazy, Suspense, useCallback, useEffect } from "react";
import { SENDERS, useAccount } from "../api/session";
import { sendSoon } from "../crew/presses";
import { CityMap } from "../map/city-map";
import { goToCity } from "../map/map-state";
import type { Hit } from "../map/overlay";
import { focusUnlessElsewhere } from "../shell/first-focus";
import { useKeys } from "../shell/keys";
import { Part } from "../ui/part";
import { Alerts } from "./alerts";
import { AutomaticSending } from "./automatic-sending";
import { chooseIncident, useDesk } from "./desk-state";
import { IncidentMoving } from "./incident-moving";
import { IncidentPanel } from "./incident-panel";
import { Queue } from "./queue";
import { StreetClosing } from "./street-closing";
import { Suggestions } from "./suggestions";
import { UnitCard } from "./unit-card";
import { useInAddress } from "./use-in-address";
import "./desk.css";

const Replay = lazy(() => import("../units/replay").then((module) => ({ default: module.Replay })));
const IncidentReplay = lazy(() =>
  import("../units/incident-replay").then((module) => ({ default: module.IncidentReplay })),
);
const UnitBoard = lazy(() => import("../units/unit-board").then((module) => ({ default: module.UnitBoard })));

const endReplay = () => useDesk.setState({ replayed: null });

export default function DeskScreen() {
  const { incidentId, unitId, unitBoardOpen, replayed } = useDesk();
  const mayCommand = SENDERS.includes(useAccount().role);
  useInAddress();
  useEffect(() => sendSoon(), []); // what was pressed before a reload still goes
  useKeys({ u: () => useDesk.setState({ unitBoardOpen: !unitBoardOpen }), "0": goToCity });
  const onHit = useCallback((hit: Hit) => {
    if (hit.kind === "incident") chooseIncident(hit.incidentId);
    else useDesk.setState({ unitId: hit.unitId });
  }, []);
  return (
    <div className="desk" data-keys tabIndex={-1} ref={focusUnlessElsewhere}>
      <div className="desk-left">
        <Part>
          <Queue />
        </Part>
        <Part>
          <Suggestions />
        </Part>
        <Part>
          <Alerts />
        </Part>
      </div>
      <div className="desk-middle">
        <Part>
          <CityMap selection={{ incidentId, unitId }} onHit={onHit}>
            <UnitCard />
          </CityMap>
        </Part>
        {mayCommand && <StreetClosing />}
        {mayCommand && <IncidentMoving />}
        <AutomaticSending />
        <Suspense>
          {replayed && "unitId" in replayed && <Replay unitId={replayed.unitId} onClose={endReplay} />}
          {replayed && "incidentId" in replayed && (
            <IncidentReplay key={replayed.incidentId} incidentId={replayed.incidentId} onClose={endReplay} />
          )}
          {unitBoardOpen && <UnitBoard onClose={() => useDesk.setState({ unitBoardOpen: false })} />}
        </Suspense>
      </div>
      <Part key={incidentId}>
        <IncidentPanel />
      </Part>
    </div>
  );
}
