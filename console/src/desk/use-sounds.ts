// When the desk sounds, whatever screen is open: once for a new incident, again and again while an alarm stands that nobody took.
import { useEffect } from "react";
import { onEvent, useLive } from "../live/board";
import { ALARM, NEW_INCIDENT, play } from "../sound/tones";

const ALARM_AGAIN_MS = 6_000;

export function useSounds(listening: boolean): void {
  const alarms = useLive((live) => live.board.alarms.size);
  useEffect(() => {
    if (listening) return onEvent((event) => event.kind === "incident_created" && play(NEW_INCIDENT));
  }, [listening]);
  useEffect(() => {
    if (!listening || alarms === 0) return;
    play(ALARM);
    const timer = setInterval(() => play(ALARM), ALARM_AGAIN_MS);
    return () => clearInterval(timer);
  }, [listening, alarms]);
}
