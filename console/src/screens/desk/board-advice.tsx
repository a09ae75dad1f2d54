// Advice for the whole board when several incidents wait: who goes where for the least total wait; a person sends each.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BoardAdvice, IncidentAdvice } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { Problem } from "../../base/api/problem";
import { deliberately } from "../../base/keys/rhythm";
import { span } from "../../base/time/duration";
import { useReadProblemText, useTerm, useTypeName } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { chooseIncident } from "../../parts/desk-state";
import { counted } from "../../parts/figures";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";
import { PriorityBadge } from "../../ui/priority-badge";

export function BoardAdviceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useReadProblemText();
  const { advice, problem } = useBoardAdvice();
  const command = useCommand();
  const send = ({ incident_id, advised }: IncidentAdvice) =>
    void command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/assignments", {
          params: { path: { incident_id }, header: { "idempotency-key": key } },
          body: { unit_ids: advised },
        }),
      ),
    );
  const incidents = advice?.incidents ?? [];
  return (
    <Ask
      title={t("board.title")}
      onClose={onClose}
      choosesNothing
      onKeyDown={({ key, nativeEvent }) => {
        const chosen = incidents[Number(key) - 1];
        if (chosen?.advised.length) deliberately(nativeEvent, () => send(chosen));
      }}
    >
      <p className="soft">{t("board.what")}</p>
      {problem && <p className="note-bad">{problemText(problem)}</p>}
      {!advice && !problem && <p className="muted">{t("app.loading")}</p>}
      {advice && incidents.length === 0 && <p className="muted">{t("board.none")}</p>}
      <ol className="choice-list board-advice">
        {incidents.map((each, index) => (
          <li key={each.incident_id} className="row" data-incident={each.number}>
            <PriorityBadge priority={each.priority} />
            <Advised advice={each} onShow={() => chooseIncident(each.incident_id)} />
            <button type="button" className="primary" disabled={!each.advised.length} onClick={() => send(each)}>
              {t("board.send", { units: each.advised.join(", ") || "–" })} <kbd>{index + 1}</kbd>
            </button>
          </li>
        ))}
      </ol>
      <CommandMessage command={command} />
      <form method="dialog">
        <button type="submit">{t("preferences.close")}</button>
      </form>
    </Ask>
  );
}

function Advised({ advice, onShow }: { advice: IncidentAdvice; onShow: () => void }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const typeName = useTypeName();
  const said = [
    ...advice.send.map(({ unit_id, eta_s }) => `${unit_id} ${span(eta_s * 1000, i18n.language)}`),
    ...advice.wait_for.map(({ unit_id, eta_s }) =>
      t("board.wait_for", { unit: unit_id, eta: span(eta_s * 1000, i18n.language) }),
    ),
    ...counted(advice.missing).map(({ key, count }) =>
      t("board.missing", { count, capability: term("capability", key) }),
    ),
  ];
  return (
    <button type="button" className="plain grow" onClick={onShow}>
      <strong>
        {advice.number} {typeName(advice.type)}
      </strong>
      <span className="block soft">{said.join(" · ")}</span>
    </button>
  );
}

/** Requested again whenever the parts of the board that it rests on change. */
function useBoardAdvice(): { advice: BoardAdvice | null; problem: Problem | null } {
  const [advice, setAdvice] = useState<BoardAdvice | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const incidents = useLive((live) => live.board.incidents);
  const assignments = useLive((live) => live.board.assignments);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed on the board is the reason to ask again
  useEffect(() => {
    let current = true;
    answerOf(client.GET("/api/v1/board/advice"))
      .then((made) => {
        if (!current) return;
        setAdvice(made);
        setProblem(null);
      })
      .catch((error: unknown) => current && setProblem(error instanceof Problem ? error : null));
    return () => {
      current = false;
    };
  }, [incidents, assignments]);
  return { advice, problem };
}
