import fc from "fast-check";
import { expect, it } from "vitest";
import { linkageTree } from "../../kernels/linkage-tree.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { chooseClusters, stabilities } from "./choose-clusters.ts";
import { condenseTree } from "./condensed-tree.ts";
import { outlierScores } from "./outlier-scores.ts";

/** Two pairs 2 apart, 8 from a group of three; and a row 40 from all. */
const rows = [[0], [1], [3], [4], [12], [13], [14], [54]];
const tree = condenseTree(linkageTree(matrixOf(rows), "single"), 2);

it("only loses rows, or splits in two, as density rises", () => {
  // Merges: 0–1, 3–4, 12–13–14 at 1; the pairs at 2; all but 54 at 8; 54 at 40.
  expect([...tree.parent]).toEqual([-1, 0, 0, 2, 2]);
  expect([...tree.size]).toEqual([8, 3, 4, 2, 2]);
  expect([...tree.birth]).toEqual([0, 1 / 8, 1 / 8, 1 / 2, 1 / 2]);
  expect([...tree.death]).toEqual([1 / 8, 1, 1 / 2, 1, 1]);
  expect([...tree.home.subarray(4)]).toEqual([1, 1, 1, 0]);
  expect([...tree.leaving]).toEqual([1, 1, 1, 1, 1, 1, 1, 1 / 40]);
});

it("weighs how many rows stay for how long, and takes what weighs most", () => {
  expect([...stabilities(tree).subarray(1)]).toEqual([3 * (1 - 1 / 8), 4 * (1 / 2 - 1 / 8), 1, 1]);
  expect(chooseClusters(tree, { selection: "eom", epsilon: 0 })).toEqual([1, 3, 4]);
  expect(chooseClusters(tree, { selection: "leaf", epsilon: 0 })).toEqual([1, 3, 4]);
});

it("keeps together what parts at less than epsilon, but never everybody", () => {
  expect(chooseClusters(tree, { selection: "leaf", epsilon: 2 })).toEqual([1, 3, 4]);
  expect(chooseClusters(tree, { selection: "leaf", epsilon: 2.1 })).toEqual([1, 2]);
  expect(chooseClusters(tree, { selection: "leaf", epsilon: 100 })).toEqual([1, 2]);
});

it("scores rows by how much denser their group gets", () => {
  const scores = outlierScores(tree);
  expect([...scores.subarray(0, 7)]).toEqual(new Array(7).fill(0));
  expect(scores[7]).toBeCloseTo(1 - 1 / 40, 6);
});

it("loses nobody: rows and children of a cluster are its size, and densities rise along the tree", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 2, max: 10 }),
      (values, smallest) => {
        const condensed = condenseTree(linkageTree(matrixOf(values.map((value) => [value])), "single"), smallest);
        const { parent, birth, death, size, home, leaving } = condensed;
        for (const cluster of parent.keys()) {
          const own = home.filter((of) => of === cluster).length;
          const below = [...parent.keys()].filter((of) => parent[of] === cluster);
          expect(below.length === 0 || below.length === 2).toBe(true);
          expect(own + below.reduce((sum, of) => sum + (size[of] ?? 0), 0)).toBe(size[cluster]);
          expect(death[cluster]).toBeGreaterThanOrEqual(birth[cluster] ?? 0);
          for (const of of below) expect(birth[of]).toBeLessThanOrEqual(death[cluster] ?? 0);
          if (cluster > 0) expect(size[cluster]).toBeGreaterThanOrEqual(smallest);
        }
        for (const [row, of] of home.entries()) expect(leaving[row]).toBeGreaterThanOrEqual(birth[of] ?? 0);
        expect(stabilities(condensed).every((stability) => stability >= 0)).toBe(true);
      },
    ),
  );
});
