// Notes and corrections made after the order: sounded, marked, and confirmed by the crew with one touch.
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import type { Assignment } from "../../base/api/views";
import { UPDATE } from "../../base/sound/tones";
import { timeOfDay } from "../../base/time/duration";
import { useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { useIncidentFile } from "../../live/use-incident-file";
import { CommandMessage } from "../../ui/command-message";
import { useCrewAlert } from "./use-crew-alert";

const ALERT = { tones: UPDATE, againMs: 10_000, vibrationMs: [250, 100, 250] };

export function CrewNotices({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation();
  const command = useCommand();
  const open = (assignment.notices ?? []).filter(({ confirmed_at }) => confirmed_at === null);
  const newest = open.at(-1);
  useCrewAlert(ALERT, newest?.id);
  if (!newest) return <CommandMessage command={command} />;
  const confirm = () =>
    void command.run((key) =>
      answerOf(
        client.POST("/api/v1/assignments/{assignment_id}/notices/confirm", {
          params: { path: { assignment_id: assignment.id }, header: { "idempotency-key": key } },
          body: { up_to: newest.id },
        }),
      ),
    );
  return (
    <section className="crew-notices note-warn stack" aria-label={t("crew.news")} data-testid="crew-notices">
      <strong role="status">★ {t("crew.news")}</strong>
      <Told assignment={assignment} />
      <button type="button" className="big" onClick={confirm}>
        {t("crew.news_read")}
      </button>
      <CommandMessage command={command} />
    </section>
  );
}

/** A note's text is only in the incident's file; a correction's new values are shown by the order itself. */
function Told({ assignment: { incident_id, notices } }: { assignment: Assignment }) {
  const { i18n } = useTranslation();
  const term = useTerm();
  const notes = new Map(useIncidentFile(incident_id)?.notes.map(({ id, text }) => [id, text]));
  return (
    <ul className="stack">
      {(notices ?? [])
        .filter(({ confirmed_at }) => confirmed_at === null)
        .map(({ id, at, changed, note_id }) => (
          <li key={id}>
            <span className="muted">{timeOfDay(at, i18n.language, { seconds: false })}</span>{" "}
            {note_id !== null ? (notes.get(note_id) ?? "…") : changed.map((each) => term("changed", each)).join(", ")}
          </li>
        ))}
    </ul>
  );
}
