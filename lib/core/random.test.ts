import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";

const draw = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe("createRandom", () => {
  test("the same seed gives the same stream, another seed another one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (seed) => {
        expect(draw(seed, 20)).toEqual(draw(seed, 20));
        expect(draw(seed, 20)).not.toEqual(draw(seed === 0 ? 1 : seed - 1, 20));
      }),
      { numRuns: 50 },
    );
  });

  test("seeds that differ only above 32 bits differ", () => {
    expect(draw(5, 5)).not.toEqual(draw(5 + 2 ** 40, 5));
  });

  test("uniform: chi-square over 64 bins of 64,000 draws stays under its .9999 quantile", () => {
    const bins = new Array<number>(64).fill(0);
    for (const u of draw(7, 64_000)) bins[Math.floor(u * 64)] = (bins[Math.floor(u * 64)] ?? 0) + 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(113);
  });

  test("normal: mean 0, variance 1, kurtosis 3 within sampling error of 100,000 draws", () => {
    const random = createRandom(11);
    const values = Array.from({ length: 100_000 }, () => random.normal());
    const moment = (power: number) => values.reduce((sum, v) => sum + v ** power, 0) / values.length;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
  });

  test("int stays within 0…n−1 and reaches both ends", () => {
    const random = createRandom(3);
    const seen = new Set(Array.from({ length: 500 }, () => random.int(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("a fork depends on seed and label only, not on what was drawn before", () => {
    const parent = createRandom(9);
    const early = parent.fork("k=3").next();
    parent.next();
    expect(parent.fork("k=3").next()).toBe(early);
    expect(parent.fork("k=4").next()).not.toBe(early);
  });
});
