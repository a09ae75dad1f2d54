// The alarms: grouped, always in sight, and there until a named person takes them.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../api/client";
import { useCommand } from "../api/command";
import { SENDERS, useAccount } from "../api/session";
import { useLive } from "../live/board";
import type { Alarm, Incident } from "../live/views";
import { useCommandKeys } from "../shell/keys";
import { span } from "../time/duration";
import { Age } from "../ui/age";
import { CommandMessage } from "../ui/command-message";
import { PriorityBadge } from "../ui/priority-badge";
import { useTerm, useTypeName } from "../words/terms";
import { useWhere } from "../words/where";
import { AUTOMATIC_SENDING } from "./automatic-sending";
import { chooseIncident, chooseUnit } from "./desk-state";
import { DeviceClock } from "./device-clock";

const MOST_URGENT_FIRST = [
  "sos",
  "nobody_came",
  "order_not_acknowledged",
  "clock_over_target",
  "route_closed",
  "unit_stalled",
  "unit_silent",
  "unit_place_old",
  "feed_silent",
];

const LEAST_URGENT = 5;

export function Alarms() {
  const { t } = useTranslation();
  const alarms = useLive((live) => live.board.alarms);
  const command = useCommand();
  const incidents = useLive((live) => live.board.incidents);
  const groups = useMemo(() => byKind(alarms.values(), incidents), [alarms, incidents]);
  const standing = groups.reduce((sum, group) => sum + group.alarms.length, 0);
  const mayTake = SENDERS.includes(useAccount().role);

  const take = (taken: readonly Alarm[]) =>
    command.run(async (key) => {
      for (const { id } of taken) {
        const params = { path: { alarm_id: id }, header: { "idempotency-key": `${key}-${id}` } };
        await answerOf(client.POST("/api/v1/alarms/{alarm_id}/take", { params }));
      }
    });
  useCommandKeys({
    t: () => {
      const top = groups[0]?.alarms[0];
      if (!mayTake || !top) return;
      showCause(top);
      void take([top]);
    },
  });

  return (
    <section className="alarms panel" aria-label={t("alarm.title")} data-standing={standing > 0}>
      <h2 className="panel-head">
        {t("alarm.title")} <span className="muted">{standing || ""}</span>
      </h2>
      <CommandMessage command={command} />
      {groups.length === 0 && <p className="muted padded">{t("alarm.none")}</p>}
      <div className="scroll" aria-live="assertive">
        {groups.map(({ kind, alarms: group }) => (
          <AlarmGroup key={kind} kind={kind} alarms={group} onTake={mayTake ? take : undefined} />
        ))}
      </div>
    </section>
  );
}

type GroupProps = {
  kind: string;
  alarms: readonly Alarm[];
  onTake: ((alarms: readonly Alarm[]) => void) | undefined;
};

/** Equal ones are one line, as the most urgent of them, until somebody unfolds it. */
function AlarmGroup({ kind, alarms, onTake }: GroupProps) {
  const { t } = useTranslation();
  const term = useTerm();
  const [unfolded, setUnfolded] = useState(false);
  const many = alarms.length > 1;
  const shown = unfolded || !many ? alarms : alarms.slice(0, 1);
  return (
    <div className="alarm-group" data-kind={kind}>
      <p className="row">
        {many ? (
          <button
            type="button"
            className="plain grow alarm-fold"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            <span aria-hidden="true">{unfolded ? "▾" : "▸"}</span> {alarms.length} × {term("alarm", kind)}
          </button>
        ) : (
          <strong className="grow">{term("alarm", kind)}</strong>
        )}
        {onTake && many && (
          <button type="button" onClick={() => onTake(alarms)}>
            {t("alarm.take_all", { count: alarms.length })}
          </button>
        )}
      </p>
      <ul>
        {shown.map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} onTake={onTake && (() => onTake([alarm]))} />
        ))}
      </ul>
    </div>
  );
}

