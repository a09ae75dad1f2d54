// The page: the logged-in user, and the screen of their role.
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { useAccount, useSession } from "../base/api/session";
import { Backoff } from "../base/backoff";
import { SCREENS, type Screen } from "../base/screens";
import { useLive } from "../live/board";
import { resume } from "../live/log-in";
import { CutOffBand, GivenUpBand, NotKeptBand } from "../parts/frame/status-light";
import { ErrorBoundary } from "../ui/error-boundary";
import { Login } from "./login";
import { NoticeLine } from "./notice-line";
import { fetchPartsAhead, SCREEN_PARTS } from "./screen-parts";
import { TopBar } from "./top-bar";

const screens = Object.fromEntries(
  Object.entries(SCREEN_PARTS).map(([screen, part]) => [screen, lazy(part)]),
) as Record<Screen, ReturnType<typeof lazy>>;

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 5_000;

fetchPartsAhead();

export function App() {
  const { t } = useTranslation();
  const phase = useSession((session) => session.phase);
  const sessionOver = useLive((live) => live.sessionOver);
  const unreachable = useResume();
  if (phase === "looking")
    return (
      <p className={unreachable ? "screen no-board" : "screen"} role="status">
        {unreachable ? t("app.unreachable") : t("app.loading")}
      </p>
    );
  if (phase === "nobody") return <Login />;
  if (sessionOver) return <Login sessionOver />;
  return (
    <Router hook={useHashLocation}>
      <GivenUpBand />
      <NotKeptBand />
      <Screens />
    </Router>
  );
}

/** Asks who is logged in until the server answers; true while it does not. */
function useResume(): boolean {
  const [unreachable, setUnreachable] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const backoff = new Backoff(RETRY_FIRST_MS, RETRY_MAX_MS);
    const ask = () =>
      resume().catch(() => {
        setUnreachable(true);
        timer = setTimeout(ask, backoff.nextMs());
      });
    void ask();
    return () => clearTimeout(timer);
  }, []);
  return unreachable;
}

function Screens() {
  const { t } = useTranslation();
  const { role } = useAccount();
  const own = SCREENS[role];
  return (
    <Switch>
      {own.map((screen) => (
        <Route key={screen} path={`/${screen}/:part?`}>
          <Suspense fallback={<p className="screen">{t("app.loading")}</p>}>
            <Framed screen={screen} />
          </Suspense>
        </Route>
      ))}
      <Route>
        {own[0] ? <Redirect to={`/${own[0]}`} replace /> : <p className="screen">{t("login.no_screen")}</p>}
      </Route>
    </Switch>
  );
}

/** The crew's and the wall's screens have no room for a bar: they show the light themselves. */
function Framed({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const light = useLive((live) => live.light);
  const Content = screens[screen];
  if (screen === "crew" || screen === "wall") {
    return (
      <ErrorBoundary>
        <Content />
      </ErrorBoundary>
    );
  }
  return (
    <div className="shell" data-light={light}>
      <button type="button" className="skip" onClick={() => document.getElementById("content")?.focus()}>
        {t("app.skip")}
      </button>
      <TopBar />
      <CutOffBand />
      <NoticeLine />
      <main id="content" tabIndex={-1}>
        <ErrorBoundary>
          <Content />
        </ErrorBoundary>
      </main>
    </div>
  );
}
