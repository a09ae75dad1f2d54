// Keeps the selected incident in the address: a reload, a bookmark or a link sent to a colleague opens it again.
import { useEffect } from "react";
import { useLocation, useParams } from "wouter";
import { useLive } from "../../live/board";
import { chooseIncident, useDesk } from "../../parts/desk-state";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function useInAddress(): void {
  const { part } = useParams<{ part?: string }>();
  const [, navigate] = useLocation();
  const chosen = useDesk((desk) => desk.incidentId);
  const ready = useLive(({ board }) => board.asOf !== null);
  const named = part && ID.test(part) ? part : null;
  useEffect(() => {
    if (ready && named && named !== useDesk.getState().incidentId) chooseIncident(named);
  }, [named, ready]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: and the choice leads when that changes
  useEffect(() => {
    const newest = useDesk.getState().incidentId; // the address may just have changed it
    if (ready && newest && newest !== named) navigate(`/desk/${newest}`, { replace: true });
  }, [chosen, ready]);
}
