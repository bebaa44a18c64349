import { describe, expect, it } from "vitest";
import { flowHeight, layFlow, namedBlocks, withoutNobody } from "./lay-flow.ts";

describe("layFlow", () => {
  const { leftBlocks, rightBlocks, ribbons } = layFlow(
    [
      [30, 10],
      [0, 60],
    ],
    210,
  );

  it("gives everybody the same height on both sides", () => {
    const total = (blocks: typeof leftBlocks) => blocks.reduce((sum, { size }) => sum + size, 0);
    expect(total(leftBlocks)).toBeCloseTo(200, 6);
    expect(total(rightBlocks)).toBeCloseTo(200, 6);
  });

  it("draws no ribbon for nobody", () => {
    expect(ribbons.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 0, 30],
      [0, 1, 10],
      [1, 1, 60],
    ]);
  });

  it("has nothing to draw without people", () => {
    expect(layFlow([[0]], 100).ribbons).toEqual([]);
    expect(layFlow([], 100).leftBlocks).toEqual([]);
  });
});

describe("a table of who is where in two runs", () => {
  it("loses the row and the column of those in no segment where nobody is in them", () => {
    expect(
      withoutNobody([
        [3, 1, 0],
        [0, 2, 0],
        [0, 0, 0],
      ]),
    ).toEqual([
      [3, 1],
      [0, 2],
    ]);
    expect(
      withoutNobody([
        [3, 0],
        [1, 0],
      ]),
    ).toEqual([[3], [1]]);
  });

  it("keeps them where somebody is", () => {
    const counts = [
      [3, 1],
      [0, 2],
    ];
    expect(withoutNobody(counts)).toEqual(counts);
  });
});

describe("many segments", () => {
  const counts = Array.from({ length: 50 }, (_, i) => Array.from({ length: 3 }, () => 100 - 2 * i));

  it("have a picture as high as their names need, and few have the usual one", () => {
    expect(flowHeight(counts)).toBe(800);
    expect(flowHeight([[1, 2]])).toBe(440);
  });

  it("are named from the largest on, no two names on one another", () => {
    const { leftBlocks } = layFlow(counts, flowHeight(counts) - 16);
    const named = namedBlocks(leftBlocks);
    expect(named[0]?.id).toBe(0);
    expect(named.length).toBeGreaterThan(25);
    const middles = named.map(({ top, size }) => top + size / 2);
    for (const [i, at] of middles.entries()) if (i > 0) expect(at - (middles[i - 1] ?? 0)).toBeGreaterThanOrEqual(14);
  });
});
