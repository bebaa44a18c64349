import type { Interval } from "../labels/schema.ts";

/** How a difference held up from one cut in time to the next. */
export interface HeldUp {
  /** Cuts at which it could be told. */
  readonly cuts: number;
  /** At how many of them it surely lay above 0, and below. */
  readonly more: number;
  readonly less: number;
  /** Mean over them, the smallest and the largest: not an interval, since the stretches share users. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** null: it could be told at none. */
export function heldUp(differences: readonly (Interval | null | undefined)[]): HeldUp | null {
  const told = differences.filter((one) => one != null);
  const values = told.map(({ value }) => value);
  if (values.length === 0) return null;
  return {
    cuts: told.length,
    more: told.filter(({ low }) => low > 0).length,
    less: told.filter(({ high }) => high < 0).length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
