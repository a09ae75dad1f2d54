// The light that shows how far the board can be trusted: always on, never by colour alone.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { age } from "../../base/time/duration";
import { useLive } from "../../live/board";
import { useOutbox } from "../../live/outbox";
import { SaidOnce } from "../../ui/said-once";

const TICK_MS = 1000;

/** Milliseconds since the server's last message, by this page's own clock. */
export function useSilence(): number {
  const heardAt = useLive((live) => live.heardAt);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return heardAt === null ? 0 : Math.max(0, now - heardAt);
}

const SIGNS = { live: "●", catching_up: "◐", cut_off: "✕" } as const;

export function StatusLight() {
  const { t, i18n } = useTranslation();
  const light = useLive((live) => live.light);
  const silence = age(useSilence(), i18n.language);
  return (
    <span className="light" data-light={light} data-testid="light">
      <span aria-hidden="true">{SIGNS[light]}</span>
      {light === "cut_off" ? t("light.cut_off", { age: silence }) : t(`light.${light}`)}
    </span>
  );
}

/** Shown above every screen, even those without a bar. */
export function GivenUpBand() {
  const { t } = useTranslation();
  const givenUp = useLive((live) => live.givenUp);
  if (!givenUp) return null;
  return (
    <div className="given-up-band row" role="alert">
      <span className="grow">{t("light.given_up")}</span>
      <button type="button" onClick={() => location.reload()}>
        {t("light.reload")}
      </button>
    </div>
  );
}

/** Also shown above every screen: closing the page would lose the waiting messages. */
export function NotKeptBand() {
  const { t } = useTranslation();
  const count = useOutbox(({ unwritten }) => unwritten.size);
  if (count === 0) return null;
  return (
    <p className="given-up-band" role="alert">
      {t("light.not_kept", { count })}
    </p>
  );
}

export function CutOffBand() {
  const { t, i18n } = useTranslation();
  const cutOff = useLive((live) => live.light === "cut_off");
  const silence = age(useSilence(), i18n.language);
  if (!cutOff) return null;
  return (
    <p className="cut-off-band">
      <SaidOnce words={t("light.cut_off_long", { age: silence })} />
    </p>
  );
}
