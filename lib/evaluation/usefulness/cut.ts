import type { Period } from "../../ingest/schema.ts";

export interface Cut {
  /** ISO days: the first of the period, the last that is known, the first that is held out, the last that is judged by. */
  readonly from: string;
  readonly lastDay: string;
  readonly firstHeldOut: string;
  readonly to: string;
}

/** Days that are held out. */
export function heldOutDays({ firstHeldOut, to }: Pick<Cut, "firstHeldOut" | "to">): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${firstHeldOut}T00:00:00Z`)) / dayMs) + 1;
}

/** Whole days that a period needs to be cut. */
const leastDays = 8;
/** Of a period too short for more than one cut: the share that is held out, and whole days of it at least. */
const [heldOutShare, leastHeldOut] = [0.25, 2];
const mostCuts = 4;
/** Several cuts hold out stretches of this many days or more, a month in which people come back, and half of the period in all. */
const leastStretch = 28;
const rolledShare = 0.5;
const dayMs = 86_400_000;

/**
 * Where the period is cut, the earliest first (rolling origins: Tashman 2000, doi:10.1016/S0169-2070(00)00065-0): as many of four as the
 * period has room for, each judged by a stretch of equal length that ends where the next one's starts. A short period is cut once, before
 * its last quarter; none where it is too short for that.
 */
export function cutsOf({ from, to }: Period): readonly Cut[] {
  const [first, last] = [from, to].map((time) => Math.floor(Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / dayMs));
  if (first === undefined || last === undefined || !(last - first + 1 >= leastDays)) return [];
  const days = last - first + 1;
  const count = Math.max(1, Math.min(mostCuts, Math.floor((rolledShare * days) / leastStretch)));
  const stretch =
    count > 1 ? Math.floor((rolledShare * days) / count) : Math.max(leastHeldOut, Math.round(heldOutShare * days));
  const day = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, at) => {
    const end = last - (count - 1 - at) * stretch;
    return { from: day(first), lastDay: day(end - stretch), firstHeldOut: day(end - stretch + 1), to: day(end) };
  });
}
