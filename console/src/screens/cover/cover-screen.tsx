// The part of the city that free units reach in time: the holes on the map, and the moves that close them.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { CoverGroup, CoverShare } from "../../base/api/answers";
import { SENDERS, useAccount, useReference } from "../../base/api/session";
import type { Place } from "../../base/api/views";
import { focusUnlessElsewhere } from "../../base/keys/first-focus";
import { useKeys } from "../../base/keys/keys";
import { percent, span } from "../../base/time/duration";
import { useReadProblemText, useTerm } from "../../base/words/terms";
import { CityMap } from "../../map/city-map";
import { goToCity, NO_COVER, useMap } from "../../map/map-state";
import { type Sending, useCoverState } from "../../parts/cover/cover-state";
import { useCover } from "../../parts/cover/use-cover";
import { chooseIncident, useDesk } from "../../parts/desk-state";
import { Moves, UnderWay } from "./moves";
import "./cover.css";

export default function CoverScreen() {
  const { t } = useTranslation();
  const problemText = useReadProblemText();
  const { capability, sending } = useCoverState();
  const { groups, problem } = useCover(sending?.unitIds ?? []);
  const unitId = useDesk((desk) => desk.unitId);
  const group = groups?.find((each) => each.capability === capability) ?? groups?.[0];
  const mayCommand = SENDERS.includes(useAccount().role);
  useShownOnMap(group);
  useEffect(goToCity, []);
  useKeys({ "0": goToCity });
  return (
    <div className="cover-screen" data-keys tabIndex={-1} ref={focusUnlessElsewhere}>
      <CityMap selection={{ incidentId: null, unitId }} />
      <section className="panel stack scroll" aria-label={t("cover.title")}>
        {sending && <AsIf sending={sending} />}
        {problem && <p className="note-bad">{problemText(problem)}</p>}
        {!groups && !problem && <p className="muted">{t("app.loading")}</p>}
        {groups && <Groups groups={groups} chosen={group} />}
        {group && <Figures group={group} />}
        {group && <Moves key={group.capability} group={group} mayCommand={mayCommand} />}
        <UnderWay mayCommand={mayCommand} />
      </section>
    </div>
  );
}

/** Leaving this screen removes the cover from the map. */
function useShownOnMap(group: CoverGroup | undefined): void {
  const { stations } = useReference();
  useEffect(() => {
    const place = (id: string): Place | undefined => stations.get(id)?.position;
    const moves = (group?.moves ?? []).flatMap(({ from_station_id, station_id }): [Place, Place][] => {
      const [from, to] = [place(from_station_id), place(station_id)];
      return from && to ? [[from, to]] : [];
    });
    useMap.setState({ cover: { cells: group?.cells ?? [], moves } });
  }, [group, stations]);
  useEffect(() => () => useMap.setState({ cover: NO_COVER }), []);
}

function AsIf({ sending: { incidentId, incidentNumber, unitIds } }: { sending: Sending }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const backToIncident = () => {
    useCoverState.setState({ sending: null });
    chooseIncident(incidentId);
    go("/desk");
  };
  return (
    <div className="note-warn stack" data-testid="as-if">
      <strong>{t("cover.as_if", { units: unitIds.join(", "), number: incidentNumber })}</strong>
      <span className="row wrap">
        <button type="button" onClick={backToIncident}>
          {t("cover.to_incident")}
        </button>
        <button type="button" onClick={() => useCoverState.setState({ sending: null })}>
          {t("cover.as_now")}
        </button>
      </span>
    </div>
  );
}

function Groups({ groups, chosen }: { groups: readonly CoverGroup[]; chosen: CoverGroup | undefined }) {
  const { t } = useTranslation();
  const term = useTerm();
  return (
    <fieldset className="choices" aria-label={t("cover.groups")}>
      {groups.map(({ capability, moves }) => (
        <button
          key={capability}
          type="button"
          aria-pressed={capability === chosen?.capability}
          onClick={() => useCoverState.setState({ capability })}
        >
          {term("capability", capability)} {moves.length > 0 && <span className="chip">{moves.length}</span>}
        </button>
      ))}
    </fieldset>
  );
}

function Figures({ group }: { group: CoverGroup }) {
  const { t, i18n } = useTranslation();
  const { now, without, when_all_home, free_units, units, target_s, cells } = group;
  const free = t("cover.free", { free: free_units, units, target: span(target_s * 1000, i18n.language) });
  if (!now) return <p className="muted">{t("cover.unmeasured")}</p>;
  const holes = cells.filter(({ units: arriving }) => arriving === 0);
  const lost = holes.reduce((sum, { share }) => sum + share, 0);
  return (
    <>
      <dl className="cover-figures">
        <Share label={t("cover.now")} share={now} main={!without} />
        {without && <Share label={t("cover.after")} share={without} main />}
        {when_all_home && <Share label={t("cover.all_home")} share={when_all_home} />}
      </dl>
      <p className={holes.length ? "note-bad" : "note-good"} data-testid="holes">
        {holes.length
          ? t("cover.holes", { count: holes.length, percent: percent(lost, i18n.language) })
          : t("cover.no_holes")}
      </p>
      <ul className="cover-legend soft">
        <li data-units="0">{t("cover.legend_hole")}</li>
        <li data-units="1">{t("cover.legend_one")}</li>
        <li data-units="2">{t("cover.legend_more")}</li>
      </ul>
      <p className="soft">{free}</p>
      <p className="soft">≈ {t("cover.expected")}</p>
    </>
  );
}

function Share({ label, share, main = false }: { label: string; share: CoverShare; main?: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <div data-main={main}>
      <dt>{label}</dt>
      <dd title={t("cover.reached")}>{percent(share.reached, i18n.language)}</dd>
      <dd title={t("cover.expected")} className="soft">
        ≈ {percent(share.expected, i18n.language)}
      </dd>
    </div>
  );
}