function AlarmRow({ alarm, onTake }: { alarm: Alarm; onTake: (() => void) | undefined }) {
  const { t } = useTranslation();
  const next = Array.isArray(alarm.detail?.next) ? alarm.detail.next.join(", ") : "";
  return (
    <li className="row" data-alarm={alarm.id}>
      <button type="button" className="plain grow alarm-what" onClick={() => showCause(alarm)}>
        <AlarmAbout alarm={alarm} />
        <LateClock alarm={alarm} />
        <DeviceClock alarm={alarm} />
        <PartOfTheSystem alarm={alarm} />
        {next && <span className="clip soft">{t("alarm.next", { units: next })}</span>}
      </button>
      {onTake && (
        <button type="button" onClick={onTake}>
          {t("alarm.take")}
        </button>
      )}
    </li>
  );
}

/** The unit, since when, and of its incident what it is, how urgent, and where. */
function AlarmAbout({ alarm }: { alarm: Alarm }) {
  const typeName = useTypeName();
  const where = useWhere();
  const incident = useLive((live) => (alarm.incident_id ? live.board.incidents.get(alarm.incident_id) : undefined));
  return (
    <>
      <span className="row">
        {incident && <PriorityBadge priority={incident.priority} />}
        <strong className="grow">
          {[alarm.unit_id, incident && typeName(incident.type)].filter(Boolean).join(" ")}
        </strong>
        <Age sinceMs={Date.parse(alarm.raised_at)} />
      </span>
      {incident && (
        <span className="clip soft" title={where(incident)}>
          {where(incident)} · {incident.number}
        </span>
      )}
    </>
  );
}

/** Whoever takes it goes on with its incident, or with its unit. */
function showCause(alarm: Alarm): void {
  if (alarm.incident_id) chooseIncident(alarm.incident_id);
  else chooseUnit(alarm.unit_id);
}

/** Which clock it is, and what it is held against. */
function LateClock({ alarm: { detail } }: { alarm: Alarm }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  if (typeof detail?.clock !== "string") return null;
  const target = span(Number(detail.target_s) * 1000, i18n.language);
  return <span className="clip soft">{t("alarm.clock_target", { clock: term("clock", detail.clock), target })}</span>;
}

/** The bridge or process that is away; the step or part that failed, and why. */
function PartOfTheSystem({ alarm: { detail } }: { alarm: Alarm }) {
  const term = useTerm();
  const failed = [detail?.process, detail?.part].filter((name) => typeof name === "string").join(" – ");
  if (failed) return <span className="clip soft">{[failed, detail?.reason].filter(Boolean).join(": ")}</span>;
  if (typeof detail?.worker === "string") return <span className="clip soft">{detail.worker}</span>;
  if (typeof detail?.step !== "string") return null;
  const reason = String(detail.reason ?? "");
  return (
    <span className="clip soft" title={reason}>
      {term("history_step", detail.step)}: {reason}
    </span>
  );
}

/** In each group the most urgent incident first, then who stands longest. */
function byKind(
  alarms: Iterable<Alarm>,
  incidents: ReadonlyMap<string, Incident>,
): { kind: string; alarms: Alarm[] }[] {
  const groups = new Map<string, Alarm[]>();
  const priority = ({ incident_id }: Alarm) => incidents.get(incident_id ?? "")?.priority ?? LEAST_URGENT;
  const ordered = [...alarms].sort((a, b) => priority(a) - priority(b) || a.raised_at.localeCompare(b.raised_at));
  for (const alarm of ordered)
    if (alarm.kind !== AUTOMATIC_SENDING) groups.set(alarm.kind, [...(groups.get(alarm.kind) ?? []), alarm]);
  return [...groups].map(([kind, group]) => ({ kind, alarms: group })).sort((a, b) => rank(a.kind) - rank(b.kind));
}

function rank(kind: string): number {
  const place = MOST_URGENT_FIRST.indexOf(kind);
  return place < 0 ? MOST_URGENT_FIRST.length : place;
}
