// Changes the user's own password: asks for the old one and ends every other session of the user.
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { CUT_OFF, Problem } from "../../base/api/problem";
import { useProblemText } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { Ask } from "../../ui/ask";

const MIN_LENGTH = 8;
const FIELDS = [
  { name: "old", autoComplete: "current-password", minLength: 1 },
  { name: "new", autoComplete: "new-password", minLength: MIN_LENGTH },
  { name: "again", autoComplete: "new-password", minLength: MIN_LENGTH },
] as const;

export function OwnPassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  return (
    <Ask title={t("own_password.title")} onClose={onClose}>
      {done ? (
        <form method="dialog" className="stack">
          <p className="note-good" role="status">
            {t("own_password.done")}
          </p>
          <button type="submit">{t("preferences.close")}</button>
        </form>
      ) : (
        <Change onDone={() => setDone(true)} onClose={onClose} />
      )}
    </Ask>
  );
}

function Change({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (form.get("new") !== form.get("again")) return setWrong(t("own_password.differ"));
    setBusy(true);
    try {
      await change(String(form.get("old")), String(form.get("new")));
      onDone();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setWrong(problemText(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {FIELDS.map(({ name, ...rules }) => (
        <label key={name} className="stack">
          {t(`own_password.${name}`, { count: MIN_LENGTH })}
          <input name={name} type="password" required {...rules} />
        </label>
      ))}
      <div role="alert">{wrong && <p className="note-bad">{wrong}</p>}</div>
      <div className="row">
        <button type="submit" className="primary" disabled={busy}>
          {t("own_password.submit")}
        </button>
        <button type="button" onClick={onClose}>
          {t("incident.cancel")}
        </button>
      </div>
    </form>
  );
}

/** Sent once, without a key: answers stored under a key would give the password away. Throws Problem. */
async function change(old_password: string, new_password: string): Promise<void> {
  if (useLive.getState().light === "cut_off") throw CUT_OFF;
  await answerOf(client.POST("/api/v1/me/password", { body: { old_password, new_password } }));
}
