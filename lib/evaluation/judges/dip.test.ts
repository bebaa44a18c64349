import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { dipPValue, dipStatistic } from "./dip.ts";
import { dipQuantiles, dipSizes, dipTails } from "./dip-table.ts";

/** Ratings of 62 members of a faculty (Hartigan & Hartigan 1985). */
const faculty = [
  ...[30, 33, 35, 36, 37, 37, 39, 39, 39, 39, 39, 40, 40, 40, 40, 41, 42, 43, 43, 43, 44, 44, 45, 45, 46, 47, 47, 48],
  ...[48, 48, 49, 50, 50, 51, 52, 52, 53, 53, 53, 53, 53, 54, 54, 57, 57, 59, 60, 60, 60, 61, 61, 61, 61, 62, 62, 62],
  ...[62, 63, 66, 70, 72, 72],
];
const line = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));

describe("dipStatistic", () => {
  it.each([
    ["a faculty's ratings", faculty, 0.06048387096774194],
    ["two even stretches apart", [...line(0, 1, 50), ...line(3, 4, 50)], 1 / 6],
    ["a few values in two groups", [0.1, 0.2, 0.25, 0.3, 0.9, 0.95, 1, 1.1, 1.15], 1 / 6],
    ["many ties", [1, 1, 1, 2, 2, 3, 3, 3, 3, 9, 9, 9, 9], 2 / 13],
  ])("agrees with the diptest package on %s", (_, values, expected) => {
    expect(dipStatistic(values)).toBeCloseTo(expected, 12);
  });

  it("is half a step where steps are even, alike or few, and a quarter at most", () => {
    expect(dipStatistic(line(0, 19, 20))).toBeCloseTo(1 / 40, 12);
    expect(dipStatistic([5, 5, 5, 5])).toBe(1 / 8);
    expect(dipStatistic([1])).toBe(1 / 2);
    expect(dipStatistic([])).toBe(0);
    expect(dipStatistic([...Array(500).fill(0), ...Array(500).fill(1)])).toBeCloseTo(0.25, 6);
  });

  it("stays the same when values are moved, stretched or mirrored, and every value twice dips as much", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 60 }), (found) => {
        const values = found.toSorted((a, b) => a - b);
        const dip = dipStatistic(values);
        expect(dipStatistic(values.map((value) => 4 * value + 2 ** 20))).toBeCloseTo(dip, 9);
        expect(dipStatistic(values.map((value) => -value).reverse())).toBeCloseTo(dip, 9);
        expect(dip).toBeGreaterThanOrEqual(1 / (2 * values.length) - 1e-12);
        expect(dip).toBeLessThanOrEqual(0.25 + 1e-12);
      }),
    );
  });
});

describe("dipPValue", () => {
  it("agrees with the table of the diptest package", () => {
    expect(dipPValue(0.06048387096774194, 62)).toBeCloseTo(0.0814, 2);
    expect(dipPValue(0.16666666666666666, 9)).toBeCloseTo(0.0086, 2);
    expect(dipPValue(0.15384615384615385, 13)).toBeCloseTo(0.0037, 2);
  });

  it("finds a normal or an even sample no less likely than it is, and two peaks most unlikely", () => {
    const random = createRandom(1);
    const share = (draw: () => number, n: number) => {
      const found = Array.from({ length: 200 }, () => {
        const values = Float64Array.from({ length: n }, draw).sort();
        return dipPValue(dipStatistic(values), n) < 0.05;
      });
      return found.filter(Boolean).length / 200;
    };
    // Standard error .015.
    expect(Math.abs(share(() => random.next(), 150) - 0.05)).toBeLessThan(0.046);
    expect(share(() => random.normal(), 150)).toBeLessThan(0.03);
    expect(share(() => random.normal() + (random.next() < 0.5 ? 5 : 0), 150)).toBe(1);
  });

  it("falls as the dip grows, between and beyond the sizes of the table", () => {
    for (const n of [4, 5, 63, 777, 10_000, 1_000_000]) {
      const ps = line(0.001, 0.25, 60).map((dip) => dipPValue(dip, n));
      expect(ps).toEqual(ps.toSorted((a, b) => b - a));
      expect(dipPValue(0, n)).toBe(1);
      expect(ps.at(-1)).toBeGreaterThanOrEqual(0.0005);
    }
    expect(dipPValue(0.25, 3)).toBe(1);
    expect(dipPValue(0.1, 1_000_000)).toBe(0.0005);
  });

  it("has a table whose rows rise", () => {
    expect(dipQuantiles).toHaveLength(dipSizes.length);
    for (const row of dipQuantiles) {
      expect(row).toHaveLength(dipTails.length);
      expect(row).toEqual(row.toSorted((a, b) => a - b));
    }
  });
});
