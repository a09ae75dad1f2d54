// The alerts: grouped, always visible, and shown until a named person takes them.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount, useReference } from "../../base/api/session";
import type { Alert } from "../../base/api/views";
import { useCommandKeys } from "../../base/keys/keys";
import { span } from "../../base/time/duration";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { chooseIncident, chooseUnit } from "../../parts/desk-state";
import { DeviceClock } from "../../parts/device-clock";
import { Age } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { PriorityBadge } from "../../ui/priority-badge";
import { byKind } from "./alert-order";

export function Alerts() {
  const { t } = useTranslation();
  const alerts = useLive((live) => live.board.alerts);
  const command = useCommand();
  const incidents = useLive((live) => live.board.incidents);
  const { alert_kinds } = useReference().vocabulary;
  const groups = useMemo(() => byKind(alerts.values(), incidents, alert_kinds), [alerts, incidents, alert_kinds]);
  const standing = groups.reduce((sum, group) => sum + group.alerts.length, 0);
  const mayTake = SENDERS.includes(useAccount().role);

  const take = (taken: readonly Alert[]) =>
    command.run(async (key) => {
      for (const { id } of taken) {
        const params = { path: { alarm_id: id }, header: { "idempotency-key": `${key}-${id}` } };
        await answerOf(client.POST("/api/v1/alarms/{alarm_id}/take", { params }));
      }
    });
  useCommandKeys({
    t: () => {
      const top = groups[0]?.alerts[0];
      if (!mayTake || !top) return;
      showCause(top);
      void take([top]);
    },
  });

  return (
    <section className="alerts panel" aria-label={t("alert.title")} data-standing={standing > 0}>
      <h2 className="panel-head">
        {t("alert.title")} <span className="muted">{standing || ""}</span>
      </h2>
      <CommandMessage command={command} />
      {groups.length === 0 && <p className="muted padded">{t("alert.none")}</p>}
      <div className="scroll" aria-live="assertive">
        {groups.map(({ kind, alerts: group }) => (
          <AlertGroup key={kind} kind={kind} alerts={group} onTake={mayTake ? take : undefined} />
        ))}
      </div>
    </section>
  );
}

type GroupProps = {
  kind: AlertKind;
  alerts: readonly Alert[];
  onTake: ((alerts: readonly Alert[]) => void) | undefined;
};

/** Equal alerts share one line, shown as the most urgent of them, until it is unfolded. */
function AlertGroup({ kind, alerts, onTake }: GroupProps) {
  const { t } = useTranslation();
  const term = useTerm();
  const [unfolded, setUnfolded] = useState(false);
  const many = alerts.length > 1;
  const shown = unfolded || !many ? alerts : alerts.slice(0, 1);
  return (
    <div className="alert-group" data-kind={kind}>
      <p className="row">
        {many ? (
          <button
            type="button"
            className="plain grow alert-fold"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            <span aria-hidden="true">{unfolded ? "▾" : "▸"}</span> {alerts.length} × {term("alert_kind", kind)}
          </button>
        ) : (
          <strong className="grow">{term("alert_kind", kind)}</strong>
        )}
        {onTake && many && (
          <button type="button" onClick={() => onTake(alerts)}>
            {t("alert.take_all", { count: alerts.length })}
          </button>
        )}
      </p>
      <ul>
        {shown.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onTake={onTake && (() => onTake([alert]))} />
        ))}
      </ul>
    </div>
  );
}

function AlertRow({ alert, onTake }: { alert: Alert; onTake: (() => void) | undefined }) {
  const { t } = useTranslation();
  const next = Array.isArray(alert.detail?.next) ? alert.detail.next.join(", ") : "";
  return (
    <li className="row" data-alert={alert.id}>
      <button type="button" className="plain grow alert-what" onClick={() => showCause(alert)}>
        <AlertAbout alert={alert} />
        <LateClock alert={alert} />
        <DeviceClock alert={alert} />
        <PartOfTheSystem alert={alert} />
        {next && <span className="clip soft">{t("alert.next", { units: next })}</span>}
      </button>
      {onTake && (
        <button type="button" onClick={onTake}>
          {t("alert.take")}
        </button>
      )}
    </li>
  );
}

/** The unit, the time, and its incident's type, priority and location. */
function AlertAbout({ alert }: { alert: Alert }) {
  const typeName = useTypeName();
  const where = useWhere();
  const incident = useLive((live) => (alert.incident_id ? live.board.incidents.get(alert.incident_id) : undefined));
  return (
    <>
      <span className="row">
        {incident && <PriorityBadge priority={incident.priority} />}
        <strong className="grow">
          {[alert.unit_id, incident && typeName(incident.type)].filter(Boolean).join(" ")}
        </strong>
        <Age sinceMs={Date.parse(alert.raised_at)} />
      </span>
      {incident && (
        <span className="clip soft" title={where(incident)}>
          {where(incident)} · {incident.number}
        </span>
      )}
    </>
  );
}

/** Taking an alert opens its incident, or its unit. */
function showCause(alert: Alert): void {
  if (alert.incident_id) chooseIncident(alert.incident_id);
  else chooseUnit(alert.unit_id);
}

/** The clock and its target. */
function LateClock({ alert: { detail } }: { alert: Alert }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  if (typeof detail?.clock !== "string") return null;
  const target = span(Number(detail.target_s) * 1000, i18n.language);
  return <span className="clip soft">{t("alert.clock_target", { clock: term("clock", detail.clock), target })}</span>;
}

/** The missing bridge or process; or the failed step or part, and the reason. */
function PartOfTheSystem({ alert: { detail } }: { alert: Alert }) {
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
