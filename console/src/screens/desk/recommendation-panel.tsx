// The advice: the plan's requirements, the units ranked with ETA and reasons, and the key that sends them.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { Candidate, Recommendation } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { useCommandKeys, useKeys } from "../../base/keys/keys";
import { offerUndo } from "../../base/keys/notices";
import { deliberately } from "../../base/keys/rhythm";
import { age, distance, span } from "../../base/time/duration";
import { useAgenciesOfKind, useReadProblemText, useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { fleet } from "../../live/fleet";
import { goTo } from "../../map/map-state";
import { decodePolyline6 } from "../../map/polyline";
import { useRouteShown } from "../../map/route-shown";
import { useDesk } from "../../parts/desk-state";
import { Sending } from "../../ui/command-message";
import { takeBackSending } from "./call-off";
import { CoverAfter } from "./cover-after";
import { passedOver } from "./picking";
import { useRecommendation } from "./use-recommendation";

export function RecommendationPanel({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const problemText = useReadProblemText();
  const { types } = useReference();
  const agenciesOfKind = useAgenciesOfKind();
  const { recommendation, problem, busy, refresh } = useRecommendation(incident);
  const handedOverTo = types.get(incident.type)?.handed_over_to;
  if (handedOverTo)
    return <p className="note-warn">{t("incident.plan_none", { agency: agenciesOfKind(handedOverTo) })}</p>;
  const allMet = recommendation?.requirements.every(({ missing, advised }) => missing === 0 && advised === 0) ?? false;
  return (
    <Folding folded={allMet} title={t("incident.more_units")}>
      <section aria-label={t("incident.recommendation")} aria-busy={busy} className="stack">
        <div className="row">
          <h3 className="grow">{t("incident.recommendation")}</h3>
          {busy && <span className="muted">{t("incident.recommending")}</span>}
          <button type="button" onClick={refresh}>
            {t("incident.refresh")}
          </button>
        </div>
        {problem && <p className="note-bad">{problemText(problem)}</p>}
        {recommendation && <Picking incident={incident} recommendation={recommendation} onRefused={refresh} />}
      </section>
    </Folding>
  );
}

/** Folds the advice once the plan is met, to make room for the units at work. */
function Folding({ folded, title, children }: { folded: boolean; title: string; children: ReactNode }) {
  if (!folded) return children;
  return (
    <details className="folded">
      <summary>{title}</summary>
      {children}
    </details>
  );
}

type PickingProps = { incident: Incident; recommendation: Recommendation; onRefused: () => void };

function Picking({ incident, recommendation, onRefused }: PickingProps) {
  const { t } = useTranslation();
  const command = useCommand((problem) => useDesk.setState({ refusal: { incidentNumber: incident.number, problem } }));
  const [changed, setChanged] = useState<readonly string[] | null>(null);
  const [reason, setReason] = useState("");
  const reasonField = useRef<HTMLInputElement>(null);
  useShownOnMap(incident, recommendation);
  const sentAlready = useUnitsAtWork(incident.id); // excluded until the next advice arrives
  const known = new Set(recommendation.candidates.map(({ unit_id }) => unit_id));
  const picked = (changed ?? recommendation.advised).filter((id) => known.has(id) && !sentAlready.includes(id));
  const better = changed ? passedOver(recommendation, picked) : null;

  const send = async (unitIds: readonly string[]) => {
    if (unitIds.length === 0) return;
    if (better && !reason.trim()) {
      reasonField.current?.focus();
      return;
    }
    useDesk.setState({ refusal: null });
    const params = { path: { incident_id: incident.id } };
    const body = {
      unit_ids: [...unitIds],
      recommendation_id: recommendation.id,
      ...(reason.trim() && { reason: reason.trim() }),
    };
    const sent = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/assignments", {
          params: { ...params, header: { "idempotency-key": key } },
          body,
        }),
      ),
    );
    setChanged(null);
    setReason("");
    if (sent === undefined) onRefused();
    else offerUndo(t("keys.sent", { units: unitIds.join(", ") }), () => void takeBackSending(sent, incident.number));
  };
  useCommandKeys({ s: () => void send(picked) });

  return (
    <>
      <Requirements recommendation={recommendation} />
      <TwoClocks recommendation={recommendation} />
      <Shortfalls recommendation={recommendation} />
      {better && (
        <div className="note-warn stack">
          <label htmlFor="reason">{t("incident.pass_over", { unit: better.unit_id })}</label>
          <input
            id="reason"
            ref={reasonField}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && void send(picked)}
            required
          />
          <small>{t("incident.pass_over_hint")}</small>
        </div>
      )}
      <button
        type="button"
        className="primary send"
        disabled={picked.length === 0 || (better !== null && !reason.trim()) || command.state.phase === "sending"}
        onClick={() => void send(picked)}
      >
        <SendLabel picked={picked} changed={changed !== null} /> <kbd>S</kbd>
      </button>
      <Sending command={command} />
      <CoverAfter incident={incident} unitIds={picked} />
      {recommendation.candidates.length > 0 && (
        <Candidates
          recommendation={recommendation}
          picked={picked}
          onSend={() => void send(picked)}
          onPick={(unitId) =>
            setChanged(picked.includes(unitId) ? picked.filter((id) => id !== unitId) : [...picked, unitId])
          }
        />
      )}
      <Busy incident={incident} recommendation={recommendation} />
      <LeftOut recommendation={recommendation} />
    </>
  );
}

