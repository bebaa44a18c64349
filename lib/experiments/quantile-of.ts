import type { ArmValues } from "./arm-statistics.ts";

/**
 * Quantile of type 7 (Hyndman & Fan 1996, doi:10.2307/2684934) of all users of some arms together, from distinct values and their
 * counts; p in 0…1. NaN where there is nobody. O(distinct values).
 */
export function quantileOf(arms: readonly ArmValues[], p: number): number {
  const places = arms.map(() => 0);
  const users = arms.reduce((total, { counts }) => total + counts.reduce((sum, count) => sum + count, 0), 0);
  const position = (users - 1) * p;
  const below = Math.floor(position);
  let seen = 0;
  let low = Number.NaN;
  while (seen < users) {
    const value = Math.min(...arms.map(({ values }, arm) => values[places[arm] ?? 0] ?? Number.POSITIVE_INFINITY));
    arms.forEach(({ values, counts }, arm) => {
      const place = places[arm] ?? 0;
      if (values[place] !== value) return;
      seen += counts[place] ?? 0;
      places[arm] = place + 1;
    });
    if (Number.isNaN(low) && seen > below) low = value;
    if (seen > Math.min(below + 1, users - 1)) return low + (position - below) * (value - low);
  }
  return Number.NaN;
}
