// A time slider that also plays: one minute of the past per second.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { timeOfDay } from "../../base/time/duration";

const STEP_MS = 50;
const FASTER = 60;
const STEP_OF_HAND_MS = 1_000;

type Props = { first: number; last: number; at: number; onAt: (at: number) => void };

export function TimeSlider({ first, last, at, onAt }: Props) {
  const { t, i18n } = useTranslation();
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (at >= last) setPlaying(false);
      else onAt(Math.min(last, at + STEP_MS * FASTER));
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, at, last, onAt]);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          if (!playing && at >= last) onAt(first);
          setPlaying(!playing);
        }}
      >
        {playing ? t("replay.pause") : t("replay.play")}
      </button>
      <input
        type="range"
        className="grow"
        aria-label={t("replay.at")}
        aria-valuetext={timeOfDay(at, i18n.language)}
        min={first}
        max={first + Math.ceil((last - first) / STEP_OF_HAND_MS) * STEP_OF_HAND_MS}
        step={STEP_OF_HAND_MS}
        value={at}
        onChange={(event) => onAt(Number(event.target.value))}
      />
      <time dateTime={new Date(at).toISOString()}>{timeOfDay(at, i18n.language)}</time>
    </>
  );
}