function useUnitsAtWork(incidentId: string): readonly string[] {
  return useLive(
    useShallow(({ board }) =>
      [...board.assignments.values()].flatMap(({ incident_id, released_at, unit_id }) =>
        incident_id === incidentId && released_at === null ? [unit_id] : [],
      ),
    ),
  );
}

/** Busy units that would arrive before the free ones: a press diverts one on its way to something less urgent. */
function Busy({ incident, recommendation: { id, busy } }: { incident: Incident; recommendation: Recommendation }) {
  const { t, i18n } = useTranslation();
  const command = useCommand((problem) => useDesk.setState({ refusal: { incidentNumber: incident.number, problem } }));
  if (busy.length === 0) return null;
  const divert = (assignment_id: string) =>
    command.run((key) => {
      const params = { path: { assignment_id }, header: { "idempotency-key": key } };
      const body = { incident_id: incident.id, recommendation_id: id };
      return answerOf(client.POST("/api/v1/assignments/{assignment_id}/divert", { params, body }));
    });
  return (
    <div className="note-warn">
      <strong>{t("incident.busy_sooner")}</strong>
      <ul>
        {busy.map(({ unit_id, assignment_id, is_diversion, eta_s, saves_s, reason }) => (
          <li key={unit_id} className="row wrap">
            <span className="grow">
              <strong>{unit_id}</strong> {span(eta_s * 1000, i18n.language)}
              {saves_s !== null && ` (−${span(saves_s * 1000, i18n.language)})`} · {reason}
            </span>
            {is_diversion && (
              <button
                type="button"
                disabled={command.state.phase === "sending"}
                onClick={() => void divert(assignment_id)}
              >
                {t("incident.divert", { unit: unit_id })}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Sending command={command} />
    </div>
  );
}

/** Brings the location and the advised units into view, once for each waiting incident. */
function useShownOnMap(incident: Incident, { advised }: Recommendation): void {
  const waiting = incident.status === "waiting" && advised.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later advice must not move the map under the hand
  useEffect(() => {
    if (waiting) goTo(incident.position, ...advised.flatMap((unitId) => fleet.fixes.get(unitId) ?? []));
  }, [incident.id, waiting]);
}

function SendLabel({ picked, changed }: { picked: readonly string[]; changed: boolean }) {
  const { t } = useTranslation();
  const units = picked.join(", ");
  if (!units) return t("incident.nothing_to_send");
  return changed ? t("incident.send_picked", { units }) : t("incident.send_advised", { units });
}

function Requirements({ recommendation }: { recommendation: Recommendation }) {
  const { t } = useTranslation();
  const term = useTerm();
  if (recommendation.requirements.length === 0) return <p className="muted">{t("incident.plan_empty")}</p>;
  return (
    <ul className="row wrap requirements" aria-label={t("incident.plan")}>
      {recommendation.requirements.map(({ capability, count, assigned, advised, met }) => (
        <li key={capability} className={met ? "chip good" : "chip bad"}>
          {met ? "✓" : "✕"} {assigned + advised}/{count} {term("capability", capability)}
        </li>
      ))}
    </ul>
  );
}

/** First arrival and full attendance; only until a unit is sent, as both count the advised units alone. */
function TwoClocks({ recommendation }: { recommendation: Recommendation }) {
  const { t, i18n } = useTranslation();
  const { advised, requirements, first_due_eta_s, full_attendance_eta_s } = recommendation;
  if (advised.length < 2 || requirements.some(({ assigned }) => assigned > 0)) return null;
  const told = (eta_s: number | null) => (eta_s === null ? "–" : span(eta_s * 1000, i18n.language));
  return (
    <p className="soft" data-testid="two-clocks">
      {t("incident.first_due")} <strong>{told(first_due_eta_s)}</strong> · {t("incident.full_attendance")}{" "}
      <strong>{told(full_attendance_eta_s)}</strong>
    </p>
  );
}

function Shortfalls({ recommendation }: { recommendation: Recommendation }) {
  const { t } = useTranslation();
  const term = useTerm();
  return recommendation.shortfalls.map(({ capability, missing, reason, frees_up }) => (
    <p key={capability} className="note-bad">
      {t("incident.shortfall", { missing, capability: term("capability", capability), reason })}
      {frees_up && <span className="block">{frees_up.words}</span>}
    </p>
  ));
}

const ROWS_AT_FIRST = 6;

type CandidatesProps = {
  recommendation: Recommendation;
  picked: readonly string[];
  onPick: (unitId: string) => void;
  onSend: () => void;
};

function Candidates({ recommendation, picked, onPick, onSend }: CandidatesProps) {
  const { t } = useTranslation();
  const rows = useRef<HTMLTableSectionElement>(null);
  const [all, setAll] = useState(false);
  useAdvisedRoutes(recommendation, picked);
  const shown = recommendation.candidates.filter(
    ({ unit_id }, index) => all || index < ROWS_AT_FIRST || picked.includes(unit_id),
  );
  const hidden = recommendation.candidates.length - shown.length;
  useKeys({ c: () => boxesIn(rows.current)[0]?.focus() });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") deliberately(event.nativeEvent, onSend);
    else if (by) step(rows.current, by, () => setAll(true));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <table className="candidates">
        <thead>
          <tr>
            <th>{t("incident.unit")}</th>
            <th className="number">{t("incident.eta")}</th>
            <th className="number">{t("incident.distance")}</th>
            <th>{t("incident.reasons")}</th>
          </tr>
        </thead>
        <tbody ref={rows} onKeyDown={onKeyDown}>
          {shown.map((candidate) => (
            <CandidateRow
              key={candidate.unit_id}
              candidate={candidate}
              picked={picked.includes(candidate.unit_id)}
              onPick={() => onPick(candidate.unit_id)}
            />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          {t("incident.left_out_more", { count: hidden })}
        </button>
      )}
    </>
  );
}

function boxesIn(rows: HTMLElement | null): HTMLInputElement[] {
  return [...(rows?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])];
}

/** A step past the last row shown shows all rows. */
function step(rows: HTMLElement | null, by: number, onPastEnd: () => void): void {
  const boxes = boxesIn(rows);
  const next = boxes.indexOf(document.activeElement as HTMLInputElement) + by;
  if (next >= boxes.length) onPastEnd();
  boxes[next]?.focus();
}

type RowProps = { candidate: Candidate; picked: boolean; onPick: () => void };

function CandidateRow({ candidate, picked, onPick }: RowProps) {
  const { t, i18n } = useTranslation();
  const { unit_id, eta_s, distance_m, state, basis, fix_age_s, reasons } = candidate;
  return (
    <tr data-picked={picked} data-unit={unit_id}>
      <td>
        <label className="row unit-pick">
          <input type="checkbox" checked={picked} onChange={onPick} />
          <strong>{unit_id}</strong>
        </label>
      </td>
      <td className="number">
        <strong>{eta_s === null ? t("incident.unknown_eta") : span(eta_s * 1000, i18n.language)}</strong>
        {basis === "air_line" && eta_s !== null && <small className="warn block">≈ {t("incident.air_line")}</small>}
      </td>
      <td className="number">{distance_m === null ? "–" : distance(distance_m, i18n.language)}</td>
      <td className="reasons">
        <span className={state === "stale" || fix_age_s === null || eta_s === null ? "warn" : "soft"}>
          {t(`incident.state.${state}`)}
          {fix_age_s !== null && ` · ${age(fix_age_s * 1000, i18n.language)}`}
        </span>
        {reasons.length > 0 && <span className="reasons-text">{reasons.join("; ")}</span>}
      </td>
    </tr>
  );
}

function useAdvisedRoutes({ routes }: Recommendation, picked: readonly string[]): void {
  const lines = picked.flatMap((unitId) => {
    const polyline = routes[unitId]?.polyline6;
    return polyline ? [{ line: decodePolyline6(polyline), faint: true }] : [];
  });
  useRouteShown("advised", lines, picked.join(" "));
}

function LeftOut({ recommendation }: { recommendation: Recommendation }) {
  const { t } = useTranslation();
  const { left_out, left_out_more } = recommendation;
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another incident begins folded
  useEffect(() => setOpen(false), [recommendation.incident_id]);
  const more = Object.values(left_out_more).reduce((sum, count) => sum + count, 0);
  if (left_out.length + more === 0) return null;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("incident.left_out", { count: left_out.length + more })}</summary>
      <ul className="left-out">
        {left_out.map(({ unit_id, reason }) => (
          <li key={unit_id}>
            <strong>{unit_id}</strong> {reason}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="muted">{t("incident.left_out_more", { count: more })}</p>}
    </details>
  );
}
