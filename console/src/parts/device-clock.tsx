// The time of a call for help by the sender's own clock, if it differs from the time of arrival.
import { useTranslation } from "react-i18next";
import type { Alert } from "../base/api/views";
import { age, dayAndTime } from "../base/time/duration";

const DIFFERS_FROM_S = 60;

export function DeviceClock({ alert: { detail } }: { alert: Alert }) {
  const { t, i18n } = useTranslation();
  const off = detail?.claimed_age_s;
  if (typeof off !== "number" || typeof detail?.claimed_at !== "string" || Math.abs(off) < DIFFERS_FROM_S) return null;
  const said = {
    at: dayAndTime(detail.claimed_at, i18n.language),
    age: age(Math.abs(off) * 1000, i18n.language),
  };
  const words = off > 0 ? t("alert.device_clock_behind", said) : t("alert.device_clock_ahead", said);
  return <span className="soft alert-device-clock">{words}</span>;
}
