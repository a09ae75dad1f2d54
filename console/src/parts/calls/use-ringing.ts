// Sounds an unanswered call until somebody takes it.
import { useEffect } from "react";
import { play, RINGING } from "../../base/sound/tones";

export function useRinging(ringing: boolean, againMs: number): void {
  useEffect(() => {
    if (!ringing) return;
    play(RINGING);
    const timer = setInterval(() => play(RINGING), againMs);
    return () => clearInterval(timer);
  }, [ringing, againMs]);
}
