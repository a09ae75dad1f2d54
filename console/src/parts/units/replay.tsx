// Replays a unit's past on a time slider, drawn on the map.
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Track } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { asPlace } from "../../base/ground";
import { serverNow } from "../../base/time/server-clock";
import { goTo, showPast, useMap } from "../../map/map-state";
import { useRouteShown } from "../../map/route-shown";
import { lastBefore, momentsOf } from "./past";
import { TimeSlider } from "./time-slider";

const HOUR_MS = 3_600_000;
const HOURS = [1, 4, 24] as const;

export function Replay({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [hours, setHours] = useState<number>(HOURS[0]);
  const track = useTrack(unitId, hours);
  const moments = useMemo(() => (track ? momentsOf(track) : []), [track]);
  const [at, setAt] = useState<number | null>(null);
  const first = moments[0];
  const last = moments.at(-1);
  const shownAt = at ?? last ?? 0;
  const line = track?.geometry?.coordinates ?? [];
  useRouteShown("replay", line.length ? [{ line, faint: true }] : [], `${unitId} ${hours} ${line.length}`);

  useEffect(() => {
    const place = line[lastBefore(moments, shownAt)];
    useMap.setState({ pin: place ? asPlace(place) : null });
  }, [line, moments, shownAt]);
  useEffect(() => () => useMap.setState({ pin: null }), []);
  useEffect(showPast, []);
  useEffect(() => {
    if (line.length) goTo(...line.filter((_, index) => index % 50 === 0).map(asPlace));
  }, [line]);

  return (
    <section className="replay panel" aria-label={t("replay.title", { unit: unitId })}>
      <strong>{t("replay.title", { unit: unitId })}</strong>
      <select aria-label={t("replay.at")} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
        {HOURS.map((count) => (
          <option key={count} value={count}>
            {t("replay.hours", { count })}
          </option>
        ))}
      </select>
      {first !== undefined && last !== undefined ? (
        <TimeSlider first={first} last={last} at={shownAt} onAt={setAt} />
      ) : (
        <span className="grow muted">{track ? t("replay.none") : t("app.loading")}</span>
      )}
      <button type="button" onClick={onClose} aria-label={t("replay.close")}>
        ✕
      </button>
    </section>
  );
}

function useTrack(unitId: string, hours: number): Track | null {
  const [track, setTrack] = useState<Track | null>(null);
  useEffect(() => {
    let current = true;
    setTrack(null);
    const now = serverNow();
    const query = { from: new Date(now - hours * HOUR_MS).toISOString(), to: new Date(now).toISOString() };
    answerOf(client.GET("/api/v1/units/{unit_id}/track", { params: { path: { unit_id: unitId }, query } }))
      .then((read) => current && setTrack(read))
      .catch(
        () =>
          current &&
          setTrack({
            geometry: null,
            properties: { unit_id: unitId, fixed_at: [], speed_mps: [], course_deg: [], late: [] },
          }),
      );
    return () => {
      current = false;
    };
  }, [unitId, hours]);
  return track;
}
