// "Is it this one?": open incidents near the chosen place, and one key that joins the call to the nearest.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../live/board";
import type { Incident, Place } from "../live/views";
import { distanceM } from "../map/mercator";
import { distance } from "../time/duration";
import { Age } from "../ui/age";
import { PriorityBadge } from "../ui/priority-badge";
import { useTypeName } from "../words/terms";
import { useWhere } from "../words/where";

const NEAR_M = 500;
const SHOWN = 4;

export type Near = { incident: Incident; metres: number };

export function useNear(place: Place | null): readonly Near[] {
  const incidents = useLive((live) => live.board.incidents);
  return useMemo(() => {
    if (!place) return [];
    return [...incidents.values()]
      .map((incident) => ({ incident, metres: distanceM(place, incident.position) }))
      .filter(({ metres }) => metres <= NEAR_M)
      .sort((a, b) => a.metres - b.metres)
      .slice(0, SHOWN);
  }, [incidents, place]);
}

export function NearIncidents({ near, onJoin }: { near: readonly Near[]; onJoin: (incident: Incident) => void }) {
  const { t, i18n } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  if (near.length === 0) return null;
  return (
    <section className="note-warn stack" aria-live="polite" data-testid="near">
      <h3>{t("call.near")}</h3>
      <ul className="stack">
        {near.map(({ incident, metres }, index) => (
          <li key={incident.id} className="row">
            <PriorityBadge priority={incident.priority} />
            <span className="grow">
              <strong>{typeName(incident.type)}</strong> <Age sinceMs={Date.parse(incident.created_at)} /> ·{" "}
              {t("call.away", { distance: distance(metres, i18n.language) })}
              <span className="block soft">
                {where(incident)} {incident.description && <q>{incident.description}</q>}
              </span>
            </span>
            <button type="button" onClick={() => onJoin(incident)}>
              {t("call.join", { number: incident.number })} {index === 0 && <kbd>Alt+J</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
