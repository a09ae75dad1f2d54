// The log-in.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../base/api/problem";
import { useSession } from "../base/api/session";
import { usePreferences } from "../base/preferences";
import { useProblemText } from "../base/words/terms";
import { logIn } from "../live/log-in";

export function Login({ sessionOver = false }: { sessionOver?: boolean }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const language = usePreferences((preferences) => preferences.language);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const last = useSession((session) => (session.phase === "somebody" ? session.account.username : ""));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const fields = [...(form.current?.querySelectorAll("input") ?? [])];
    fields.find(({ value }) => !value)?.focus();
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await logIn(String(form.get("username")).trim(), String(form.get("password")));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="login">
      <form ref={form} className="panel stack" onSubmit={submit}>
        <h1>{t("login.title")}</h1>
        {sessionOver && <p className="note-warn">{t("login.session_over")}</p>}
        <label htmlFor="username">{t("login.username")}</label>
        <input
          id="username"
          name="username"
          defaultValue={last}
          autoComplete="username"
          autoCapitalize="none"
          required
        />
        <label htmlFor="password">{t("login.password")}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
        <div role="alert">{problem && <p className="note-bad">{problemText(problem)}</p>}</div>
        <button type="submit" className="primary" disabled={busy}>
          {t("login.submit")}
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => usePreferences.setState({ language: language === "id" ? "en" : "id" })}
        >
          {language === "id" ? "English" : "Bahasa Indonesia"}
        </button>
      </form>
    </main>
  );
}
