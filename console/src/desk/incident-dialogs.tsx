// What is asked before an incident is closed, merged or corrected.

import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Disposition } from "../api/answers";
import { answerOf, client } from "../api/client";
import { type Command, useCommand } from "../api/command";
import { useReference } from "../api/session";
import { useLive } from "../live/board";
import type { Incident } from "../live/views";
import { distanceM } from "../map/mercator";
import { distance } from "../time/duration";
import { Ask } from "../ui/ask";
import { CommandMessage } from "../ui/command-message";
import { PriorityBadge } from "../ui/priority-badge";
import { typeName, useTypeName } from "../words/terms";
import { useWhere } from "../words/where";
import { chooseIncident } from "./desk-state";

type Props = { incident: Incident; onClose: () => void };

const DISPOSITIONS: readonly Disposition[] = [
  "resolved",
  "transported",
  "handed_over",
  "false_alarm",
  "prank",
  "duplicate",
  "not_found",
  "canceled",
];

export function CloseDialog({ incident, onClose }: Props) {
  const { t } = useTranslation();
  const command = useCommand();
  const close = async (disposition: Disposition) => {
    const closed = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/close", {
          params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
          body: { disposition },
        }),
      ),
    );
    if (closed !== undefined) onClose();
  };
  return (
    <Ask title={`${t("incident.close")} ${incident.number}`} onClose={onClose}>
      <ol
        className="choice-list"
        onKeyDown={(event) => {
          const chosen = DISPOSITIONS[Number(event.key) - 1];
          if (chosen) void close(chosen);
        }}
      >
        {DISPOSITIONS.map((disposition, index) => (
          <li key={disposition}>
            <button type="button" onClick={() => void close(disposition)}>
              <kbd>{index + 1}</kbd> {t(`disposition.${disposition}`)}
            </button>
          </li>
        ))}
      </ol>
      <CommandMessage command={command} />
      <CancelButton />
    </Ask>
  );
}

const MERGE_CHOICES = 8;

export function MergeDialog({ incident, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  const command = useCommand();
  const incidents = useLive((live) => live.board.incidents);
  const nearest = [...incidents.values()]
    .filter(({ id }) => id !== incident.id)
    .map((other) => ({ other, metres: distanceM(incident.position, other.position) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, MERGE_CHOICES);
  const merge = async (into: string) => {
    const merged = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/merge", {
          params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
          body: { into },
        }),
      ),
    );
    if (merged === undefined) return;
    onClose();
    chooseIncident(into);
  };
  return (
    <Ask title={t("incident.merge_into")} onClose={onClose}>
      <ol className="choice-list">
        {nearest.map(({ other, metres }) => (
          <li key={other.id}>
            <button type="button" className="row" onClick={() => void merge(other.id)}>
              <PriorityBadge priority={other.priority} />
              <span className="grow clip">
                {other.number} {typeName(other.type)} · {where(other)}
              </span>
              <span className="muted">{distance(metres, i18n.language)}</span>
            </button>
          </li>
        ))}
      </ol>
      <CommandMessage command={command} />
      <CancelButton />
    </Ask>
  );
}

type Correction = { type: string; priority: string; address: string; description: string };

export function EditDialog({ incident, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { types } = useReference();
  const command = useCommand();
  const { register, handleSubmit } = useForm<Correction>({
    defaultValues: {
      type: incident.type,
      priority: String(incident.priority),
      address: incident.address ?? "",
      description: incident.description ?? "",
    },
  });
  const save = async (form: Correction) => {
    const body = changes(incident, form);
    if (Object.keys(body).length === 0) return onClose();
    const saved = await command.run((key) =>
      answerOf(
        client.PATCH("/api/v1/incidents/{incident_id}", {
          params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
          body,
        }),
      ),
    );
    if (saved !== undefined) onClose();
  };
  return (
    <Ask title={t("incident.title", { number: incident.number })} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void handleSubmit(save)(event)}>
        <label htmlFor="edit-type">{t("call.what")}</label>
        <select id="edit-type" {...register("type")}>
          {[...types.values()].map((type) => (
            <option key={type.code} value={type.code}>
              {typeName(type, i18n.language)}
            </option>
          ))}
        </select>
        <label htmlFor="edit-priority">{t("call.priority")}</label>
        <select id="edit-priority" {...register("priority")}>
          {([1, 2, 3, 4, 5] as const).map((priority) => (
            <option key={priority} value={priority}>
              {priority} · {t(`priority.p${priority}`)}
            </option>
          ))}
        </select>
        <label htmlFor="edit-address">{t("call.where")}</label>
        <input id="edit-address" {...register("address")} maxLength={4000} />
        <label htmlFor="edit-description">{t("call.words")}</label>
        <textarea id="edit-description" rows={4} {...register("description")} maxLength={4000} />
        <CommandMessage command={command} />
        <div className="row">
          <button type="submit" className="primary">
            {t("incident.save")}
          </button>
          <button type="button" onClick={onClose}>
            {t("incident.cancel")}
          </button>
        </div>
      </form>
    </Ask>
  );
}

/** Only what was changed; an emptied text stays as it was, as the API can only replace. */
function changes(incident: Incident, form: Correction) {
  const priority = Number(form.priority);
  return {
    ...(form.type !== incident.type && { type: form.type }),
    ...(priority !== incident.priority && { priority }),
    ...(form.address.trim() && form.address.trim() !== incident.address && { address: form.address.trim() }),
    ...(form.description.trim() &&
      form.description.trim() !== incident.description && { description: form.description.trim() }),
  };
}

export async function reopen(command: Command, incident: Incident): Promise<void> {
  await command.run((key) =>
    answerOf(
      client.POST("/api/v1/incidents/{incident_id}/reopen", {
        params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
        body: { unit_ids: [] },
      }),
    ),
  );
}

function CancelButton() {
  const { t } = useTranslation();
  return (
    <form method="dialog">
      <button type="submit">{t("incident.cancel")}</button>
    </form>
  );
}
