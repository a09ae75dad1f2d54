// The wall: map and a few large figures for the command centre; no names, numbers or addresses.
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answerOf, client } from "../../base/api/client";
import { useAccount, useReference } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { SCREENS } from "../../base/screens";
import { age, percent, span, timeOfDay } from "../../base/time/duration";
import { useNow } from "../../base/time/now";
import { CALL_PROCESSING, FIRST_ON_SCENE } from "../../base/time/targets";
import { useTypeName } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useAnswer } from "../../live/use-answer";
import { CityMap } from "../../map/city-map";
import { oldest, UnattendedCalls, useUnattended } from "../../parts/calls/unattended-calls";
import { DeviceClock } from "../../parts/device-clock";
import { daysAgo, freeByAgency, isFire, midnight, openByType, period } from "../../parts/figures";
import { Menu } from "../../parts/frame/menu";
import { useSilence } from "../../parts/frame/status-light";
import { Clock } from "../../ui/age";
import { PriorityBadge } from "../../ui/priority-badge";
import { SaidOnce } from "../../ui/said-once";
import "./wall.css";

const NOTHING = { unitId: null, incidentId: null };

export default function WallScreen() {
  const light = useLive((live) => live.light);
  useFreshPage();
  return (
    <div className="wall" data-light={light}>
      <CityMap selection={NOTHING} bare />
      <aside className="wall-figures">
        <Head />
        <Calls />
        <Open />
        <Fires />
        <Free />
        <Past />
      </aside>
      <Stale />
    </div>
  );
}

function Head() {
  const { t, i18n } = useTranslation();
  const { city } = useReference();
  const [own] = SCREENS[useAccount().role];
  const now = useNow();
  return (
    <header className="row">
      <strong className="grow">112 · {city.name}</strong>
      <time dateTime={new Date(now).toISOString()}>{timeOfDay(now, i18n.language, { seconds: false })}</time>
      {own && own !== "wall" && (
        <Link className="wall-back" href={`/${own}`}>
          {t(`nav.${own}`)}
        </Link>
      )}
      <UnattendedCalls />
      <Menu />
    </header>
  );
}

/** How many calls are unanswered, and for how long; no phone number, no name. */
function Calls() {
  const { t } = useTranslation();
  const calls = useUnattended();
  if (calls.length === 0) return null;
  return (
    <section className="panel wall-calls row" aria-label={t("wall.calls")} data-testid="wall-calls">
      <Figure value={calls.length} label={t("wall.calls")} tone="bad" />
      <p className="figure">
        <strong>
          <Clock sinceMs={oldest(calls)} target={null} />
        </strong>{" "}
        <span>{t("wall.longest")}</span>
      </p>
    </section>
  );
}

function Open() {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const incidents = useLive((live) => live.board.incidents);
  const alerts = useLive((live) => live.board.alerts);
  const waiting = [...incidents.values()].filter(({ status }) => status === "waiting");
  const types = openByType(incidents.values());
  const longest = waiting.map(({ created_at }) => Date.parse(created_at)).sort((a, b) => a - b)[0];
  return (
    <section className="panel" aria-label={t("wall.open")}>
      <div className="row">
        <Figure value={incidents.size} label={t("wall.open")} />
        <Figure value={waiting.length} label={t("wall.waiting")} tone={waiting.length ? "warn" : undefined} />
        {alerts.size > 0 && <Figure value={alerts.size} label={t("wall.alerts")} tone="bad" />}
      </div>
      <CallsForHelp />
      {longest !== undefined && (
        <p>
          {t("wall.longest")} <Clock sinceMs={longest} target={CALL_PROCESSING} />
        </p>
      )}
      <ul className="wall-list">
        {types.slice(0, ROWS).map(({ key, count }) => (
          <li key={key} className="row">
            <span className="grow clip">{typeName(key)}</span>
            <strong>{count}</strong>
          </li>
        ))}
        <More count={types.slice(ROWS).reduce((sum, { count }) => sum + count, 0)} />
      </ul>
    </section>
  );
}

/** Crews that call for help, each until its call is taken. */
function CallsForHelp() {
  const { t } = useTranslation();
  const alerts = useLive((live) => live.board.alerts);
  const calls = [...alerts.values()].filter(({ kind }) => kind === "sos");
  if (calls.length === 0) return null;
  return (
    <ul className="wall-list">
      {calls.map((call) => (
        <li key={call.id} className="row">
          <strong className="bad">
            {t("alert_kind.sos")}: {call.unit_id}
          </strong>
          <DeviceClock alert={call} />
        </li>
      ))}
    </ul>
  );
}

