// Durations and moments as people at a desk read them.

/** 04:32, or 1:04:32 from one hour on; never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${pad(minutes)}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** 1 mnt 08 dtk: a duration, never written like a time of day. */
export function span(ms: number, language: string): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [Unit, number][] = [
    ["hour", Math.floor(seconds / 3600)],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ];
  const first = parts.findIndex(([, count]) => count > 0);
  const said = parts.slice(first < 0 ? 2 : first, first < 0 ? 3 : first + 2);
  return said
    .filter(([, count], index) => index === 0 || count > 0)
    .map(([unit, count], index) => inUnit(count, unit, language, { minimumIntegerDigits: index ? 2 : 1 }))
    .join(" ");
}

type Unit = "day" | "hour" | "minute" | "second";

function inUnit(count: number, unit: Unit, language: string, options: Intl.NumberFormatOptions = {}): string {
  // The browser gives "2 j" and "2 hr", which no Indonesian desk uses.
  const unitDisplay = language === "id" && (unit === "hour" || unit === "day") ? "long" : "short";
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, ...options }).format(count);
}

/** 91%, or 2,5% with one digit: the same form on every screen. */
export function percent(share: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits }).format(share);
}

const STEPS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** 12 dtk, 3 mnt, 2 jam: one number, rounded down; `long` writes the unit out. */
export function age(ms: number, language: string, { long = false } = {}): string {
  const step = STEPS.find((each) => ms >= each.ms) ?? ({ unit: "second", ms: 1000 } as const);
  const count = Math.max(0, Math.floor(ms / step.ms));
  return inUnit(count, step.unit, language, long ? { unitDisplay: "long" } : {});
}

export function distance(metres: number, language: string): string {
  const [unit, value, digits] = metres < 950 ? ["meter", metres, 0] : ["kilometer", metres / 1000, 1];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
    maximumFractionDigits: digits as number,
  }).format(value as number);
}

let zone: string | undefined;

/** Times are shown in the city's zone, wherever the browser is. */
export function setZone(timezone: string): void {
  zone = timezone;
}

export function timeOfDay(at: string | number, language: string, options: { seconds?: boolean } = {}): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    ...(options.seconds === false ? {} : { second: "2-digit" }),
    hourCycle: "h23",
    ...(zone ? { timeZone: zone } : {}),
  }).format(new Date(at));
}

/** In the city's zone, from 0 to 23. */
export function hourOfDay(at: string): number {
  const hour = new Intl.DateTimeFormat("en", {
    hour: "numeric",
    hourCycle: "h23",
    ...(zone ? { timeZone: zone } : {}),
  });
  return Number(hour.format(new Date(at)));
}

/** A device's time may be invalid: then its own text is shown. */
export function momentSaid(claimed: string, language: string): string {
  return Number.isNaN(Date.parse(claimed)) ? claimed : dayAndTime(claimed, language);
}

export function dayAndTime(at: string | number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    ...(zone ? { timeZone: zone } : {}),
  }).format(new Date(at));
}
