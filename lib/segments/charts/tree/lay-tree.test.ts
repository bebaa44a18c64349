import { describe, expect, it } from "vitest";
import type { TopTree } from "../../../clustering/tree-schema.ts";
import { layTree, segmentsAt } from "./lay-tree.ts";

/** ((20 + 10) at 1, 40 at 4) at 9. */
const tree: TopTree = {
  leaves: [20, 10, 40, 5],
  merges: [
    { left: 0, right: 1, height: 1, users: 30 },
    { left: 4, right: 2, height: 4, users: 70 },
    { left: 5, right: 3, height: 9, users: 75 },
  ],
};

describe("a tree that is cut", () => {
  it.each([
    [1, [75]],
    [2, [70, 5]],
    [3, [40, 30, 5]],
    [4, [40, 20, 10, 5]],
  ])("into %i has segments of %j, largest first", (k, sizes) => {
    expect(layTree(tree, k).sizes).toEqual(sizes);
  });

  it("colours what lies below the cut by its segment, and nothing above it", () => {
    expect(
      layTree(tree, 3)
        .branches.slice(0, 3)
        .map(({ segment }) => segment),
    ).toEqual([1, null, null]);
    expect(layTree(tree, 1).branches.map(({ segment }) => segment)).toEqual([0, 0, 0]);
  });

  it("colours a segment of one leaf up to the cut", () => {
    const { branches, cut } = layTree(tree, 3);
    expect(branches.slice(3)).toEqual([
      {
        points: [
          [0.625, 0],
          [0.625, cut],
        ],
        segment: 0,
      },
      {
        points: [
          [0.875, 0],
          [0.875, cut],
        ],
        segment: 2,
      },
    ]);
  });

  it("draws branches from their parts up to their height", () => {
    const [first] = layTree(tree, 2).branches;
    expect(first?.points).toEqual([
      [0.125, 0],
      [0.125, 1 / 3],
      [0.375, 1 / 3],
      [0.375, 0],
    ]);
  });

  it("leaves as many segments at the height of its own cut", () => {
    for (const k of [1, 2, 3, 4]) expect(segmentsAt(tree, layTree(tree, k).cut)).toBe(k);
    expect(segmentsAt(tree, 2)).toBe(1);
    expect(segmentsAt(tree, 0)).toBe(4);
  });
});
