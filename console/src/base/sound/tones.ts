// Synthesized sounds: no files, and silent if the user turns them off.
import { create } from "zustand";
import { usePreferences } from "../preferences";

export type Tone = { hz: number; at_s: number; length_s: number };

export const NEW_INCIDENT: readonly Tone[] = [
  { hz: 660, at_s: 0, length_s: 0.12 },
  { hz: 880, at_s: 0.14, length_s: 0.16 },
];
export const RINGING: readonly Tone[] = [0, 0.1, 0.2, 0.3].map((at_s) => ({
  hz: at_s % 0.2 ? 520 : 440,
  at_s,
  length_s: 0.09,
}));
export const ALERT: readonly Tone[] = [0, 0.25, 0.5].map((at_s) => ({ hz: 980, at_s, length_s: 0.16 }));
export const ORDER: readonly Tone[] = [0, 0.3, 0.6, 0.9].flatMap((at_s) => [
  { hz: 740, at_s, length_s: 0.14 },
  { hz: 1110, at_s: at_s + 0.15, length_s: 0.14 },
]);

export const UPDATE: readonly Tone[] = [0, 0.2].map((at_s) => ({ hz: at_s ? 880 : 660, at_s, length_s: 0.16 }));

/** Browsers let a page play sound only after it was touched, and again after each reload. */
export const useSound = create(() => ({ allowed: false }));

let context: AudioContext | undefined;

function opened(): AudioContext {
  if (context) return context;
  const made = new AudioContext();
  const tell = () => useSound.setState({ allowed: made.state === "running" });
  made.addEventListener("statechange", tell);
  tell();
  context = made;
  return made;
}

export function allowSound(): void {
  if (opened().state !== "running") void opened().resume();
}

export function play(tones: readonly Tone[], volume = 0.25): void {
  if (usePreferences.getState().muted) return;
  if (opened().state !== "running") return;
  for (const tone of tones) sound(opened(), tone, volume);
}

function sound(on: AudioContext, { hz, at_s, length_s }: Tone, volume: number): void {
  const start = on.currentTime + at_s;
  const oscillator = new OscillatorNode(on, { frequency: hz, type: "triangle" });
  const gain = new GainNode(on, { gain: 0 });
  gain.gain.setTargetAtTime(volume, start, 0.01);
  gain.gain.setTargetAtTime(0, start + length_s, 0.02);
  oscillator.connect(gain).connect(on.destination);
  oscillator.start(start);
  oscillator.stop(start + length_s + 0.2);
}

// Opening the sound device may take a fifth of a second: never do it between a key and its action.
const allowSoundSoon = () => setTimeout(allowSound);
addEventListener("pointerdown", allowSoundSoon);
addEventListener("keydown", allowSoundSoon);
