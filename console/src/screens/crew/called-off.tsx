// A called-off order: loud, and shown until the crew confirms it. Without it the order would vanish silently.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../../base/api/client";
import { mayStillGo, Problem } from "../../base/api/problem";
import type { Assignment, Incident } from "../../base/api/views";
import { Backoff } from "../../base/backoff";
import { UPDATE } from "../../base/sound/tones";
import { useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { currentOwner, isMine, type Owned } from "../../live/owner";
import { press } from "../../live/status-queue";
import { OrderFrame } from "./order-frame";

const ALERT = { tones: UPDATE, againMs: 4_000, vibrationMs: [600, 200, 600] };
const AGAIN_FIRST_MS = 1_000;
const AGAIN_MAX_MS = 4_000;

type Order = Owned & { assignmentId: string; incidentId: string };
type CalledOffOrder = Owned & { assignmentId: string; incident: Incident };
type Orders = { inHand: Order | null; calledOff: CalledOffOrder | null };

/** Kept on the phone: an order may be called off while the page is closed or the line is cut. */
const useOrders = create<Orders>()(
  persist((): Orders => ({ inHand: null, calledOff: null }), { name: "sigap.order-in-hand" }),
);

export function CalledOff({ assignment }: { assignment: Assignment | undefined }) {
  useOrderInHand(assignment);
  const calledOff = useOrders((orders) => orders.calledOff);
  if (assignment || !calledOff || !isMine(calledOff)) return null;
  return <CalledOffDialog order={calledOff} />;
}

function CalledOffDialog({ order: { assignmentId, incident } }: { order: CalledOffOrder }) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  const understood = () => {
    press(assignmentId, "canceled");
    useOrders.setState({ calledOff: null });
  };
  return (
    <OrderFrame
      title={t("crew.called_off")}
      about={{ id: assignmentId, what: typeName(incident.type), place: where(incident) }}
      alert={ALERT}
      answer={t("crew.understood")}
      onAnswer={understood}
      className="called-off"
    >
      <p>{incident.number}</p>
    </OrderFrame>
  );
}

/** Once an order leaves the board, its file shows if it was called off or done. Another order is notice enough. */
function useOrderInHand(assignment: Assignment | undefined): void {
  const isLive = useLive(({ light }) => light === "live");
  const inHand = useOrders((orders) => orders.inHand);
  const { id, incident_id } = assignment ?? {};
  useEffect(() => {
    if (id && incident_id) {
      const owner = currentOwner();
      useOrders.setState({ inHand: { owner, assignmentId: id, incidentId: incident_id }, calledOff: null });
    }
  }, [id, incident_id]);
  useEffect(() => {
    if (id || !isLive || !inHand || !isMine(inHand)) return;
    let timer: ReturnType<typeof setTimeout>;
    const backoff = new Backoff(AGAIN_FIRST_MS, AGAIN_MAX_MS);
    const ask = () =>
      lookUp(inHand).catch((error: unknown) => {
        if (error instanceof Problem && !mayStillGo(error)) useOrders.setState({ inHand: null });
        else timer = setTimeout(ask, backoff.nextMs());
      });
    void ask();
    return () => clearTimeout(timer);
  }, [id, isLive, inHand]);
}

async function lookUp(order: Order): Promise<void> {
  const params = { path: { incident_id: order.incidentId } };
  const incident = await answerOf(client.GET("/api/v1/incidents/{incident_id}", { params }));
  const ended = incident.assignments.find(({ id }) => id === order.assignmentId);
  const wasCalledOff = ended?.status === "canceled";
  if (useOrders.getState().inHand?.assignmentId !== order.assignmentId) return;
  useOrders.setState({ inHand: null, calledOff: wasCalledOff ? { ...order, incident } : null });
}