/** Limits the rows of each list, so that the content below stays in sight. */
const ROWS = 4;

function More({ count }: { count: number }) {
  const { t } = useTranslation();
  return count > 0 ? <li className="muted">{t("incident.left_out_more", { count })}</li> : null;
}

function Fires() {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const title = t("wall.fire_target", { target: useTarget() });
  const incidents = useLive((live) => live.board.incidents);
  const fires = [...incidents.values()].filter(isFire).sort((a, b) => a.created_at.localeCompare(b.created_at));
  const unreached = fires.filter(({ first_on_scene_at }) => first_on_scene_at === null);
  const reached = fires.length - unreached.length;
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {fires.length === 0 && <p className="muted">{t("wall.fire_none")}</p>}
      <ul className="wall-list">
        {unreached.slice(0, ROWS).map((fire) => (
          <li key={fire.id} className="row">
            <PriorityBadge priority={fire.priority} />
            <span className="grow clip">{typeName(fire.type)}</span>
            <Clock sinceMs={Date.parse(fire.created_at)} target={FIRST_ON_SCENE} />
          </li>
        ))}
        <More count={unreached.length - ROWS} />
        {reached > 0 && (
          <li className="row">
            <span className="grow good">✓ {t("wall.arrived")}</span>
            <strong>{reached}</strong>
          </li>
        )}
      </ul>
    </section>
  );
}

/** This city's own targets. */
function useTarget(): string {
  const { i18n } = useTranslation();
  return span(FIRST_ON_SCENE.target_s * 1000, i18n.language);
}

function Free() {
  const { t } = useTranslation();
  const { agencies } = useReference();
  const units = useLive((live) => live.board.units);
  const rows = useMemo(() => freeByAgency(units.values(), agencies), [units, agencies]);
  return (
    <section className="panel" aria-label={t("wall.free")}>
      <h2>{t("wall.free")}</h2>
      <ul className="wall-list">
        {rows.map(({ agency, free, total }) => (
          <li key={agency.id} className="row">
            <span className="grow">{agency.name}</span>
            <strong className={free === 0 ? "bad" : ""}>{free}</strong>
            <span className="muted">{t("wall.of", { total })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Past() {
  const { t, i18n } = useTranslation();
  const { city } = useReference();
  const now = useNow();
  const target = useTarget();
  const recent = useRecent();
  const spans = [
    { name: t("wall.today"), since: midnight(now, city.timezone) },
    { name: t("wall.week"), since: daysAgo(now, 7) },
  ];
  return (
    <section className="panel row wall-past">
      {spans.map(({ name, since }) => {
        const { incidents, reached, withinTarget } = period(recent, since);
        return (
          <div key={name} className="grow">
            <h2>{name}</h2>
            <Figure value={incidents} label={t("wall.incidents")} />
            <p className="soft">
              {reached ? percent(withinTarget / reached, i18n.language) : "–"} {t("wall.within_target", { target })}
            </p>
          </div>
        );
      })}
    </section>
  );
}

function Figure({ value, label, tone }: { value: number; label: string; tone?: "warn" | "bad" | undefined }) {
  return (
    <p className={`figure ${tone ?? ""}`}>
      <strong>{value}</strong> <span>{label}</span>
    </p>
  );
}

function Stale() {
  const { t, i18n } = useTranslation();
  const light = useLive((live) => live.light);
  const silence = useSilence();
  if (light === "live") return null;
  return (
    <p className="wall-stale" data-testid="light">
      <SaidOnce words={t("wall.stale", { age: age(silence, i18n.language, { long: true }).toUpperCase() })} />
    </p>
  );
}

const RECENT_AGAIN_MS = 60_000;
const RECENT_LIMIT = 1000;
const NONE: readonly Incident[] = [];

function useRecent(): readonly Incident[] {
  const query = { open: false, limit: RECENT_LIMIT };
  const ask = () => answerOf(client.GET("/api/v1/incidents", { params: { query } }));
  return useAnswer(ask, { everyMs: RECENT_AGAIN_MS }).answer ?? NONE;
}

const FRESH_PAGE_MS = 6 * 3_600_000;

/** Never reloads into a browser's error page, from which nothing returns: the server must answer just before. */
async function startAnew(): Promise<void> {
  if (useLive.getState().light !== "live") return;
  const page = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (page?.ok) location.reload();
}

/** A wall runs for weeks: every few hours, while the line is good, it reloads to get the newest release. */
function useFreshPage(): void {
  useEffect(() => {
    const timer = setInterval(() => void startAnew(), FRESH_PAGE_MS);
    return () => clearInterval(timer);
  }, []);
}
