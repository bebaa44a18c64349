import { quantile, sortPresent } from "./quantile.ts";
import type { WholesaleOffer } from "./schema.ts";

/** Interquartile ranges above the upper quartile, on the log scale, from which spend is out of the ordinary. */
const fence = 2.6;
/** More customers than this are a segment, not an exception; less revenue than this distorts nothing. */
const mostUsers = 0.01;
const leastRevenue = 0.02;

/**
 * Wholesale-sized customers: ln spend above Q3 + 2.6·IQR of ln spend (type-7 quantiles), between Tukey's inner (1.5) and
 * outer (3) fence, since logs take most of the skew. Offered when they are at most 1 % of customers and hold at least 2 %
 * of the revenue; the bar is rounded to two digits, since it is a number for people. null: nobody, too many, too little.
 * spend: one value per customer, in money, NaN or ≤ 0 where unknown.
 */
export function findWholesale(spend: Float64Array): Omit<WholesaleOffer, "apart"> | null {
  const logs = sortPresent(spend.map((value) => (value > 0 ? Math.log(value) : Number.NaN)));
  if (logs.length < 20) return null;
  const upper = quantile(logs, 0.75);
  const bar = Math.exp(upper + fence * (upper - quantile(logs, 0.25)));
  const threshold = Number(bar.toPrecision(2));
  let users = 0;
  let revenue = 0;
  let total = 0;
  for (const value of spend) {
    if (!(value > 0)) continue;
    total += value;
    if (value < threshold) continue;
    users++;
    revenue += value;
  }
  const revenueShare = revenue / total;
  if (users === 0 || users > mostUsers * logs.length || revenueShare < leastRevenue) return null;
  return { users, revenueShare, threshold };
}
