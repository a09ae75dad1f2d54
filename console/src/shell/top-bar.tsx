// The bar above every desk screen: the current screen, the city's time, and how live the board is.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { SENDERS, useAccount, useReference } from "../base/api/session";
import { useCommandKeys, useKeys } from "../base/keys/keys";
import { offerUndo } from "../base/keys/notices";
import { usePreferences } from "../base/preferences";
import { SCREENS } from "../base/screens";
import { allowSound, useSound } from "../base/sound/tones";
import { timeOfDay } from "../base/time/duration";
import { useNow } from "../base/time/now";
import { useLive } from "../live/board";
import { UnattendedCalls } from "../parts/calls/unattended-calls";
import { Menu } from "../parts/frame/menu";
import { StatusLight } from "../parts/frame/status-light";
import { useSounds } from "../parts/use-sounds";
import { KeyList } from "./key-list";

export function TopBar() {
  const { t } = useTranslation();
  const { city } = useReference();
  const { role } = useAccount();
  const [path] = useLocation();
  const [showKeys, setShowKeys] = useState(false);
  const muted = usePreferences((preferences) => preferences.muted);
  const toggleMuted = () => usePreferences.setState({ muted: !muted });
  const soundAllowed = useSound((sound) => sound.allowed);
  const screen = path.split("/")[1];
  useSounds(SENDERS.includes(role) || screen === "desk");
  useKeys({ "Shift+?": () => setShowKeys(true) });
  useCommandKeys({
    m: () => {
      toggleMuted();
      offerUndo(t(muted ? "keys.sound_on" : "keys.sound_off"), () => usePreferences.setState({ muted }));
    },
  });
  return (
    <header className="bar">
      <span className="brand">{t("app.title")}</span>
      <span className="muted city-name">{city.name}</span>
      <nav aria-label={t("nav.label")}>
        {SCREENS[role].map((each) => (
          <Link key={each} href={`/${each}`} aria-current={screen === each ? "page" : undefined}>
            {t(`nav.${each}`)}
            {each === "desk" && screen !== "desk" && <Standing />}
          </Link>
        ))}
      </nav>
      <span className="grow" />
      <UnattendedCalls />
      {muted && (
        <button type="button" className="plain warn" onClick={toggleMuted} title={t("preferences.unmute")}>
          {t("preferences.muted")}
        </button>
      )}
      {!muted && !soundAllowed && (
        <button type="button" className="plain warn" onClick={allowSound}>
          {t("preferences.sound_waits")}
        </button>
      )}
      <CityTime />
      <StatusLight />
      <Menu onShowKeys={() => setShowKeys(true)} />
      {showKeys && <KeyList onClose={() => setShowKeys(false)} />}
    </header>
  );
}

/** Alerts not taken yet, for a user on another screen. */
function Standing() {
  const { t } = useTranslation();
  const count = useLive((live) => live.board.alerts.size);
  if (count === 0) return null;
  return (
    <strong className="bad">
      {" "}
      <span aria-hidden="true">▲ {count}</span>
      <span className="visually-hidden">{t("alert.count", { count })}</span>
    </strong>
  );
}

function CityTime() {
  const { i18n } = useTranslation();
  const now = useNow();
  return <time dateTime={new Date(now).toISOString()}>{timeOfDay(now, i18n.language)}</time>;
}
