// The dialogs before an incident is closed or changed.

import { Fragment } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Disposition, IncidentText } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { deliberately } from "../../base/keys/rhythm";
import { typeName } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";

type Props = { incident: Incident; onClose: () => void };

export const DISPOSITIONS: readonly Disposition[] = [
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
    <Ask
      title={`${t("incident.close")} ${incident.number}`}
      onClose={onClose}
      choosesNothing
      onKeyDown={({ key, nativeEvent }) => {
        const chosen = DISPOSITIONS[Number(key) - 1];
        if (chosen) deliberately(nativeEvent, () => void close(chosen));
      }}
    >
      <ol className="choice-list">
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

/** Each with its number of lines. */
const TEXTS: Record<IncidentText, number> = { address: 1, description: 4 };
const TEXT_NAMES = Object.keys(TEXTS) as IncidentText[];

type Correction = { type: string; priority: string } & Record<IncidentText, string>;

export function EditDialog({ incident, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { types } = useReference();
  const command = useCommand();
  const { register, handleSubmit } = useForm<Correction>({
    defaultValues: {
      type: incident.type,
      priority: String(incident.priority),
      ...textsBefore(incident),
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
        {TEXT_NAMES.map((name) => (
          <Fragment key={name}>
            <label htmlFor={`edit-${name}`}>{t(`incident_text.${name}`)}</label>
            {TEXTS[name] > 1 ? (
              <textarea id={`edit-${name}`} rows={TEXTS[name]} {...register(name)} maxLength={4000} />
            ) : (
              <input id={`edit-${name}`} {...register(name)} maxLength={4000} />
            )}
          </Fragment>
        ))}
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

function textsBefore(incident: Incident) {
  return Object.fromEntries(TEXT_NAMES.map((name) => [name, incident[name] ?? ""])) as Record<IncidentText, string>;
}

/** Only the changed fields; an emptied text stays as it was, as the API can only replace. */
function changes(incident: Incident, form: Correction) {
  const priority = Number(form.priority);
  const texts = TEXT_NAMES.map((name) => [name, form[name].trim()] as const);
  return {
    ...(form.type !== incident.type && { type: form.type }),
    ...(priority !== incident.priority && { priority }),
    ...Object.fromEntries(texts.filter(([name, text]) => text && text !== incident[name])),
  };
}

export function CancelButton() {
  const { t } = useTranslation();
  return (
    <form method="dialog">
      <button type="submit">{t("incident.cancel")}</button>
    </form>
  );
}
