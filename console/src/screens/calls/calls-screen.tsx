// The call-taker's screen: calls, one form, and the map beside it.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FoundPlace } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Place } from "../../base/api/views";
import { coordinates } from "../../base/ground";
import { useLive } from "../../live/board";
import { CityMap } from "../../map/city-map";
import { useMap } from "../../map/map-state";
import { changeDraft, currentDraft, openDraft, useDrafts } from "../../parts/calls/draft";
import { newCall } from "../../parts/calls/new-call";
import { useHandedOver, useIsSaved } from "../../parts/calls/use-submit-call";
import { ErrorBoundary } from "../../ui/error-boundary";
import { CallForm } from "./call-form";
import { ClosedCalls } from "./closed-calls";
import { OpenCalls } from "./open-calls";
import "./calls.css";

export default function CallsScreen() {
  const { t } = useTranslation();
  const draft = useDrafts(currentDraft);
  const drafts = useDrafts((all) => all.drafts);
  const isSaved = useIsSaved(draft);
  const [incidentId, setIncidentId] = useState<string | null>(null);
  useEffect(() => {
    if (!draft) useMap.setState({ pin: null });
  }, [draft]);
  useEffect(() => {
    if (!draft && drafts[0]) openDraft(drafts[0].id);
  }, [draft, drafts]);

  return (
    <div className="calls">
      <div className="calls-left">
        <button type="button" className="primary new-call" onClick={newCall}>
          {t("call.new")} <kbd>F2</kbd>
        </button>
        <ErrorBoundary>
          <OpenCalls />
          <ClosedCalls />
        </ErrorBoundary>
      </div>
      <section className="call-middle panel scroll" aria-label={t("call.title")}>
        <LastCall />
        <ErrorBoundary key={draft?.id}>{draft && <CallForm draft={draft} />}</ErrorBoundary>
      </section>
      <CityMap
        selection={{ unitId: null, incidentId }}
        onHit={(hit) => {
          if (hit.kind !== "incident") return;
          setIncidentId(hit.incidentId);
          const there = useLive.getState().board.incidents.get(hit.incidentId)?.position;
          if (there && draft && !isSaved) void point(draft.id, there);
        }}
        onPlace={(place) => draft && !isSaved && void point(draft.id, place)}
      />
    </div>
  );
}

/** Shows the point on the map at once, and what is near it once the server answers. */
async function point(draftId: string, position: Place): Promise<void> {
  const name = coordinates(position);
  const place: FoundPlace = { kind: "coordinates", name, detail: null, position, distance_m: null };
  changeDraft(draftId, { place });
  const query = { q: name, limit: 1 };
  const found = await answerOf(client.GET("/api/v1/places", { params: { query } })).catch(() => []);
  const draft = currentDraft(useDrafts.getState());
  if (draft?.place === place && found[0]) changeDraft(draftId, { place: { ...place, detail: found[0].detail } });
}

function LastCall() {
  const { t } = useTranslation();
  const last = useHandedOver((state) => state.last);
  return (
    <div role="status" aria-live="polite" data-testid="last-call">
      {last && "incident" in last && <p className="note-good">{t("call.saved", { number: last.incident.number })}</p>}
      {last && "waiting" in last && <p className="note-good">{t("call.kept_without_place")}</p>}
      {last && "joined" in last && <p className="note-good">{t("call.joined", { number: last.joined })}</p>}
      {last && "ended" in last && (
        <p className="note-good">{t("call.closed", { disposition: t(`call.disposition.${last.ended as "prank"}`) })}</p>
      )}
    </div>
  );
}
