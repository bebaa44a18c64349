import { describe, expect, it, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { armOf, armOfSums, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { bootstrapT, bootstrapTSymmetric } from "./bootstrap-t.ts";
import { johnson } from "./johnson.ts";
import { permutationT } from "./permutation-t.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";
import { welch } from "./welch.ts";

const metric = metricOf("mean");
const run = (
  statistic: Statistic,
  control: ArmSample,
  treatment: ArmSample,
  more: Partial<CompareOptions> = {},
): Estimate => {
  const outcome = statistic.compare(control, treatment, optionsOf(metric, more));
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
};
const resampled = [bootstrapT, bootstrapTSymmetric, permutationT];

/** Users of whom few buy, log-normally. */
function buyers(n: number, seed: number, share = 0.02, lift = 1): number[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => (random.next() < share ? lift * Math.exp(4 + 0.8 * random.normal()) : 0));
}

describe("Johnson's t", () => {
  it("equals the formula's values by numpy and scipy's root finder", () => {
    const [control, treatment] = [armOf([0, 0, 0, 0, 0, 0, 12, 30]), armOf([0, 0, 0, 5, 9, 60, 0, 0, 0, 22, 90, 0])];
    const { estimate, low, high, pValue } = run(johnson, control, treatment);
    expect(estimate).toBeCloseTo(10.25, 12);
    expect(pValue).toBeCloseTo(0.20791106981170782, 9);
    expect(low).toBeCloseTo(-5.552953474096248, 8);
    expect(high).toBeCloseTo(41.19452411042128, 8);
  });

  it("is Welch's where the skews of the arms cancel", () => {
    const [control, treatment] = [armOf([1, 2, 3, 9]), armOf([11, 12, 13, 19])];
    const [skewed, plain] = [run(johnson, control, treatment), run(welch, control, treatment)];
    expect(skewed.low).toBeCloseTo(plain.low, 9);
    expect(skewed.pValue).toBeCloseTo(plain.pValue, 12);
  });

  it("has no number where third moments are unknown", () => {
    expect(johnson.appliesTo(metric, armOfSums(9, 5, 8), armOfSums(9, 5, 8))).toBe(false);
    expect(johnson.compare(armOfSums(9, 5, 8), armOfSums(9, 5, 8), optionsOf(metric)).ok).toBe(false);
  });
});

describe("the randomisation test", () => {
  it("has the p value of all assignments of a tiny test", () => {
    // All 126 by itertools: 15 at least as high, 117 at least as low.
    const [control, treatment] = [armOf([3, 1, 0, 0]), armOf([9, 0, 4, 12, 0])];
    const { pValue } = run(permutationT, control, treatment);
    expect(Math.abs(pValue - (2 * 15) / 126)).toBeLessThan(0.04);
    const worse = run(permutationT, control, treatment, {
      metric: metricOf("mean", { direction: "down" }),
      alternative: "better",
    });
    expect(Math.abs(worse.pValue - 117 / 126)).toBeLessThan(0.02);
  });

  it("is at its level at both ends of its interval", () => {
    const [control, treatment] = [buyers(300, 1, 0.05), buyers(500, 2, 0.05)];
    const { low, high } = run(permutationT, armOf(control), armOf(treatment));
    for (const effect of [low, high]) {
      const shifted = armOf(treatment.map((value) => value - effect));
      // Other draws: a tail of 2.5 % is told to ± .2 points.
      expect(Math.abs(run(permutationT, armOf(control), shifted).pValue - 0.05)).toBeLessThan(0.015);
    }
  });
});

test.each(resampled.map((one) => [one.id, one] as const))(
  "%s is Welch's test where nothing is skewed",
  (_, statistic) => {
    const random = createRandom(5);
    const draw = (n: number, mean: number) => armOf(Array.from({ length: n }, () => mean + random.normal()));
    const [control, treatment] = [draw(400, 10), draw(900, 10.15)];
    const [one, plain] = [run(statistic, control, treatment), run(welch, control, treatment)];
    expect(Math.abs(one.low - plain.low)).toBeLessThan(0.01);
    expect(Math.abs(one.high - plain.high)).toBeLessThan(0.01);
    expect(Math.abs(one.pValue - plain.pValue)).toBeLessThan(0.01);
  },
);

test("the same seed gives the same bytes, and another one nearly", () => {
  const [control, treatment] = [armOf(buyers(400, 3)), armOf(buyers(800, 4))];
  for (const statistic of resampled) {
    const one = run(statistic, control, treatment);
    expect(run(statistic, control, treatment)).toEqual(one);
    const other = run(statistic, control, treatment, { random: createRandom(9) });
    expect(other.pValue).not.toBe(one.pValue);
    expect(Math.abs(other.pValue - one.pValue)).toBeLessThan(0.04);
  }
});

test("an interval that needs more resamples than there are is open", () => {
  const [control, treatment] = [armOf(buyers(400, 3)), armOf(buyers(800, 4))];
  for (const statistic of resampled)
    expect(run(statistic, control, treatment, { alpha: 1e-5 })).toMatchObject({ low: -Infinity, high: Infinity });
});
