// Corrects a wrong press or decision, with a reason; the log keeps both.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Disposition } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Assignment, AssignmentStatus, Incident } from "../../base/api/views";
import { useTerm } from "../../base/words/terms";
import { STEPS } from "../../live/steps";
import { AskReason } from "../../ui/ask-reason";
import { DISPOSITIONS } from "./incident-dialogs";

type Correcting<What> = { what: What; onClose: () => void };

export function CorrectStatus({ what: { id, unit_id, status }, onClose }: Correcting<Assignment>) {
  const { t } = useTranslation();
  const term = useTerm();
  const steps = earlierThan(status);
  const [to, setTo] = useState<AssignmentStatus>(steps.at(-1) ?? "dispatched");
  const send = (reason: string, key: string) =>
    answerOf(
      client.POST("/api/v1/assignments/{assignment_id}/correction", {
        params: { path: { assignment_id: id }, header: { "idempotency-key": key } },
        body: { status: to, reason },
      }),
    );
  return (
    <AskReason
      title={t("correction.status", { unit: unit_id, status: term("status", status) })}
      confirm={t("correction.correct")}
      send={send}
      onClose={onClose}
    >
      <label htmlFor="right-status">{t("correction.really")}</label>
      <select id="right-status" value={to} onChange={(event) => setTo(event.target.value as AssignmentStatus)}>
        {steps.map((step) => (
          <option key={step} value={step}>
            {term("status", step)}
          </option>
        ))}
      </select>
    </AskReason>
  );
}

/** A called-off unit may be set to any step: it may in truth have been on scene. */
function earlierThan(status: AssignmentStatus): readonly AssignmentStatus[] {
  return status === "canceled" ? STEPS : STEPS.slice(0, STEPS.indexOf(status));
}

export function CorrectAlarmLevel({ what: { id, alarm_level }, onClose }: Correcting<Incident>) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(alarm_level - 1);
  const lower = Array.from({ length: alarm_level - 1 }, (_, index) => index + 1);
  return (
    <AskReason
      title={t("correction.alarm_level", { level: alarm_level })}
      confirm={t("correction.correct")}
      send={(reason, key) => lowerAlarmLevel(id, level, reason, key)}
      onClose={onClose}
    >
      <label htmlFor="right-level">{t("correction.really")}</label>
      <select id="right-level" value={level} onChange={(event) => setLevel(Number(event.target.value))}>
        {lower.map((each) => (
          <option key={each} value={each}>
            {t("queue.alarm_level", { level: each })}
          </option>
        ))}
      </select>
    </AskReason>
  );
}

export function lowerAlarmLevel(incident_id: string, level: number, reason: string, key: string): Promise<unknown> {
  return answerOf(
    client.POST("/api/v1/incidents/{incident_id}/alarm/correction", {
      params: { path: { incident_id }, header: { "idempotency-key": key } },
      body: { level, reason },
    }),
  );
}

export function CorrectOutcome({ what: incident, onClose }: Correcting<Incident>) {
  const { t } = useTranslation();
  const others = DISPOSITIONS.filter((each) => each !== incident.disposition);
  const [disposition, setDisposition] = useState<Disposition>(others[0] ?? "resolved");
  const send = (reason: string, key: string) =>
    answerOf(
      client.POST("/api/v1/incidents/{incident_id}/close/correction", {
        params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
        body: { disposition, reason },
      }),
    );
  return (
    <AskReason title={t("correction.outcome")} confirm={t("correction.correct")} send={send} onClose={onClose}>
      <label htmlFor="right-outcome">{t("correction.really")}</label>
      <select
        id="right-outcome"
        value={disposition}
        onChange={(event) => setDisposition(event.target.value as Disposition)}
      >
        {others.map((each) => (
          <option key={each} value={each}>
            {t(`disposition.${each}`)}
          </option>
        ))}
      </select>
    </AskReason>
  );
}

export function Reopen({ what: incident, onClose }: Correcting<Incident>) {
  const { t } = useTranslation();
  const send = (reason: string, key: string) =>
    answerOf(
      client.POST("/api/v1/incidents/{incident_id}/reopen", {
        params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
        body: { reason, unit_ids: [] },
      }),
    );
  return (
    <AskReason
      title={`${t("incident.reopen")} ${incident.number}`}
      confirm={t("incident.reopen")}
      send={send}
      onClose={onClose}
    />
  );
}

/** Takes a call out of this incident: it waits for a call-taker again. */
export function SeparateCall({ what: callId, onClose }: Correcting<string>) {
  const { t } = useTranslation();
  const send = (reason: string, key: string) =>
    answerOf(
      client.POST("/api/v1/calls/{call_id}/reopen", {
        params: { path: { call_id: callId }, header: { "idempotency-key": key } },
        body: { reason },
      }),
    );
  return (
    <AskReason title={t("correction.call")} confirm={t("correction.separate")} send={send} onClose={onClose}>
      <p className="soft">{t("correction.call_waits")}</p>
    </AskReason>
  );
}
