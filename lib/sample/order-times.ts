import type { Random } from "../core/random.ts";
import { daySeconds, fromOperational, type Period, toOperational, weekdayOf } from "./calendar.ts";
import { drawGamma, drawIndex, drawRemainingGap } from "./draws.ts";
import type { DayRhythm, Persona } from "./personas.ts";
import type { Role, SampleUser } from "./user.ts";

export interface Moment {
  readonly persona: Persona;
  /** Seconds since the start of the period. */
  readonly time: number;
}

const officeShare = 0.85;
const midnightShare = 0.7;

/** Weights of the hours 0…23. */
const hours: Readonly<Record<DayRhythm, readonly number[]>> = {
  office: [1, 0, 0, 0, 0, 1, 2, 4, 6, 4, 4, 4, 3, 3, 4, 4, 4, 4, 6, 6, 5, 5, 4, 2],
  day: [1, 1, 0, 0, 0, 1, 2, 4, 6, 8, 9, 9, 10, 9, 8, 8, 8, 8, 8, 8, 8, 7, 5, 3],
  evening: [3, 1, 1, 0, 0, 0, 1, 3, 4, 4, 4, 5, 7, 6, 5, 5, 5, 6, 8, 11, 14, 15, 12, 7],
  midnight: [4, 1, 1, 0, 0, 0, 1, 2, 3, 4, 6, 5, 7, 5, 4, 4, 4, 5, 6, 8, 10, 9, 8, 6],
};

/**
 * When a user orders, in order of time, up to the period's horizon: a renewal process with gamma gaps for every
 * role. Who was there before the period is met mid-gap; who joins in it orders on joining, except gift givers, who wait
 * for the season on a clock that runs faster there.
 */
export function drawOrderTimes(user: SampleUser, period: Period): Moment[] {
  // Two streams, so that a nearer horizon takes nothing away from the hours of the orders before it.
  const gaps = user.random.fork("gaps");
  const hoursOfDay = user.random.fork("hours");
  const moments: Moment[] = [];
  for (const role of user.roles) {
    const { persona } = role;
    const until = Math.min(role.until, period.horizon);
    const joins = role.from === user.joined;
    if (persona.once) {
      if (joins) moments.push({ persona, time: drawTimeOfDay(hoursOfDay, period, persona.rhythm, role.from) });
    } else if (persona.rate > 0) {
      for (const day of drawDays(user, role, joins && !persona.gifts, until, period, gaps)) {
        moments.push({ persona, time: drawTimeOfDay(hoursOfDay, period, persona.rhythm, day) });
      }
    }
  }
  return moments.sort((a, b) => a.time - b.time);
}

function drawDays(user: SampleUser, role: Role, joins: boolean, until: number, period: Period, random: Random) {
  const { shape, rate, gifts } = role.persona;
  const gap = 30 / (rate * user.rateFactor);
  const clock = gifts ? period.seasonal : undefined;
  const days: number[] = [];
  let time = clock ? toOperational(clock, role.from) : role.from;
  time += joins ? 0 : drawRemainingGap(random, shape, gap);
  for (;;) {
    const day = clock ? fromOperational(clock, time) : time;
    if (day >= until) return days;
    days.push(day);
    time += drawGamma(random, shape, gap);
  }
}

/** A second on that day by the persona's rhythm. Office orders of a weekend move to the Friday or Monday beside it. */
export function drawTimeOfDay(random: Random, period: Period, rhythm: DayRhythm, day: number): number {
  let whole = Math.floor(day);
  if (rhythm === "office" && random.next() < officeShare) {
    const weekday = weekdayOf(period, whole);
    if (weekday >= 5) whole += weekday === 5 && whole > 0 ? -1 : 7 - weekday;
    return Math.floor(whole * daySeconds + (9 + 9 * random.next()) * 3600);
  }
  if (rhythm === "midnight" && random.next() < midnightShare) {
    return Math.floor(whole * daySeconds + random.next() ** 2 * 1200);
  }
  return Math.floor(whole * daySeconds + (drawIndex(random, hours[rhythm]) + random.next()) * 3600);
}
