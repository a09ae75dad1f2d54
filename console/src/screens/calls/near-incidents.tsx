// "Is it this one?": open incidents near the chosen place, and one key that joins the call to the likeliest one.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Incident } from "../../base/api/views";
import { distanceM } from "../../base/ground";
import { distance } from "../../base/time/duration";
import { useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import type { Draft } from "../../parts/calls/draft";
import { Age } from "../../ui/age";
import { ConfirmButton } from "../../ui/confirm-button";
import { PriorityBadge } from "../../ui/priority-badge";
import { isKin, likeliestFirst, type Near } from "./kin";

const NEAR_M = 500;
const SHOWN = 4;

export function useNear({ place, type, priority }: Draft): readonly Near[] {
  const incidents = useLive((live) => live.board.incidents);
  const position = place?.position;
  return useMemo(() => {
    if (!position) return [];
    const near = [...incidents.values()]
      .map((incident) => ({ incident, metres: distanceM(position, incident.position) }))
      .filter(({ metres }) => metres <= NEAR_M);
    return likeliestFirst(near, { type, priority }).slice(0, SHOWN);
  }, [incidents, position, type, priority]);
}

type Props = { near: readonly Near[]; draft: Draft; onJoin: (incident: Incident) => void };

export function NearIncidents({ near, draft, onJoin }: Props) {
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
            {isKin(incident, draft) ? (
              <button type="button" onClick={() => onJoin(incident)}>
                {t("call.join", { number: incident.number })} {index === 0 && <kbd>Alt+J</kbd>}
              </button>
            ) : (
              <ConfirmButton
                label={t("call.join", { number: incident.number })}
                question={t("call.join_other", { type: typeName(incident.type) })}
                onConfirm={() => onJoin(incident)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
