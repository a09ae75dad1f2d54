// The outcome of a command: sending, or refused with the reason; nothing is shown as done before it is.
import { useTranslation } from "react-i18next";
import type { Problem } from "../base/api/problem";
import { useProblemText } from "../base/words/terms";
import type { Command } from "../live/command";

export function CommandMessage({ command }: { command: Command }) {
  const { state, dismiss } = command;
  return (
    <div role="status" aria-live="polite">
      <Sending command={command} />
      {state.phase === "refused" && <Refusal problem={state.problem} onDismiss={dismiss} />}
    </div>
  );
}

export function Sending({ command: { state } }: { command: Command }) {
  const { t } = useTranslation();
  if (state.phase !== "sending") return null;
  return (
    <p className="sending">
      {state.attempt === 1 ? t("command.sending") : t("command.sending_again", { attempt: state.attempt })}
    </p>
  );
}

type RefusalProps = { problem: Problem; about?: string; onDismiss: () => void };

export function Refusal({ problem, about, onDismiss }: RefusalProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <p className="message note-bad">
      <span>
        {about && <strong>{about} · </strong>}
        {problemText(problem)}
      </span>
      <button type="button" className="plain" onClick={onDismiss} aria-label={t("command.dismiss")}>
        ✕
      </button>
    </p>
  );
}
