const dayMs = 86_400_000;
export const daySeconds = 86_400;

/** Days after the period in which people go on ordering, unseen but for what campaigns make of it. */
const aftermathDays = 112;

/** Ends just before the gift season, when a shop plans whom to write to. */
const lastDay = Date.UTC(2025, 9, 26) / dayMs;

/** The days a sample covers. Moments inside are seconds since its first midnight; before it they are negative. */
export interface Period {
  readonly days: number;
  /** The day to which orders are drawn. */
  readonly horizon: number;
  /** Days from 1970-01-01 to day 0. */
  readonly firstDay: number;
  /** Operational time: seasonal[d] is the share-weighted number of ordinary days gone by at the start of day d. */
  readonly seasonal: Float64Array;
}

/**
 * horizon "short": a fortnight more, since the first look at a later order may fall inside. "long": the aftermath too.
 * What is drawn inside the period is the same.
 */
export function createPeriod(days: number, horizon: "short" | "long" = "short"): Period {
  const firstDay = lastDay + 1 - days;
  const last = days + (horizon === "short" ? 14 : aftermathDays);
  return { days, horizon: last, firstDay, seasonal: seasonalClock(firstDay, days, last) };
}

/** 20 Nov–25 Dec, 7–14 Feb, 1–10 May. */
export function isGiftSeason(date: Date): boolean {
  const key = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return (key >= 1120 && key <= 1225) || (key >= 207 && key <= 214) || (key >= 501 && key <= 510);
}

export function isGiftSeasonDay(period: Period, day: number): boolean {
  return isGiftSeason(new Date((period.firstDay + day) * dayMs));
}

/** Days from this one to the next that is in a season; 0 in one. */
export function daysToGiftSeason(period: Period, day: number): number {
  let days = 0;
  while (!isGiftSeasonDay(period, day + days)) days++;
  return days;
}

export const giftSeasonShare = 0.85;

/** A clock that runs so much faster in the seasons that they hold `giftSeasonShare` of the period's time. */
function seasonalClock(firstDay: number, days: number, total: number): Float64Array {
  const inSeason = Array.from({ length: total }, (_, day) => isGiftSeason(new Date((firstDay + day) * dayMs)));
  const seasonDays = inSeason.slice(0, days).filter(Boolean).length;
  const uniform = seasonDays === 0 || seasonDays === days;
  const fast = uniform ? 1 : (giftSeasonShare * days) / seasonDays;
  const slow = uniform ? 1 : ((1 - giftSeasonShare) * days) / (days - seasonDays);
  const clock = new Float64Array(total + 1);
  for (let day = 0; day < total; day++) clock[day + 1] = (clock[day] ?? 0) + (inSeason[day] ? fast : slow);
  return clock;
}

/** Operational time of a day (0…horizon, fractions allowed). */
export function toOperational(clock: Float64Array, day: number): number {
  const whole = Math.min(Math.floor(day), clock.length - 2);
  const from = clock[whole] ?? 0;
  return from + (day - whole) * ((clock[whole + 1] ?? from) - from);
}

/** The day of an operational time; beyond the clock's end, Infinity. */
export function fromOperational(clock: Float64Array, time: number): number {
  let low = 0;
  let high = clock.length - 1;
  if (time >= (clock[high] ?? 0)) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((clock[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  const from = clock[low] ?? 0;
  return low + (time - from) / ((clock[high] ?? 0) - from);
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(period: Period, day: number): number {
  return (((period.firstDay + day + 3) % 7) + 7) % 7;
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
const dateTexts = new Map<number, string>();

/** "2025-10-26" */
export function dateText(period: Period, day: number): string {
  const absolute = period.firstDay + day;
  let text = dateTexts.get(absolute);
  if (text === undefined) {
    text = new Date(absolute * dayMs).toISOString().slice(0, 10);
    dateTexts.set(absolute, text);
  }
  return text;
}

/** "2025-10-26 09:05:00" */
export function timeText(period: Period, seconds: number): string {
  const day = Math.floor(seconds / daySeconds);
  const rest = seconds - day * daySeconds;
  const minutes = Math.floor(rest / 60);
  const hour = twoDigits[Math.floor(minutes / 60)];
  return `${dateText(period, day)} ${hour}:${twoDigits[minutes % 60]}:${twoDigits[Math.floor(rest - minutes * 60)]}`;
}
