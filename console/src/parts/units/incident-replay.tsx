// Replays a whole incident: every unit's track on one time slider, and the latest event at each moment.
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentTracks, TimelineEntry } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { timeOfDay } from "../../base/time/duration";
import { serverNow } from "../../base/time/server-clock";
import { useTerm } from "../../base/words/terms";
import { useIncidentFile } from "../../live/use-incident-file";
import { goTo, showPast, useMap } from "../../map/map-state";
import { useRouteShown } from "../../map/route-shown";
import { Facts } from "../facts";
import { momentsOf, placeAt } from "./past";
import { TimeSlider } from "./time-slider";
import "./units.css";

type Props = { incidentId: string; onClose: () => void };

export function IncidentReplay({ incidentId, onClose }: Props) {
  const { t } = useTranslation();
  const tracks = useTracks(incidentId);
  const timeline = useIncidentFile(incidentId)?.timeline ?? [];
  const first = timeline[0] && Date.parse(timeline[0].at);
  const [last] = useState(serverNow);
  const end = Math.max(
    ...[...timeline.map(({ at }) => Date.parse(at)), ...lastFixes(tracks)].filter((at) => at <= last),
  );
  const [at, setAt] = useState<number | null>(null);
  const shownAt = at ?? first ?? last;
  useGhosts(tracks, shownAt);
  useEffect(showPast, []);
  const title = t("replay.title", { unit: tracks?.incident.number ?? "" });
  return (
    <section className="replay panel" aria-label={title}>
      <strong>{title}</strong>
      {tracks && first !== undefined ? (
        <TimeSlider first={first} last={end} at={shownAt} onAt={setAt} />
      ) : (
        <span className="grow muted">{t("app.loading")}</span>
      )}
      <button type="button" onClick={onClose} aria-label={t("replay.close")}>
        ✕
      </button>
      <Happened timeline={timeline} at={shownAt} />
    </section>
  );
}

/** The newest timeline entry at that moment. */
function Happened({ timeline, at }: { timeline: readonly TimelineEntry[]; at: number }) {
  const { i18n } = useTranslation();
  const term = useTerm();
  const entry = timeline.filter((each) => Date.parse(each.at) <= at).at(-1);
  if (!entry) return null;
  return (
    <p className="replay-happened clip" data-testid="happened">
      <span className="muted">{timeOfDay(entry.at, i18n.language)}</span> {term("event", entry.kind)}{" "}
      <Facts entry={entry} />
    </p>
  );
}

function useTracks(incidentId: string): IncidentTracks | null {
  const [tracks, setTracks] = useState<IncidentTracks | null>(null);
  useEffect(() => {
    let current = true;
    const params = { path: { incident_id: incidentId } };
    answerOf(client.GET("/api/v1/incidents/{incident_id}/tracks", { params }))
      .then((read) => current && setTracks(read))
      .catch(() => {}); // the light shows that the line is cut
    return () => {
      current = false;
    };
  }, [incidentId]);
  return tracks;
}

function useGhosts(tracks: IncidentTracks | null, at: number): void {
  const driven = useMemo(
    () => (tracks?.features ?? []).map((track) => ({ track, moments: momentsOf(track) })),
    [tracks],
  );
  const lines = driven.flatMap(({ track }) =>
    track.geometry ? [{ line: track.geometry.coordinates, faint: true }] : [],
  );
  useRouteShown("replay", lines, `${tracks?.incident.id} ${lines.length}`);
  useEffect(() => {
    if (tracks)
      goTo(
        tracks.incident.position,
        ...driven.flatMap(({ track, moments }) => placeAt(track, moments, Infinity) ?? []),
      );
  }, [tracks, driven]);
  useEffect(() => {
    const ghosts = driven.flatMap(({ track, moments }) => {
      const place = placeAt(track, moments, at);
      return place ? [{ label: track.properties.unit_id, place }] : [];
    });
    useMap.setState({ ghosts });
  }, [driven, at]);
  useEffect(() => () => useMap.setState({ ghosts: [] }), []);
}

function lastFixes(tracks: IncidentTracks | null): number[] {
  return (tracks?.features ?? []).flatMap((track) => momentsOf(track).slice(-1));
}
