import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRandIndex } from "../evaluation/agreement.ts";
import { agreementOf, crossLabels, pairSegments } from "./compare.ts";

function countPairs(left: readonly number[], right: readonly number[], k: number): number[][] {
  const counts = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  left.forEach((label, i) => {
    const row = counts[label];
    const other = right[i] ?? 0;
    if (row) row[other] = (row[other] ?? 0) + 1;
  });
  return counts;
}

describe("agreementOf", () => {
  it("is the adjusted Rand index of the labels that were counted", () => {
    const label = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 60 }), (pairs) => {
        const left = pairs.map(([one]) => one);
        const right = pairs.map(([, other]) => other);
        expect(agreementOf(countPairs(left, right, 4))).toBeCloseTo(adjustedRandIndex(left, right), 10);
      }),
    );
  });

  it("is 1 for the same groups under other numbers, and where there is nobody to disagree", () => {
    expect(
      agreementOf([
        [0, 5],
        [7, 0],
      ]),
    ).toBe(1);
    expect(agreementOf([])).toBe(1);
    expect(agreementOf([[0]])).toBe(1);
  });
});

describe("pairSegments", () => {
  it("continues each segment once, in the one that it shares most people with", () => {
    const pairs = pairSegments([
      [80, 15, 5],
      [70, 20, 0],
      [0, 0, 9],
    ]);
    expect([...pairs]).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it("leaves a segment alone that shares nobody", () => {
    expect(
      pairSegments([
        [0, 0],
        [3, 0],
      ]).get(0),
    ).toBeUndefined();
  });
});

describe("crossLabels", () => {
  it("counts who is where in both, those in no segment in the last row and column", () => {
    expect(crossLabels(Int32Array.of(0, 0, 1, -1, -1), Int32Array.of(1, 0, -1, -1, 1), 2, 2)).toEqual([
      [1, 1, 0],
      [0, 0, 1],
      [0, 1, 1],
    ]);
  });

  it("counts everybody once", () => {
    const label = fc.integer({ min: -1, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { maxLength: 60 }), (pairs) => {
        const [left, right] = [Int32Array.from(pairs, ([one]) => one), Int32Array.from(pairs, ([, other]) => other)];
        const counts = crossLabels(left, right, 4, 4);
        expect(counts.flat().reduce((sum, n) => sum + n, 0)).toBe(pairs.length);
        expect(agreementOf(counts)).toBeCloseTo(adjustedRandIndex(left, right), 9);
      }),
    );
  });
});
