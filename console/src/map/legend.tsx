// The legend of the map: letters of kinds, shapes of states, numbers of incidents.
import { useTranslation } from "react-i18next";
import type { UnitStatus } from "../base/api/views";
import { useTerm } from "../base/words/terms";
import { useLive } from "../live/board";
import { PriorityBadge } from "../ui/priority-badge";
import { letterOf, SHAPES } from "../ui/shapes";
import { UnitState } from "../ui/unit-state";

export function Legend() {
  const { t } = useTranslation();
  return (
    <>
      <p className="label">{t("map.legend_kinds")}</p>
      <Kinds />
      <p className="label">{t("map.legend_states")}</p>
      <ul className="map-legend">
        {(Object.keys(SHAPES) as UnitStatus[]).map((status) => (
          <li key={status}>
            <UnitState status={status} />
          </li>
        ))}
        <li className="wide muted">{t("map.legend_heading")}</li>
        <li className="wide muted">{t("map.legend_faded")}</li>
      </ul>
      <p className="label">{t("map.incidents")}</p>
      <ul className="map-legend">
        <li className="wide row">
          <PriorityBadge priority={1} /> <PriorityBadge priority={3} /> {t("map.legend_priority")}
        </li>
        <li className="wide muted">{t("map.legend_waiting")}</li>
      </ul>
    </>
  );
}

/** Only those that the city has. */
function Kinds() {
  const term = useTerm();
  const units = useLive((live) => live.board.units);
  const kinds = [...new Set([...units.values()].map(({ kind }) => kind))].map((kind) => ({
    kind,
    word: term("kind", kind),
  }));
  return (
    <ul className="map-legend" data-testid="kinds">
      {kinds
        .sort((a, b) => a.word.localeCompare(b.word))
        .map(({ kind, word }) => (
          <li key={kind} className="state">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={SHAPES.available} fill="var(--ink-2)" />
              <text x="12" y="16.500" textAnchor="middle" fontSize="13" fontWeight="800" fill="var(--panel)">
                {letterOf(kind)}
              </text>
            </svg>
            {word}
          </li>
        ))}
    </ul>
  );
}
