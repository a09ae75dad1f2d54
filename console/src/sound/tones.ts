// Sounds made on the spot: no files, and silent when the person says so.
import { usePreferences } from "../shell/preferences";

type Tone = { hz: number; at_s: number; length_s: number };

export const NEW_INCIDENT: readonly Tone[] = [
  { hz: 660, at_s: 0, length_s: 0.12 },
  { hz: 880, at_s: 0.14, length_s: 0.16 },
];
export const RINGING: readonly Tone[] = [0, 0.1, 0.2, 0.3].map((at_s) => ({
  hz: at_s % 0.2 ? 520 : 440,
  at_s,
  length_s: 0.09,
}));
export const ALARM: readonly Tone[] = [0, 0.25, 0.5].map((at_s) => ({ hz: 980, at_s, length_s: 0.16 }));
export const ORDER: readonly Tone[] = [0, 0.3, 0.6, 0.9].flatMap((at_s) => [
  { hz: 740, at_s, length_s: 0.14 },
  { hz: 1110, at_s: at_s + 0.15, length_s: 0.14 },
]);

let context: AudioContext | undefined;

/** Browsers let a page sound only after it was touched; answers whether it may. */
export async function allowSound(): Promise<boolean> {
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  return context.state === "running";
}

export function play(tones: readonly Tone[], volume = 0.25): void {
  if (usePreferences.getState().muted) return;
  context ??= new AudioContext();
  if (context.state !== "running") return;
  for (const tone of tones) sound(context, tone, volume);
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

addEventListener("pointerdown", () => void allowSound(), { once: true });
addEventListener("keydown", () => void allowSound(), { once: true });
