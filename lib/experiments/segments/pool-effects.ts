import { normalCdf, normalDensity, normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../report-schema.ts";
import { meanEffect, type SegmentEstimate } from "./heterogeneity.ts";

export interface PooledEffects {
  /** Posterior means and intervals, in the order of the effects. */
  readonly effects: readonly Interval[];
  /** Standard deviation of the true effects between segments: posterior median and interval. */
  readonly tau: Interval;
}

const steps = 200;

/** Densities this far below the largest (on the log scale) weigh nothing. */
const negligible = 30;

/**
 * Partial pooling: dᵢ ~ N(θᵢ, vᵢ), θᵢ ~ N(μ, τ²), μ flat, τ half-normal with standard deviation `scale`. A half-normal prior and
 * not an estimate of τ, which is often 0 with a handful of segments (Gelman 2006, doi:10.1214/06-BA117A; Röver 2020,
 * doi:10.18637/jss.v093.i06). p(τ | d) ∝ prior · √V_μ(τ) · Π N(dᵢ; μ̂(τ), vᵢ + τ²) by midpoints of 200 steps; given τ each θᵢ is
 * normal with mean (τ²dᵢ + vᵢμ̂)/(τ² + vᵢ) and variance τ²vᵢ/(τ² + vᵢ) + (vᵢ/(τ² + vᵢ))²V_μ. Intervals are the equal-tailed
 * ones of these mixtures. Two effects at least; scale > 0, in the metric's unit. O(k · steps). levels: error of each
 * effect's interval where it is another one than alpha, as at a look of a sequential test.
 */
export function poolEffects(
  effects: readonly SegmentEstimate[],
  scale: number,
  alpha: number,
  levels: readonly number[] = [],
): PooledEffects {
  const { taus, weights } = posteriorOfTau(effects, scale);
  const means = taus.map((tau) => meanEffect(effects, tau * tau));
  const pooled = effects.map(({ estimate, standardError }, place) => {
    const level = levels[place] ?? alpha;
    const v = standardError ** 2;
    const parts = taus.flatMap((tau, at) => {
      const share = v / (tau * tau + v);
      const mean = means[at] ?? { estimate: 0, standardError: 0 };
      const weight = weights[at] ?? 0;
      const deviation = Math.hypot(Math.sqrt(1 - share) * standardError, share * mean.standardError);
      return weight < 1e-12 ? [] : [{ weight, mean: (1 - share) * estimate + share * mean.estimate, deviation }];
    });
    const value = parts.reduce((total, part) => total + part.weight * part.mean, 0);
    const mirrored = parts.map((part) => ({ ...part, mean: -part.mean }));
    // From below both: 1 − p has no digits left for the tail of an early look.
    return { value, low: lowerQuantile(parts, level / 2), high: -lowerQuantile(mirrored, level / 2) };
  });
  return { effects: pooled, tau: intervalOfTau(taus, weights, alpha) };
}

/** Midpoints of equal steps, and their posterior weights, which sum to 1. */
function posteriorOfTau(effects: readonly SegmentEstimate[], scale: number) {
  const logDensity = (tau: number) => {
    const mean = meanEffect(effects, tau * tau);
    const fits = effects.map(({ estimate, standardError }) => {
      const variance = standardError ** 2 + tau * tau;
      return -0.5 * Math.log(variance) - (estimate - mean.estimate) ** 2 / (2 * variance);
    });
    const fit = fits.reduce((total, one) => total + one, 0);
    return Math.log(mean.standardError) + fit - (tau / scale) ** 2 / 2;
  };
  const top = endOfTau(logDensity, effects, scale);
  const taus = Array.from({ length: steps }, (_, step) => ((step + 0.5) * top) / steps);
  const densities = taus.map(logDensity);
  const most = Math.max(...densities);
  const raw = densities.map((density) => Math.exp(density - most));
  const whole = raw.reduce((total, one) => total + one, 0);
  return { taus, weights: raw.map((one) => one / whole) };
}

/** From where on τ has no weight: found on a coarse grid that reaches from far below the smallest error to far beyond the prior. */
function endOfTau(logDensity: (tau: number) => number, effects: readonly SegmentEstimate[], scale: number): number {
  const last = 9 * scale;
  const first = Math.min(last, 1e-3 * Math.min(...effects.map(({ standardError }) => standardError)));
  const grid = Array.from({ length: 161 }, (_, at) => first * (last / first) ** (at / 160));
  const densities = grid.map(logDensity);
  const most = Math.max(...densities);
  const end = densities.findLastIndex((density) => density > most - negligible);
  return grid[end + 1] ?? last;
}

interface NormalPart {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Below these no tail of a normal distribution is a number. */
const farthest = 40;

/**
 * Newton's steps on the logarithm of the distribution function, which is nearly straight in far tails, from the normal of the same
 * moments, halving where one leaves the bracket. 0 < p < 1.
 */
function lowerQuantile(parts: readonly NormalPart[], p: number): number {
  const mean = parts.reduce((total, part) => total + part.weight * part.mean, 0);
  const square = parts.reduce(
    (total, part) => total + part.weight * (part.deviation ** 2 + (part.mean - mean) ** 2),
    0,
  );
  let low = Math.min(...parts.map((part) => part.mean - farthest * part.deviation));
  let high = Math.max(...parts.map((part) => part.mean + farthest * part.deviation));
  let x = mean + normalQuantile(p) * Math.sqrt(square);
  for (let turn = 0; turn < 80; turn++) {
    let [below, density] = [0, 0];
    for (const part of parts) {
      const z = (x - part.mean) / part.deviation;
      below += part.weight * normalCdf(z);
      density += (part.weight * normalDensity(z)) / part.deviation;
    }
    if (below < p) low = x;
    else high = x;
    const next = x - (Math.log(below / p) * below) / density;
    const stays = next > low && next < high ? next : low + (high - low) / 2;
    if (Math.abs(stays - x) < 1e-11 * (high - low + Math.sqrt(square))) return stays;
    x = stays;
  }
  return x;
}

function intervalOfTau(taus: readonly number[], weights: readonly number[], alpha: number): Interval {
  const step = (taus[1] ?? 0) - (taus[0] ?? 0);
  const quantile = (p: number) => {
    let below = 0;
    for (const [at, weight] of weights.entries()) {
      if (below + weight >= p) return (taus[at] ?? 0) + step * ((p - below) / weight - 0.5);
      below += weight;
    }
    return taus.at(-1) ?? 0;
  };
  return { value: quantile(0.5), low: quantile(alpha / 2), high: quantile(1 - alpha / 2) };
}
