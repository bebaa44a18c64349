import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concentrate, rankDown } from "./concentration.ts";

const ones = (n: number) => new Uint8Array(n).fill(1);
const judge = (
  predicted: readonly number[],
  outcome: readonly number[],
  weights: ArrayLike<number> = ones(outcome.length),
) => concentrate(rankDown(predicted), rankDown(outcome), outcome, weights);

describe("how far a ranking puts large outcomes first", () => {
  test("by hand: the only buyer of ten comes first, last, or at chance", () => {
    const outcome = [7, ...new Array<number>(9).fill(0)];
    const first = outcome.map((_, i) => -i);
    expect(judge(first, outcome)).toEqual({ gini: expect.closeTo(1, 12), topDecileLift: expect.closeTo(10, 12) });
    expect(
      judge(
        first.map((value) => -value),
        outcome,
      ),
    ).toEqual({ gini: expect.closeTo(-1, 12), topDecileLift: 0 });
    expect(judge(new Array<number>(10).fill(3), outcome)).toEqual({
      gini: expect.closeTo(0, 12),
      topDecileLift: expect.closeTo(1, 12),
    });
  });

  test("by hand: the curve of gains of outcomes 1, 2, 3 that are told as 2, 3, 1", () => {
    // Areas: own (1/3)(2/6/2 + (2+5)/6/2 + (5+6)/6/2) − ½ = 1/18; best (1/3)(3 + 8 + 11)/12 − ½ = 1/9.
    expect(judge([1, 3, 2], [1, 2, 3]).gini).toBeCloseTo(0.5, 12);
  });

  const rows = fc.array(fc.record({ told: fc.nat(5), got: fc.nat(9), weight: fc.nat(3) }), {
    minLength: 2,
    maxLength: 30,
  });

  test("lies in −1…1, is 1 for the outcomes themselves, and turns its sign with the ranking", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const [told, got] = [some.map((one) => one.told), some.map((one) => one.got)];
        fc.pre(new Set(got).size > 1);
        const { gini } = judge(told, got);
        expect(Math.abs(gini)).toBeLessThanOrEqual(1 + 1e-12);
        expect(judge(got, got).gini).toBeCloseTo(1, 10);
        expect(
          judge(
            told.map((value) => -value),
            got,
          ).gini,
        ).toBeCloseTo(-gini, 10);
      }),
    );
  });

  test("of weighted users is that of users repeated as often", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const repeated = some.flatMap((one) => new Array<(typeof some)[number]>(one.weight).fill(one));
        fc.pre(new Set(repeated.map(({ got }) => got)).size > 1);
        const weighted = judge(
          some.map((one) => one.told),
          some.map((one) => one.got),
          some.map((one) => one.weight),
        );
        const plain = judge(
          repeated.map((one) => one.told),
          repeated.map((one) => one.got),
        );
        expect(weighted.gini).toBeCloseTo(plain.gini, 10);
        expect(weighted.topDecileLift).toBeCloseTo(plain.topDecileLift, 10);
      }),
    );
  });

  test("cannot be said where all outcomes are alike, or nobody bought", () => {
    expect(judge([1, 2, 3], [4, 4, 4]).gini).toBeNaN();
    expect(judge([1, 2, 3], [0, 0, 0])).toEqual({ gini: Number.NaN, topDecileLift: Number.NaN });
  });
});
