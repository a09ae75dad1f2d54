// The dispatcher's screen: queue and alerts, live map, selected incident.
import { lazy, Suspense, useCallback } from "react";
import { SENDERS, useAccount } from "../../base/api/session";
import { focusUnlessElsewhere } from "../../base/keys/first-focus";
import { useKeys } from "../../base/keys/keys";
import { CityMap } from "../../map/city-map";
import { goToCity } from "../../map/map-state";
import type { Hit } from "../../map/overlay";
import { chooseIncident, useDesk } from "../../parts/desk-state";
import { ErrorBoundary } from "../../ui/error-boundary";
import { Alerts } from "./alerts";
import { AutomaticSending } from "./automatic-sending";
import { IncidentMoving } from "./incident-moving";
import { IncidentPanel } from "./incident-panel";
import { Queue } from "./queue";
import { StreetClosing } from "./street-closing";
import { Suggestions } from "./suggestions";
import { UnitCard } from "./unit-card";
import { useInAddress } from "./use-in-address";
import "./desk.css";

const Replay = lazy(() => import("../../parts/units/replay").then((module) => ({ default: module.Replay })));
const IncidentReplay = lazy(() =>
  import("../../parts/units/incident-replay").then((module) => ({ default: module.IncidentReplay })),
);
const UnitBoard = lazy(() => import("../../parts/units/unit-board").then((module) => ({ default: module.UnitBoard })));

const endReplay = () => useDesk.setState({ replayed: null });

export default function DeskScreen() {
  const { incidentId, unitId, unitBoardOpen, replayed } = useDesk();
  const mayCommand = SENDERS.includes(useAccount().role);
  useInAddress();
  useKeys({ u: () => useDesk.setState({ unitBoardOpen: !unitBoardOpen }), "0": goToCity });
  const onHit = useCallback((hit: Hit) => {
    if (hit.kind === "incident") chooseIncident(hit.incidentId);
    else useDesk.setState({ unitId: hit.unitId });
  }, []);
  return (
    <div className="desk" data-keys tabIndex={-1} ref={focusUnlessElsewhere}>
      <div className="desk-left">
        <ErrorBoundary>
          <Queue />
        </ErrorBoundary>
        <ErrorBoundary>
          <Suggestions />
        </ErrorBoundary>
        <ErrorBoundary>
          <Alerts />
        </ErrorBoundary>
      </div>
      <div className="desk-middle">
        <ErrorBoundary>
          <CityMap selection={{ incidentId, unitId }} onHit={onHit}>
            <UnitCard />
          </CityMap>
        </ErrorBoundary>
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
      <ErrorBoundary key={incidentId}>
        <IncidentPanel />
      </ErrorBoundary>
    </div>
  );
}
