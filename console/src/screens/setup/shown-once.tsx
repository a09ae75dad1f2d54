// A password, shown only this once.
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { Ask } from "../../ui/ask";
import { useWords } from "./words";

type Props = { title: string; username: string; password: string | null; onClose: () => void; children?: ReactNode };

export function ShownOnce({ title, username, password, onClose, children }: Props) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard
      ?.writeText(`${username}\t${password}`)
      .then(() => setCopied(true))
      .catch(() => {}); // it can be selected by hand
  return (
    <Ask title={title} onClose={onClose} {...(password !== null && { onKeyDown: stay })}>
      {password === null ? (
        <p className="note-bad">{t("once.lost")}</p>
      ) : (
        <>
          <p className="note-warn">{t("once.note")}</p>
          <dl className="credentials">
            <dt>{t("once.username")}</dt>
            <dd data-testid="once-username">{username}</dd>
            <dt>{t("once.password")}</dt>
            <dd data-testid="once-password">{password}</dd>
          </dl>
          {children}
        </>
      )}
      <div className="row">
        <button type="button" className="primary" onClick={onClose}>
          {t("once.done")}
        </button>
        {password !== null && "clipboard" in navigator && (
          <button type="button" onClick={copy}>
            {copied ? t("once.copied") : t("once.copy")}
          </button>
        )}
      </div>
    </Ask>
  );
}

/** Escape pressed out of habit would lose the password. */
function stay(event: KeyboardEvent): void {
  if (event.key === "Escape") event.preventDefault();
}
