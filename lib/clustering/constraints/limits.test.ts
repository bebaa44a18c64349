import fc from "fast-check";
import { expect, it } from "vitest";
import { boundsOfSizes, refuseLimits } from "./limits.ts";

it.each([
  [3, { smallest: 0, largest: 0.3 }, /3 segments of at most 30/],
  [5, { smallest: 0.25, largest: 1 }, /5 segments of at least 25/],
  [2, { smallest: 0.4, largest: 0.3 }, /above the largest/],
])("refuses %i segments with %j", (k, limits, words) => {
  expect(refuseLimits(k, limits)?.problem.en).toMatch(words);
});

it("takes 0.3333 for a third", () => {
  expect(refuseLimits(3, { smallest: 0.3333, largest: 0.3333 })).toBeNull();
  expect(boundsOfSizes(90, 3, { smallest: 0.3333, largest: 0.3333 })).toEqual({ low: 30, high: 30 });
});

it("always leaves a way, whatever the rounding", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 500 }), share, share, (k, more, a, b) => {
      const limits = { smallest: Math.min(a, b), largest: Math.max(a, b) };
      fc.pre(refuseLimits(k, limits) === null);
      const n = k + more;
      const { low, high } = boundsOfSizes(n, k, limits);
      expect(low).toBeGreaterThan(0);
      expect(k * low).toBeLessThanOrEqual(n);
      expect(k * high).toBeGreaterThanOrEqual(n);
      // Never more than one user off what was asked.
      expect(low).toBeGreaterThan(Math.min(limits.smallest * n, n / k) - 1);
      expect(high).toBeLessThan(Math.max(limits.largest * n, n / k) + 1);
    }),
  );
});
