// A running age.
import { useTranslation } from "react-i18next";
import { age, clock } from "../base/time/duration";
import { useNow } from "../base/time/now";
import { type Target, toneOf } from "../base/time/targets";

/** A passing second is not news: a live region does not read it aloud. */
export function Age({ sinceMs }: { sinceMs: number }) {
  const { i18n } = useTranslation();
  return <span aria-live="off">{age(useNow() - sinceMs, i18n.language)}</span>;
}

/** A running clock, coloured against its target, with a mark for those who do not see the colour. */
export function Clock({ sinceMs, target, label }: { sinceMs: number; target: Target | null; label?: string }) {
  const elapsedMs = useNow() - sinceMs;
  const tone = target ? toneOf(elapsedMs, target) : undefined;
  return (
    <span className="clock" aria-live="off" data-tone={tone} title={label}>
      {clock(elapsedMs)}
    </span>
  );
}
