import { type ArmStatistics, skewnessOf } from "../arm-statistics.ts";
import { momentsOf } from "../statistics/moments.ts";

/** What a metric is like now, a user: its estimate from n users has standard error sd/√n. */
export interface Baseline {
  /** null: everybody. */
  readonly segment: string | null;
  /** Users it was seen on. */
  readonly users: number;
  /** Level: a mean, a share, a ratio of means, or a quantile. */
  readonly value: number;
  /** After the covariate has taken its part out, where there is one. */
  readonly sd: number;
  /** Of the value; null where unknown, or of no matter (shares, quantiles). */
  readonly skewness: number | null;
}

/**
 * Level and spread of a mean, share or ratio, from a user's moments (ratios by the delta method). With a covariate, what CUPED will
 * leave: sd·√(1 − ρ²). null for fewer than two users, or without spread.
 */
export function baselineOf(segment: string | null, statistics: ArmStatistics): Baseline | null {
  const moments = momentsOf(statistics);
  if (!moments.ok || !(moments.value.variance > 0)) return null;
  const { mean, variance, covariate } = moments.value;
  const explained =
    covariate && covariate.variance > 0 ? covariate.covariance ** 2 / (covariate.variance * variance) : 0;
  const sd = Math.sqrt(variance * Math.max(0, 1 - explained));
  return { segment, users: statistics.n, value: mean, sd, skewness: skewnessOf(statistics) };
}

/**
 * The same of a quantile q: sd = √(q(1 − q))/f, f the density there by the slope of the quantile function, (q₂ − q₁)/(Q(q₂) − Q(q₁))
 * (Siddiqui 1960). null where both are the same value: ties have no density.
 */
export function quantileBaseline(
  segment: string | null,
  users: number,
  at: { readonly q: number; readonly below: number; readonly above: number },
  values: { readonly q: number; readonly below: number; readonly above: number },
): Baseline | null {
  const density = (at.above - at.below) / (values.above - values.below);
  if (!Number.isFinite(density) || users < 2) return null;
  return { segment, users, value: values.q, sd: Math.sqrt(at.q * (1 - at.q)) / density, skewness: null };
}

/** Places around q between which the quantile function's slope is taken: ± n^(−1/3)/2, inside 0…1. */
export function quantilePlaces(q: number, users: number): { readonly below: number; readonly above: number } {
  const half = Math.min(0.5 * users ** (-1 / 3), q / 2, (1 - q) / 2);
  return { below: q - half, above: q + half };
}
