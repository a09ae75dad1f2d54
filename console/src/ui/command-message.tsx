// What became of a command: sending, refused and why; nothing is shown as done before it is.
import { useTranslation } from "react-i18next";
import type { Command } from "../api/command";
import { useProblemText } from "../words/terms";

export function CommandMessage({ command }: { command: Command }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { state, dismiss } = command;
  return (
    <div role="status" aria-live="polite">
      {state.phase === "sending" && (
        <p className="sending">
          {state.attempt === 1 ? t("command.sending") : t("command.sending_again", { attempt: state.attempt })}
        </p>
      )}
      {state.phase === "refused" && (
        <p className="message note-bad">
          {problemText(state.problem)}
          <button type="button" className="plain" onClick={dismiss} aria-label={t("command.dismiss")}>
            ✕
          </button>
        </p>
      )}
    </div>
  );
}
