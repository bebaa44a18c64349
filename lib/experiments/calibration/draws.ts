import type { Random } from "../../core/random.ts";
import { type ArmStatistics, fromSums, type Variable } from "../arm-statistics.ts";

/** χ² with k ≥ 1 degrees of freedom: twice a gamma of k/2 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414). */
function drawChiSquared(random: Random, degrees: number): number {
  const shape = degrees / 2 < 1 ? degrees / 2 + 1 : degrees / 2;
  const d = shape - 1 / 3;
  for (;;) {
    const z = random.normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (!(v > 0) || Math.log(1 - random.next()) >= 0.5 * z * z + d - d * v + d * Math.log(v)) continue;
    return 2 * d * v * (degrees / 2 < 1 ? (1 - random.next()) ** (2 / degrees) : 1);
  }
}

/** A normal value, and the second variable that moves with it. */
export interface NormalPair {
  readonly second: Exclude<Variable, "value">;
  readonly means: readonly [value: number, second: number];
  readonly deviations: readonly [value: number, second: number];
  readonly correlation: number;
}

/**
 * Statistics of n ≥ 3 users of a bivariate normal, exactly as if they had been drawn one by one: the means are normal, the
 * comoments Wishart by Bartlett's decomposition. O(1).
 */
export function drawNormalPair(random: Random, n: number, pair: NormalPair): ArmStatistics {
  const { means, deviations, correlation: r } = pair;
  const [a, b] = [random.normal() / Math.sqrt(n), random.normal() / Math.sqrt(n)];
  const rest = Math.sqrt(1 - r * r);
  const offsets = [deviations[0] * a, deviations[1] * (r * a + rest * b)] as const;
  const [d1, d2, c] = [
    Math.sqrt(drawChiSquared(random, n - 1)),
    Math.sqrt(drawChiSquared(random, n - 2)),
    random.normal(),
  ];
  const [x1, y1, y2] = [deviations[0] * d1, deviations[1] * (r * d1 + rest * c), deviations[1] * rest * d2];
  const comoments = [
    [x1 * x1, x1 * y1],
    [x1 * y1, y1 * y1 + y2 * y2],
  ];
  return {
    ...{ n, variables: ["value", pair.second], means: [means[0] + offsets[0], means[1] + offsets[1]], comoments },
    ...{ thirdMoment: null, minimum: null, maximum: null, nonZero: null },
  };
}

/** The same of a value alone. */
export function drawNormal(random: Random, n: number, mean: number, deviation: number): ArmStatistics {
  return {
    ...{ n, variables: ["value"], means: [mean + (deviation * random.normal()) / Math.sqrt(n)] },
    comoments: [[deviation ** 2 * drawChiSquared(random, n - 1)]],
    ...{ thirdMoment: null, minimum: null, maximum: null, nonZero: null },
  };
}

/** Successes in n trials, by the gaps between them; O(n·p). p in 0…1 exclusive. */
export function drawBinomial(random: Random, n: number, p: number): number {
  let successes = 0;
  for (let trial = 0; ; successes++) {
    trial += Math.floor(Math.log(1 - random.next()) / Math.log1p(-p)) + 1;
    if (trial > n) return successes;
  }
}

/** Statistics of a share of n users. */
export function drawShare(random: Random, n: number, share: number): ArmStatistics {
  const x = drawBinomial(random, n, share);
  const ends = { minimum: x < n ? 0 : 1, maximum: x > 0 ? 1 : 0, nonZero: x };
  return fromSums({ n, variables: ["value"], sums: [x], products: [[x]], sumCubes: x, ...ends });
}
