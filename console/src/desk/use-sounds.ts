// When the desk sounds: once for a new incident, again and again while an alarm stands that nobody took.
import { useEffect } from "react";
import { onEvent, useLive } from "../live/board";
import { ALARM, NEW_INCIDENT, play } from "../sound/tones";

const ALARM_AGAIN_MS = 6_000;

export function useSounds(): void {
  const alarms = useLive((live) => live.board.alarms.size);
  useEffect(() => onEvent((event) => event.kind === "incident_created" && play(NEW_INCIDENT)), []);
  useEffect(() => {
    if (alarms === 0) return;
    play(ALARM);
    const timer = setInterval(() => play(ALARM), ALARM_AGAIN_MS);
    return () => clearInterval(timer);
  }, [alarms]);
}
