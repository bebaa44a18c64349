import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { cutAtHeight } from "./cut-tree.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { reachabilityTree } from "./reachability-tree.ts";
import { blobs, matrixOf, partition, readGolden, squaredDistance } from "./test-data.ts";

interface Case {
  readonly id: string;
  readonly data: string;
  readonly min_samples: number;
  readonly mst_total_weight: number;
  readonly mst_largest_10: number[];
  readonly core_distance_sum: number;
}
const golden = readGolden<{ cases: Case[] }>("clustering", "hdbscan.json", { cases: [] });
const measured = golden.content.cases.filter(({ mst_total_weight: weight }) => weight !== undefined);

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

/** Mutual reachability of every pair, by the definition. */
function reachabilities(x: Matrix, minSamples: number): number[][] {
  const distances = Array.from({ length: x.rows }, (_, i) =>
    Array.from({ length: x.rows }, (_, j) => Math.sqrt(squaredDistance(x, i, x, j))),
  );
  const core = distances.map((row) => row.toSorted((a, b) => a - b)[Math.min(minSamples, x.rows) - 1] ?? 0);
  return distances.map((row, i) => row.map((distance, j) => Math.max(distance, core[i] ?? 0, core[j] ?? 0)));
}

/** Weights of a minimum spanning tree, ascending: Prim. */
function slowWeights(reach: readonly (readonly number[])[]): number[] {
  const waiting = new Set(reach.keys());
  waiting.delete(0);
  const nearest = [...(reach[0] ?? [])];
  const weights: number[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].reduce((best, row) => ((nearest[row] ?? 0) < (nearest[best] ?? 0) ? row : best));
    waiting.delete(next);
    weights.push(nearest[next] ?? 0);
    for (const row of waiting) nearest[row] = Math.min(nearest[row] ?? 0, reach[next]?.[row] ?? 0);
  }
  return weights.sort((a, b) => a - b);
}

/** Rows that a chain of steps of at most `height` joins. */
function chained(reach: readonly (readonly number[])[], height: number): number[] {
  const labels = new Array<number>(reach.length).fill(-1);
  for (const start of reach.keys()) {
    if (labels[start] !== -1) continue;
    const waiting = [start];
    labels[start] = start;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      for (const [row, step] of (reach[at] ?? []).entries()) {
        if (labels[row] !== -1 || step > height) continue;
        labels[row] = start;
        waiting.push(row);
      }
  }
  return partition(labels);
}

describe("reachabilityTree", () => {
  it.runIf(golden.isThere).each(measured)("has the weights of scipy's spanning tree: $id", (expected) => {
    const { tree, coreDistances } = reachabilityTree(three, golden.matrix(expected.data), expected.min_samples);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    // The rows were rounded to float32.
    expect(sum(tree.height) / expected.mst_total_weight).toBeCloseTo(1, 7);
    expect(sum(coreDistances) / expected.core_distance_sum).toBeCloseTo(1, 7);
    for (const [i, weight] of expected.mst_largest_10.entries())
      expect((tree.height.at(-1 - i) ?? 0) / weight).toBeCloseTo(1, 6);
  });

  it("is a minimum spanning tree, and every cut of it is what steps up to that height join, on lattices too", () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 150 }),
        fc.integer({ min: 1, max: 12 }),
        (rows, minSamples) => {
          const x = matrixOf(rows);
          const reach = reachabilities(x, minSamples);
          const { tree } = reachabilityTree(three, x, minSamples);
          expect([...tree.height]).toEqual(slowWeights(reach));
          for (const height of new Set(tree.height))
            expect(partition(cutAtHeight(tree, height))).toEqual(chained(reach, height));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([2, 12])(
    "is exact over many cells of %i columns, far apart groups and a far offset, whatever the threads",
    (cols) => {
      const x = blobs(createRandom(3), 800, cols, 5, 9);
      const far = { ...x, data: x.data.map((value) => Math.round(value * 64) / 64 + 65_536) };
      for (const data of [x, far]) {
        const { tree } = reachabilityTree(one, data, 5);
        expect([...tree.height]).toEqual(slowWeights(reachabilities(data, 5)));
        expect(reachabilityTree(three, data, 5).tree).toEqual(tree);
      }
    },
  );

  it("takes one row, rows that are all alike and more neighbours than rows", () => {
    expect(reachabilityTree(one, matrixOf([[3]]), 5).tree.height).toHaveLength(0);
    expect([...reachabilityTree(one, matrixOf(new Array(90).fill([2, 2])), 5).tree.height]).toEqual(
      new Array(89).fill(0),
    );
    expect([...reachabilityTree(one, matrixOf([[0], [1], [4]]), 50).tree.height]).toEqual([4, 4]);
  });
});
