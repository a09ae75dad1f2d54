// An incident's notes, callers and timeline.
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentFile, TimelineEntry } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount } from "../../base/api/session";
import { useKeys } from "../../base/keys/keys";
import { timeOfDay } from "../../base/time/duration";
import { name, useActor, useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { Facts } from "../../parts/facts";
import { noteSent, typeNote, useNoteDrafts } from "../../parts/note-drafts";
import { CommandMessage } from "../../ui/command-message";
import { SeparateCall } from "./corrections";

/** Shown before the notes are loaded: a letter typed for the field must never be taken for a command. */
export function Notes({ incidentId, notes }: { incidentId: string; notes: IncidentFile["notes"] }) {
  const { t, i18n } = useTranslation();
  const command = useCommand();
  const typed = useNoteDrafts(({ texts }) => texts[incidentId] ?? "");
  const input = useRef<HTMLInputElement>(null);
  useKeys({ n: () => input.current?.focus() });

  async function add(event: FormEvent) {
    event.preventDefault();
    const text = typed.trim();
    if (!text) return;
    const added = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/notes", {
          params: { path: { incident_id: incidentId }, header: { "idempotency-key": key } },
          body: { text },
        }),
      ),
    );
    if (added !== undefined) noteSent(incidentId, text);
  }

  return (
    <section aria-label={t("incident.notes")} className="stack">
      <h3>{t("incident.notes")}</h3>
      <ul className="stack">
        {notes.map((note) => (
          <li key={note.id}>
            <span className="muted">
              {timeOfDay(note.at, i18n.language, { seconds: false })} {name(note.by)}
            </span>{" "}
            {note.text || t("incident.note_forgotten")}
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void add(event)} className="row">
        <input
          ref={input}
          value={typed}
          onChange={(event) => typeNote(incidentId, event.target.value)}
          aria-label={t("incident.notes")}
          placeholder={t("incident.note_placeholder")}
          maxLength={4000}
          onKeyDown={(event) =>
            event.key === "Escape" && event.currentTarget.closest<HTMLElement>("[data-keys]")?.focus()
          }
        />
        <button type="submit">{t("incident.save")}</button>
      </form>
      <CommandMessage command={command} />
    </section>
  );
}

export function Callers({ file }: { file: IncidentFile }) {
  const { t, i18n } = useTranslation();
  const mayCommand = SENDERS.includes(useAccount().role);
  const [separated, setSeparated] = useState<string | null>(null);
  if (file.calls.length === 0) return null;
  return (
    <section aria-label={t("incident.callers")} className="stack">
      <h3>{t("incident.callers")}</h3>
      <ul className="stack">
        {file.calls.map((call) => (
          <li key={call.id}>
            <span className="muted">{timeOfDay(call.received_at, i18n.language, { seconds: false })}</span>{" "}
            {[call.caller_name, call.caller_number].filter(Boolean).join(" · ")}{" "}
            {mayCommand && (
              <button type="button" className="plain link" onClick={() => setSeparated(call.id)}>
                {t("correction.separate")}
              </button>
            )}
            {call.words && <q className="block soft">{call.words}</q>}
          </li>
        ))}
      </ul>
      {separated && <SeparateCall what={separated} onClose={() => setSeparated(null)} />}
    </section>
  );
}

export function Timeline({ file }: { file: IncidentFile }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const actor = useActor();
  return (
    <section aria-label={t("incident.timeline")} className="stack">
      <h3>{t("incident.timeline")}</h3>
      <ol className="timeline">
        {newestFirst(file.timeline).map((entry) => (
          <li key={entry.seq}>
            <span className="muted">{timeOfDay(entry.at, i18n.language)}</span>
            <span>
              {term("event", entry.kind)} <Facts entry={entry} />
              <span className="muted"> {actor(entry.actor)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function newestFirst(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return [...timeline].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.seq - a.seq);
}
