import type { Period } from "../../ingest/schema.ts";

export interface Cut {
  /** ISO days: the first of the period, the last that is known, the first that is held out, the last of the period. */
  readonly from: string;
  readonly lastDay: string;
  readonly firstHeldOut: string;
  readonly to: string;
}

/** Days that are held out. */
export function heldOutDays({ firstHeldOut, to }: Pick<Cut, "firstHeldOut" | "to">): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${firstHeldOut}T00:00:00Z`)) / dayMs) + 1;
}

const heldOutShare = 0.25;
/** Whole days that a period needs to be cut, and that are held out at least. */
const [leastDays, leastHeldOut] = [8, 2];
const dayMs = 86_400_000;

/** The last quarter of the period, in whole days, is held out; null where it is too short for that. */
export function cutAt({ from, to }: Period): Cut | null {
  const [first, last] = [from, to].map((time) => Math.floor(Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / dayMs));
  if (first === undefined || last === undefined || !(last - first + 1 >= leastDays)) return null;
  const heldOut = Math.max(leastHeldOut, Math.round(heldOutShare * (last - first + 1)));
  const day = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  return { from: day(first), lastDay: day(last - heldOut), firstHeldOut: day(last - heldOut + 1), to: day(last) };
}
