import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTree } from "../kernels/cut-tree.ts";
import { linkageTree } from "../kernels/linkage-tree.ts";
import type { MergeTree } from "../kernels/merge-tree.ts";
import { topOfTree } from "./top-of-tree.ts";

/** Every row is a leaf of its own. */
const byRow = (tree: MergeTree) => ({
  ...tree,
  leafOf: Int32Array.from({ length: tree.left.length + 1 }, (_, i) => i),
});
const column = (...values: number[]) => ({ data: Float32Array.from(values), rows: values.length, cols: 1 });

describe("the top of a tree", () => {
  it("has what lies below as leaves, counted in users, and the merges above with their heights", () => {
    const top = topOfTree(byRow(linkageTree(column(0, 1, 10, 11, 30), "single")), 3);
    expect([...top.leaves].sort()).toEqual([1, 2, 2]);
    expect(top.merges.map(({ height, users }) => [height, users])).toEqual([
      [9, 4],
      [19, 5],
    ]);
  });

  it("is the whole tree where that is small, and one leaf of a single user", () => {
    expect(topOfTree(byRow(linkageTree(column(3, 5), "average")), 40)).toEqual({
      leaves: [1, 1],
      merges: [{ left: 0, right: 1, height: 2, users: 2 }],
    });
    const none = {
      left: new Int32Array(0),
      right: new Int32Array(0),
      height: new Float64Array(0),
      size: new Int32Array(0),
    };
    expect(topOfTree(byRow(none), 40)).toEqual({ leaves: [1], merges: [] });
  });

  it("counts the users of leaves that are groups, without those who were placed", () => {
    const tree = linkageTree(column(0, 1, 30), "single", [5, 2, 1]);
    const leafOf = Int32Array.of(0, 1, 0, -1, 0, 2, 0, 1, 0);
    expect(topOfTree({ ...tree, leafOf }, 40)).toEqual({
      leaves: [1, 5, 2],
      merges: [
        { left: 1, right: 2, height: 1, users: 7 },
        { left: 0, right: 3, height: 29, users: 8 },
      ],
    });
    expect([...topOfTree({ ...tree, leafOf }, 2).leaves].sort()).toEqual([1, 7]);
  });

  it("cut at any k leaves the very sizes that the algorithm cuts, and no two branches cross", () => {
    const values = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 12 }), (numbers, most) => {
        const tree = linkageTree(column(...numbers), "complete");
        const { leaves, merges } = topOfTree(byRow(tree), most);
        const spans: [number, number][] = leaves.map((_, i) => [i, i]);
        const alive = new Map(leaves.map((users, i) => [i, users]));
        for (const [i, { left, right, users }] of merges.entries()) {
          const spanOf = (node: number): readonly [number, number] => spans[node] ?? [0, 0];
          const [a, b] = [spanOf(left), spanOf(right)] as const;
          expect(a[1] + 1 === b[0] || b[1] + 1 === a[0]).toBe(true);
          spans.push([Math.min(a[0], b[0]), Math.max(a[1], b[1])]);
          alive.delete(left);
          alive.delete(right);
          alive.set(leaves.length + i, users);
          const labels = cutTree(tree, alive.size);
          const sizes = Array.from({ length: alive.size }, (_, label) => labels.filter((own) => own === label).length);
          expect([...alive.values()].sort((x, y) => x - y)).toEqual(sizes.sort((x, y) => x - y));
        }
      }),
    );
  });
});
