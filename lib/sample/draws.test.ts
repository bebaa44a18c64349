import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { drawFactor, drawGamma, drawIndex, drawPoisson, drawRemainingGap } from "./draws.ts";

const n = 40_000;

function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: n }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}

describe("draws", () => {
  it.each([1, 1.2, 1.5, 8])("gamma of shape %d has its mean and variance", (shape) => {
    const random = createRandom(1);
    const { mean, variance } = moments(() => drawGamma(random, shape, 30));
    expect(Math.abs(mean / 30 - 1)).toBeLessThan(4 / Math.sqrt(shape * n));
    expect((variance / 900) * shape).toBeCloseTo(1, 1);
  });

  it.each([1, 1.5, 8])("what is left of a gap of shape %d has mean μ(1 + 1/k)/2, the inspection paradox", (shape) => {
    const random = createRandom(2);
    const { mean } = moments(() => drawRemainingGap(random, shape, 30));
    expect(mean / (15 * (1 + 1 / shape))).toBeCloseTo(1, 1);
  });

  it.each([0, 0.3, 4, 120])("Poisson of mean %d has that mean and variance", (expected) => {
    const random = createRandom(3);
    const { mean, variance } = moments(() => drawPoisson(random, expected));
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected / n));
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(0.05 * expected);
  });

  it("factors have median 1", () => {
    const random = createRandom(4);
    const above = Array.from({ length: n }, () => drawFactor(random, 0.5)).filter((value) => value > 1).length;
    expect(Math.abs(above / n - 0.5)).toBeLessThan(0.01);
  });

  it("never draws an index of weight 0", () => {
    const weights = fc.array(fc.constantFrom(0, 0.001, 1, 50), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer(), (list, seed) => {
        fc.pre(list.some((weight) => weight > 0));
        expect(list[drawIndex(createRandom(seed), list)]).toBeGreaterThan(0);
      }),
    );
  });
});
