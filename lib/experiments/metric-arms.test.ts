import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { armOf, armOfShares, armOfSums, metricOf } from "./fixtures/arm-sample.ts";
import { describeArm } from "./metric-arms.ts";

const mean = metricOf("mean");
const share = metricOf("proportion");

describe("the level of a mean", () => {
  test("has a t interval: 1…5 is 3 ± 2.776·√(2.5/5)", () => {
    const found = describeArm(mean, "a", armOf([1, 2, 3, 4, 5]), 0.05);
    expect(found).toMatchObject({ arm: "a", n: 5, mean: 3, skewness: expect.closeTo(0, 12) });
    expect(found.standardError).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found.low).toBeCloseTo(3 - 2.7764451051977987 * Math.SQRT1_2, 9);
    expect(found.high).toBeCloseTo(3 + 2.7764451051977987 * Math.SQRT1_2, 9);
  });

  test("holds the true one nineteen times in twenty", () => {
    let held = 0;
    for (let run = 0; run < 400; run++) {
      const random = createRandom(run);
      const { low, high } = describeArm(mean, "a", armOf(Array.from({ length: 8 }, () => 5 + random.normal())), 0.05);
      if ((low ?? 9) <= 5 && 5 <= (high ?? 0)) held++;
    }
    // Binomial of 400 at .95: mean 380, standard deviation 4.4.
    expect(Math.abs(held - 380)).toBeLessThan(4 * 4.4);
  });

  test("is told without an interval where one user, or none, or no squares are there", () => {
    expect(describeArm(mean, "a", armOf([7]), 0.05)).toMatchObject({ n: 1, mean: 7, standardError: null, low: null });
    expect(describeArm(mean, "a", armOf([]), 0.05)).toMatchObject({ n: 0, mean: null, low: null, high: null });
    expect(describeArm(mean, "a", armOfSums(10, 50, Number.NaN), 0.05)).toMatchObject({
      mean: 5,
      low: null,
      skewness: null,
    });
  });

  test("moves with the values and scales with their unit", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (given, offset) => {
        const [here, there] = [given, given.map((value) => 2 * value + offset)].map((x) =>
          describeArm(mean, "a", armOf(x), 0.1),
        );
        expect(there?.mean).toBeCloseTo(2 * (here?.mean ?? 0) + offset, 8);
        expect(there?.low).toBeCloseTo(2 * (here?.low ?? 0) + offset, 7);
      }),
    );
  });
});

describe("the level of a share", () => {
  test("has Wilson's interval: 10 of 100 is .0552 to .1744", () => {
    const found = describeArm(share, "a", armOf([...new Array(10).fill(1), ...new Array(90).fill(0)]), 0.05);
    expect(found.mean).toBeCloseTo(0.1, 12);
    expect(found.low).toBeCloseTo(0.05522914, 6);
    expect(found.high).toBeCloseTo(0.17436566, 6);
  });

  test("never leaves 0…1, and is not a point where nobody or everybody did it", () => {
    const none = describeArm(share, "a", armOf(new Array(20).fill(0)), 0.05);
    expect(none).toMatchObject({ mean: 0, low: 0 });
    // z²/(n + z²).
    expect(none.high).toBeCloseTo(3.8414588 / 23.8414588, 6);
    expect(describeArm(share, "a", armOf(new Array(20).fill(1)), 0.05)).toMatchObject({ mean: 1, high: 1 });
  });

  test("of sums alone, which do not say who had any, has the plain interval", () => {
    const { low, high, mean: level } = describeArm(share, "a", armOfShares([10, 100]), 0.05);
    expect(level).toBeCloseTo(0.1, 12);
    expect((low ?? 0) + (high ?? 0)).toBeCloseTo(0.2, 9);
  });
});

describe("the level of a ratio", () => {
  test("is that of the sums, not the mean of the users' own", () => {
    const orders = armOf({ value: [10, 0, 20], denominator: [1, 1, 4] });
    const found = describeArm(metricOf("ratio"), "a", orders, 0.05);
    expect(found.mean).toBeCloseTo(30 / 6, 12);
    expect(found.low).toBeLessThan(5);
  });

  test("is none where nobody has a denominator", () => {
    const nobody = armOf({ value: [0, 0], denominator: [0, 0] });
    expect(describeArm(metricOf("ratio"), "a", nobody, 0.05)).toMatchObject({ standardError: null, low: null });
  });
});

describe("the level of a quantile", () => {
  const median = metricOf("quantile");

  test("is the median, with an interval that grows as alpha falls", () => {
    const sample = armOf(Array.from({ length: 101 }, (_, i) => i));
    const widths = [0.2, 0.05, 0.01].map((alpha) => {
      const { mean: level, low, high } = describeArm(median, "a", sample, alpha);
      expect(level).toBe(50);
      return (high ?? 0) - (low ?? 0);
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  });

  test("needs the values and somebody who has one", () => {
    expect(describeArm(median, "a", armOfSums(10, 50, 300), 0.05)).toMatchObject({ mean: null, low: null });
    expect(describeArm(median, "a", armOf([]), 0.05)).toMatchObject({ n: 0, mean: null });
    expect(describeArm(median, "a", armOf([4]), 0.05)).toMatchObject({ mean: 4, standardError: 0 });
  });
});
