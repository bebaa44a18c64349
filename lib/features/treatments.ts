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
 * min-max: minimum and range, result 0…1 · none: unchanged. A spread of 0 counts as 1, so that a constant becomes 0.
 */
export function scaleValues(values: Float64Array, scale: Scale): void {
  if (scale === "none") return;
  const { centre, spread } = scalers[scale](values);
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] ?? Number.NaN) - centre) / spread;
}

interface Scaler {
  readonly centre: number;
  readonly spread: number;
}

const scalers: Record<Exclude<Scale, "none">, (values: Float64Array) => Scaler> = {
  standard(values) {
    const { mean, deviation } = meanAndDeviation(values);
    return { centre: mean, spread: deviation || 1 };
  },
  robust(values) {
    const sorted = sortPresent(values);
    if (sorted.length === 0) return { centre: 0, spread: 1 };
    const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    return { centre: quantile(sorted, 0.5), spread: spread || 1 };
  },
  "min-max"(values) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return low > high ? { centre: 0, spread: 1 } : { centre: low, spread: high - low || 1 };
  },
};

/**
 * Mean and standard deviation (divisor n) of the values present, in two passes; a deviation within rounding error of the
 * mean (10 ulp of the largest value) is that of a constant, 0. NaN without values.
 */
export function meanAndDeviation(values: Float64Array): { mean: number; deviation: number; count: number } {
  let count = 0;
  let sum = 0;
  let largest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    largest = Math.max(largest, Math.abs(value));
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  return { mean, deviation: deviation <= 10 * Number.EPSILON * largest ? 0 : deviation, count };
}
