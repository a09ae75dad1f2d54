// The user's menu: appearance, sounds, language, log-out.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../base/api/session";
import { type Theme, usePreferences } from "../../base/preferences";
import { leave, openCalls } from "./leave";
import { OwnPassword } from "./own-password";

const THEMES: readonly Theme[] = ["dark", "light", "system"];

/** `onShowKeys` is set where there are shortcuts to show. */
export function Menu({ onShowKeys }: { onShowKeys?: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  const preferences = usePreferences();
  const [open, setOpen] = useState(false);
  const [asksPassword, setAsksPassword] = useState(false);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !menu.current?.contains(event.target as Node))
        setOpen(false);
    };
    addEventListener("pointerdown", leave);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointerdown", leave);
      removeEventListener("keydown", leave);
    };
  }, [open]);

  return (
    <div className="menu" ref={menu}>
      <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="who">{account.full_name || account.username}</span> ☰
        <span className="visually-hidden">{t("preferences.title")}</span>
      </button>
      {open && (
        <div className="stack">
          <p className="muted">
            {account.username} · {t(`role.${account.role}`)}
          </p>
          <span className="label">{t("preferences.theme")}</span>
          <div className="choices">
            {THEMES.map((theme) => (
              <button
                key={theme}
                type="button"
                aria-pressed={preferences.theme === theme}
                onClick={() => usePreferences.setState({ theme })}
              >
                {t(`preferences.${theme}`)}
              </button>
            ))}
          </div>
          <span className="label">{t("preferences.language")}</span>
          <div className="choices">
            {(["id", "en"] as const).map((language) => (
              <button
                key={language}
                type="button"
                lang={language}
                aria-pressed={preferences.language === language}
                onClick={() => usePreferences.setState({ language })}
              >
                {language === "id" ? "Indonesia" : "English"}
              </button>
            ))}
          </div>
          <label className="row">
            <input
              type="checkbox"
              checked={preferences.muted}
              onChange={(event) => usePreferences.setState({ muted: event.target.checked })}
            />
            {t("preferences.mute")}
          </label>
          <label className="row">
            <input
              type="checkbox"
              checked={preferences.singleKeys}
              onChange={(event) => usePreferences.setState({ singleKeys: event.target.checked })}
            />
            {t("preferences.single_keys")}
          </label>
          {onShowKeys && (
            <button type="button" onClick={onShowKeys}>
              {t("preferences.keys")} <kbd>?</kbd>
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              menu.current?.querySelector("button")?.focus(); // the dialog returns the focus here
              setOpen(false);
              setAsksPassword(true);
            }}
          >
            {t("own_password.title")}
          </button>
          <LogOut />
        </div>
      )}
      {asksPassword && <OwnPassword onClose={() => setAsksPassword(false)} />}
    </div>
  );
}

/** Asks for confirmation while a call is open in the form or on its way to the server. */
function LogOut() {
  const { t } = useTranslation();
  const [waiting, setWaiting] = useState(0);
  const press = async () => {
    const count = waiting ? 0 : await openCalls();
    setWaiting(count);
    if (!count) await leave();
  };
  return (
    <>
      {waiting > 0 && <p className="note-warn">{t("login.calls_open", { count: waiting })}</p>}
      <button type="button" onClick={() => void press()}>
        {t("login.log_out")}
      </button>
    </>
  );
}
