import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countValues } from "./arm-statistics.ts";
import { quantileOf } from "./quantile-of.ts";
import { quantileError } from "./statistics/quantile-difference.ts";

const of = (p: number, ...arms: readonly (readonly number[])[]) => quantileOf(arms.map(countValues), p);

/** Type 7 as Hyndman & Fan write it: all values sorted, x₍j₎ + (h − j)(x₍j+1₎ − x₍j₎), h = (n − 1)p + 1. */
function sorted(values: readonly number[], p: number): number {
  const x = values.toSorted((a, b) => a - b);
  const h = (x.length - 1) * p;
  const below = x[Math.floor(h)] ?? Number.NaN;
  return below + (h - Math.floor(h)) * ((x[Math.ceil(h)] ?? below) - below);
}

describe("a quantile of several arms", () => {
  test("is what R gives: quantile(c(1, 2, 3, 10), c(.25, .5, .9))", () => {
    expect([0.25, 0.5].map((p) => of(p, [1, 2], [3, 10]))).toEqual([1.75, 2.5]);
    expect(of(0.9, [1, 2], [3, 10])).toBeCloseTo(7.9, 12);
  });

  test("is that of all their values, sorted together, however they are parted", () => {
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(values, values, values, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, c, p) => {
        const all = [...a, ...b, ...c];
        if (all.length === 0) return;
        expect(of(p, a, b, c)).toBeCloseTo(sorted(all, p), 12);
      }),
    );
  });

  test("reaches from the least to the largest, and never leaves them", () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, p) => {
          expect([of(0, x), of(1, x)].map(Math.abs)).toEqual([Math.min(...x), Math.max(...x)].map(Math.abs));
          const scale = 1e-12 * Math.max(...x.map(Math.abs));
          expect(of(p, x)).toBeGreaterThanOrEqual(Math.min(...x) - scale);
          expect(of(p, x)).toBeLessThanOrEqual(Math.max(...x) + scale);
        },
      ),
    );
  });

  test("of nobody is none, of one user theirs", () => {
    expect(of(0.5)).toBeNaN();
    expect(of(0.5, [], [])).toBeNaN();
    expect([0, 0.3, 1].map((p) => of(p, [], [7]))).toEqual([7, 7, 7]);
  });

  test("leaves out who has no value", () => {
    expect(of(0.5, [Number.NaN, 1, Number.NaN, 3])).toBe(2);
  });
});

describe("its standard error", () => {
  test("of a uniform median is that of theory: √(q(1 − q)/n) over a density of 1", () => {
    const n = 10_000;
    const uniform = countValues(Array.from({ length: n }, (_, i) => (i + 0.5) / n));
    for (const q of [0.1, 0.5, 0.9]) {
      expect(quantileError(uniform, q)).toBeCloseTo(Math.sqrt((q * (1 - q)) / n), 4);
    }
  });

  test("scales with the unit and not with the place", () => {
    const values = Array.from({ length: 101 }, (_, i) => (i * 37) % 101);
    const error = quantileError(countValues(values), 0.5);
    expect(quantileError(countValues(values.map((value) => value * 100 + 1e6)), 0.5)).toBeCloseTo(100 * error, 6);
  });

  test("is 0 where all users have the same value, and at the end of few users no more than the range", () => {
    expect(quantileError(countValues([4, 4, 4]), 0.5)).toBe(0);
    expect(quantileError(countValues([0, 1]), 0.99)).toBeLessThanOrEqual(1);
  });
});
