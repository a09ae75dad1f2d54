// The desk's sounds on every screen: once for a new incident, repeatedly while an alert is not taken.
import { useEffect } from "react";
import { ALERT, NEW_INCIDENT, play } from "../base/sound/tones";
import { onEventOf, useLive } from "../live/board";

const ALERT_AGAIN_MS = 6_000;

export function useSounds(listening: boolean): void {
  const alerts = useLive((live) => live.board.alerts.size);
  useEffect(() => {
    if (listening) return onEventOf(["incident_created"], () => play(NEW_INCIDENT));
  }, [listening]);
  useEffect(() => {
    if (!listening || alerts === 0) return;
    play(ALERT);
    const timer = setInterval(() => play(ALERT), ALERT_AGAIN_MS);
    return () => clearInterval(timer);
  }, [listening, alerts]);
}
