import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkageTree } from "../../kernels/linkage-tree.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { chooseClusters } from "./choose-clusters.ts";
import { condenseTree } from "./condensed-tree.ts";
import { drawTree } from "./drawn-tree.ts";

/** Two pairs 2 apart, 8 from a group of three; and a row 40 from all. */
const rows = [[0], [1], [3], [4], [12], [13], [14], [54]];
const tree = condenseTree(linkageTree(matrixOf(rows), "single"), 2);

describe("drawTree", () => {
  it("keeps when each cluster begins and ends, and who is left by then", () => {
    const { clusters, leftOff, smallest } = drawTree(tree, [1, 3, 4], 2);
    expect({ leftOff, smallest }).toEqual({ leftOff: 0, smallest: 2 });
    expect(clusters.map(({ parent, label, isChosen }) => [parent, label, isChosen])).toEqual([
      [-1, -1, false],
      [0, 0, true],
      [0, -1, false],
      [2, 1, true],
      [2, 2, true],
    ]);
    // Everybody: one row leaves at a distance of 40, the others part at 8.
    expect(clusters[0]?.outline).toEqual([
      [0, 8],
      [1 / 40, 8],
      [1 / 8, 7],
    ]);
    expect(clusters[2]?.outline).toEqual([
      [1 / 8, 4],
      [1 / 2, 4],
    ]);
  });

  it("counts what lies in a chosen cluster as a part of it", () => {
    const { clusters } = drawTree(tree, [2], 2);
    expect(clusters.map(({ label, isChosen }) => [label, isChosen])).toEqual([
      [-1, false],
      [-1, false],
      [0, true],
      [0, false],
      [0, false],
    ]);
  });

  it("draws the largest splits where there are too many, whole, and says how many are left off", () => {
    const small = drawTree(tree, [1], 2, 3);
    expect(small.clusters.map(({ parent }) => parent)).toEqual([-1, 0, 0]);
    expect(small.leftOff).toBe(2);
  });

  it("is a tree of falling numbers at rising densities, whatever the rows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (values, smallest, most) => {
          const any = condenseTree(linkageTree(matrixOf(values.map((value) => [value])), "single"), smallest);
          const chosen = chooseClusters(any, { selection: "leaf", epsilon: 0 });
          const { clusters, leftOff } = drawTree(any, chosen, smallest, most);
          expect(clusters.length + leftOff).toBe(any.parent.length);
          expect(clusters.length).toBeLessThanOrEqual(most);
          for (const [place, { parent, outline }] of clusters.entries()) {
            expect(parent).toBeLessThan(place);
            for (const [at, [density, left]] of outline.entries()) {
              const [before = 0, more = left] = outline[at - 1] ?? [];
              expect(density).toBeGreaterThanOrEqual(before);
              expect(left).toBeLessThanOrEqual(more);
              expect(left).toBeGreaterThan(0);
            }
            const parts = clusters.filter((other) => other.parent === place);
            expect([0, 2]).toContain(parts.length);
            const below = parts.reduce((sum, part) => sum + (part.outline[0]?.[1] ?? 0), 0);
            if (parts.length > 0) expect(below).toBe(outline.at(-1)?.[1]);
          }
        },
      ),
    );
  });
});
