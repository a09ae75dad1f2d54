// An alert that a crew must not miss: sounds and vibrates repeatedly until answered.
import { useEffect } from "react";
import { play, type Tone } from "../../base/sound/tones";

const LOUD = 0.9;

export type CrewAlert = { tones: readonly Tone[]; againMs: number; vibrationMs: number[] };

/** Restarts for each `about`; silent while it is undefined. `alert` must be a constant. */
export function useCrewAlert(alert: CrewAlert, about: string | number | undefined): void {
  useEffect(() => {
    if (about === undefined) return;
    const sound = () => {
      play(alert.tones, LOUD);
      navigator.vibrate?.(alert.vibrationMs);
    };
    sound();
    const timer = setInterval(sound, alert.againMs);
    return () => {
      clearInterval(timer);
      navigator.vibrate?.(0);
    };
  }, [alert, about]);
}
