import type { Random } from "../core/random.ts";

/**
 * Gamma variate of the given shape (≥ 1) and mean (> 0); its coefficient of variation is 1/√shape.
 * Marsaglia & Tsang 2000 (doi:10.1145/358407.358414); an exponential at shape 1.
 */
export function drawGamma(random: Random, shape: number, mean: number): number {
  if (shape === 1) return -Math.log(1 - random.next()) * mean;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v * mean) / shape;
  }
}

/**
 * What is left of a gamma gap that a stranger drops into at a random moment: a uniform share of a length-biased gap.
 * Starting from it, the expected number of renewals in any stretch t is exactly t / mean.
 */
export function drawRemainingGap(random: Random, shape: number, mean: number): number {
  return random.next() * drawGamma(random, shape + 1, (mean * (shape + 1)) / shape);
}

/** Poisson variate by products of uniforms (Knuth), in halves above 30; mean ≥ 0. */
export function drawPoisson(random: Random, mean: number): number {
  if (mean > 30) return drawPoisson(random, mean / 2) + drawPoisson(random, mean / 2);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** exp(σ·z): a factor of median 1. */
export function drawFactor(random: Random, sigma: number): number {
  return Math.exp(sigma * random.normal());
}

/** Index drawn with probability weights[i] / Σ weights; weights ≥ 0, at least one above 0. */
export function drawIndex(random: Random, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = random.next() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i] ?? 0;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** One entry of a list that is not empty. */
export function drawOne<T>(random: Random, list: readonly T[]): T {
  return list[random.int(list.length)] as T;
}
