import { describe, expect, it } from "vitest";
import { layFlow, withoutNobody } from "./lay-flow.ts";

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
