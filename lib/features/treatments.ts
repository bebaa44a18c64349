import { quantile, sortPresent } from "./quantile.ts";
import type { FeatureTreatment, Scale } from "./schema.ts";

/**
 * A feature as it enters the matrix: sign-keeping logarithm, then winsorising, then scaling, each where asked for.
 * values: n real-unit values, NaN = missing (stays NaN and takes no part in any statistic). Result: n, float64.
 * A constant (or wholly missing) feature gives 0 (NaN where missing) under every scale but "none".
 */
export function treatValues(values: Float64Array, treatment: Omit<FeatureTreatment, "use">): Float64Array {
  const treated = treatment.log ? values.map(signedLog) : Float64Array.from(values);
  if (treatment.winsorise > 0) winsorise(treated, treatment.winsorise);
  scaleValues(treated, treatment.scale);
  return treated;
}

/** sign(x)·log(1 + |x|): natural logarithm of 1 + x, mirrored below zero. */
export function signedLog(x: number): number {
  return x < 0 ? -Math.log1p(-x) : Math.log1p(x);
}

/** Clips in place at the type-7 quantiles `share` and 1 − `share` (0…0.5) of the values present. */
export function winsorise(values: Float64Array, share: number): void {
  const sorted = sortPresent(values);
  if (sorted.length === 0) return;
  const low = quantile(sorted, share);
  const high = quantile(sorted, 1 - share);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < low) values[i] = low;
    else if (value > high) values[i] = high;
  }
}

/**
 * Scales in place: (x − centre) / spread.
 * standard: mean and standard deviation with divisor n · robust: median and interquartile range (type 7) ·
 * min-max: minimum and range, result 0…1 · none: unchanged. A spread of 0, or within rounding error of the largest value
 * (10 ulp), counts as 1, so that a constant becomes 0.
 */
export function scaleValues(values: Float64Array, scale: Scale): void {
  if (scale === "none") return;
  const { centre, spread, largest } = scalers[scale](values);
  const divisor = isNothing(spread, largest) ? 1 : spread;
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] ?? Number.NaN) - centre) / divisor;
}

/** Is a spread no more than rounding error of the largest value? */
export function isNothing(spread: number, largest: number): boolean {
  return spread <= 10 * Number.EPSILON * largest;
}

interface Scaler {
  readonly centre: number;
  readonly spread: number;
  /** Largest absolute value. */
  readonly largest: number;
}

const scalers: Record<Exclude<Scale, "none">, (values: Float64Array) => Scaler> = {
  standard(values) {
    const { mean, deviation, largest } = meanAndDeviation(values);
    return { centre: mean, spread: deviation, largest };
  },
  robust(values) {
    const sorted = sortPresent(values);
    const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    return { centre: quantile(sorted, 0.5), spread, largest: largestOf(sorted) };
  },
  "min-max"(values) {
    const sorted = sortPresent(values);
    const [low = Number.NaN, high = Number.NaN] = [sorted[0], sorted.at(-1)];
    return { centre: low, spread: high - low, largest: largestOf(sorted) };
  },
};

function largestOf(sorted: Float64Array): number {
  return Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0);
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly count: number;
  readonly largest: number;
}

/**
 * Mean and standard deviation (divisor n) of the values present, in two passes, relative to the first of them, so that a
 * constant has its own value as mean and 0 as deviation; with the count and the largest absolute value. NaN without values.
 */
export function meanAndDeviation(values: Float64Array): Moments {
  const origin = values.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  let count = 0;
  let sum = 0;
  let largest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value - origin;
    if (value > largest) largest = value;
    else if (-value > largest) largest = -value;
  }
  const mean = origin + sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  return { mean, deviation: Math.sqrt(squares / count), count, largest };
}
