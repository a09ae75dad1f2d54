// The desk's own suggestions: a nearer unit to replace one on its way, with one key to accept.
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount } from "../../base/api/session";
import type { Suggestion } from "../../base/api/views";
import { useCommandKeys } from "../../base/keys/keys";
import { offerUndo } from "../../base/keys/notices";
import { span } from "../../base/time/duration";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useCover } from "../../parts/cover/use-cover";
import { chooseIncident } from "../../parts/desk-state";
import { CommandMessage } from "../../ui/command-message";
import { takeBackSending } from "./call-off";
import "./suggestions.css";

export function Suggestions() {
  const { t } = useTranslation();
  const suggestions = useLive((live) => live.board.suggestions);
  const command = useCommand();
  const mayFollow = SENDERS.includes(useAccount().role);
  const standing = [...suggestions.values()].sort((a, b) => b.saving_s - a.saving_s);

  const follow = async ({ id, assignment_id, with_unit_id, incident_id }: Suggestion) => {
    const sent = await command.run((key) => {
      const params = { path: { assignment_id }, header: { "idempotency-key": key } };
      const body = { unit_id: with_unit_id, suggestion_id: id };
      return answerOf(client.POST("/api/v1/assignments/{assignment_id}/replace", { params, body }));
    });
    const number = useLive.getState().board.incidents.get(incident_id)?.number ?? "";
    if (sent) offerUndo(t("keys.sent", { units: with_unit_id }), () => void takeBackSending([sent], number));
  };
  const refuse = ({ id }: Suggestion) =>
    command.run((key) => {
      const params = { path: { suggestion_id: id }, header: { "idempotency-key": key } };
      return answerOf(client.POST("/api/v1/suggestions/{suggestion_id}/refuse", { params }));
    });
  useCommandKeys({
    d: () => {
      const top = standing[0];
      if (mayFollow && top) void follow(top);
    },
  });
  const moves = useSuggestedMoves();
  if (standing.length === 0 && moves.length === 0 && command.state.phase !== "refused") return null;

  return (
    <section className="suggestions" aria-label={t("suggestion.title")} aria-live="polite">
      <h2 className="panel-head">{t("suggestion.title")}</h2>
      <CommandMessage command={command} />
      <ul>
        {standing.map((suggestion, index) => (
          <li key={suggestion.id} className="row wrap">
            <SuggestionText suggestion={suggestion} />
            {mayFollow && (
              <>
                <button type="button" className="primary" onClick={() => void follow(suggestion)}>
                  {t("suggestion.follow")} {index === 0 && <kbd>D</kbd>}
                </button>
                <button type="button" onClick={() => void refuse(suggestion)}>
                  {t("suggestion.refuse")}
                </button>
              </>
            )}
          </li>
        ))}
        {moves.length > 0 && (
          <li>
            <Link href="/cover">{t("suggestion.moves", { units: moves.join(", ") })}</Link>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The cover screen's suggestions, repeated where dispatchers look. */
function useSuggestedMoves(): string[] {
  const maySend = SENDERS.includes(useAccount().role);
  const { groups } = useCover(maySend ? [] : null);
  return (groups ?? []).flatMap(({ moves }) => moves.map(({ unit_id }) => unit_id));
}

function SuggestionText({ suggestion }: { suggestion: Suggestion }) {
  const { t, i18n } = useTranslation();
  const number = useLive((live) => live.board.incidents.get(suggestion.incident_id)?.number ?? "");
  return (
    <button type="button" className="plain grow" onClick={() => chooseIncident(suggestion.incident_id)}>
      {t("suggestion.replace", {
        unit: suggestion.with_unit_id,
        instead_of: suggestion.unit_id,
        number,
        saved: span(suggestion.saving_s * 1000, i18n.language),
      })}
    </button>
  );
}
