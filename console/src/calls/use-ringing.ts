// A ringing call rings, until somebody takes it.
import { useEffect } from "react";
import { play, RINGING } from "../sound/tones";

const AGAIN_MS = 3_000;

export function useRinging(ringing: boolean): void {
  useEffect(() => {
    if (!ringing) return;
    play(RINGING);
    const timer = setInterval(() => play(RINGING), AGAIN_MS);
    return () => clearInterval(timer);
  }, [ringing]);
}
