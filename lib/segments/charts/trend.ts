import type { SegmentTrend } from "../schema.ts";

type Month = SegmentTrend["months"][number];

/** What is drawn: revenue where there is money, else orders. */
export function trendMeasure(months: readonly Month[]): "revenue" | "orders" {
  return months.some(({ revenue }) => revenue !== null) ? "revenue" : "orders";
}

/**
 * The last three whole months against the three before them, as a share of those: −.2 is a fifth less. Months that the
 * data hold in part do not count. null with fewer than six whole months, or nothing before.
 */
export function trendChange(months: readonly Month[]): number | null {
  const measure = trendMeasure(months);
  const whole = months.filter(({ isPart }) => !isPart).map((month) => month[measure] ?? 0);
  if (whole.length < 6) return null;
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const [before, after] = [sum(whole.slice(-6, -3)), sum(whole.slice(-3))];
  return before > 0 ? after / before - 1 : null;
}
