import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundsOf, type ComparisonNumbers, excludesZero, judgeComparison } from "./verdict.ts";

const numbers = (change: Partial<ComparisonNumbers> = {}): ComparisonNumbers => ({
  ...{ difference: 2, low: 1, high: 3, pValue: 0.001, pValueCorrected: null },
  ...change,
});
const judged = (change: Partial<ComparisonNumbers> = {}, direction: "up" | "down" = "up") =>
  judgeComparison(numbers(change), direction, 0.05);

describe("what may be said of an arm", () => {
  test("follows the sign of its effect and which way is good", () => {
    const fall = { difference: -2, low: -3, high: -1 };
    expect([judged(), judged({}, "down"), judged(fall), judged(fall, "down")]).toEqual([
      ...["better", "worse", "worse", "better"],
    ]);
  });

  test("needs both the p value and the interval, where the two are not quite dual", () => {
    expect(judged({ low: -0.1 })).toBe("unclear");
    expect(judged({ pValue: 0.05 })).toBe("unclear");
    expect(judged({ pValue: 0.0499 })).toBe("better");
    expect(judged({ low: 0 })).toBe("unclear");
  });

  test("goes by the corrected p value where there is one", () => {
    expect(judged({ pValueCorrected: 0.2 })).toBe("unclear");
    expect(judged({ pValue: 0.2, pValueCorrected: 0.01 })).toBe("better");
  });

  test("stays open where a number is missing or not a number", () => {
    expect([judged({ difference: null }), judged({ pValue: null })]).toEqual(["inconclusive", "inconclusive"]);
    expect(judged({ pValue: Number.NaN })).toBe("unclear");
  });

  test("takes a null bound for an open one: a one-sided test may still be won", () => {
    expect(boundsOf({ low: null, high: null })).toEqual({
      ...{ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
    });
    expect([judged({ high: null }), judged({ low: null })]).toEqual(["better", "unclear"]);
    expect(excludesZero({ low: null, high: -1e-300 })).toBe(true);
  });

  test("is the mirror image for the mirrored metric", () => {
    const number = fc.double({ min: -9, max: 9, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.double({ min: 0, max: 1, noNaN: true }), (difference, a, b, pValue) => {
        if (difference === 0) return;
        const [low, high] = [Math.min(a, b, difference), Math.max(a, b, difference)];
        const there = judged({ difference, low, high, pValue });
        expect(judged({ difference: -difference, low: -high, high: -low, pValue }, "down")).toBe(there);
        if (there !== "unclear") expect(judged({ difference, low, high, pValue }, "down")).not.toBe(there);
      }),
    );
  });
});
