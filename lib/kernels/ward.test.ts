import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, readGolden } from "./test-data.ts";
import { wardTree } from "./ward.ts";

interface Hierarchical {
  readonly X: number[][];
  readonly cases: readonly { readonly method: string; readonly linkage: [number, number, number, number][] }[];
}
interface Agglomerative {
  readonly cases: readonly { method: string; last_30_heights: number[]; sum_of_heights: number }[];
}

const golden = readGolden<Hierarchical>("clustering", "hierarchical.json", { X: [], cases: [] });
const large = readGolden<Agglomerative>("clustering", "agglomerative_2000.json", { cases: [] });

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

/** Merging the nearest pair of all, again and again, by the definition: n ≤ 60. */
function slowHeights(rows: readonly (readonly number[])[]): number[] {
  let clusters = rows.map((row) => ({ size: 1, mean: [...row] }));
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, cost: Number.POSITIVE_INFINITY };
    for (const [a, x] of clusters.entries())
      for (const [b, y] of clusters.entries()) {
        if (b <= a) continue;
        const squared = x.mean.reduce((sum, value, j) => sum + (value - (y.mean[j] ?? 0)) ** 2, 0);
        const cost = ((x.size * y.size) / (x.size + y.size)) * squared;
        if (cost < best.cost) best = { a, b, cost };
      }
    const [x, y] = [clusters[best.a], clusters[best.b]];
    if (!x || !y) throw new Error("no pair");
    const size = x.size + y.size;
    const mean = x.mean.map((value, j) => (x.size * value + y.size * (y.mean[j] ?? 0)) / size);
    clusters = [...clusters.filter((_, i) => i !== best.a && i !== best.b), { size, mean }];
    heights.push(Math.sqrt(2 * best.cost));
  }
  return heights;
}

describe("wardTree", () => {
  it.runIf(golden.isThere)("has scipy's merges and heights", () => {
    const expected = golden.content.cases.find(({ method }) => method === "ward")?.linkage ?? [];
    const tree = wardTree(one, matrixOf(golden.content.X));
    expect(tree.height).toHaveLength(expected.length);
    for (const [i, [a, b, height, size]] of expected.entries()) {
      expect([tree.left[i], tree.right[i], tree.size[i]]).toEqual([Math.min(a, b), Math.max(a, b), size]);
      expect(Math.abs((tree.height[i] ?? 0) / height - 1)).toBeLessThan(1e-6);
    }
  });

  it.runIf(large.isThere)("has scipy's heights over 2,000 rows", () => {
    const expected = large.content.cases.find(({ method }) => method === "ward");
    const { height } = wardTree(three, large.matrix("data"));
    const last = [...height.slice(-30)];
    for (const [i, value] of last.entries())
      expect(Math.abs(value / (expected?.last_30_heights[i] ?? 0) - 1)).toBeLessThan(1e-9);
    expect(height.reduce((a, b) => a + b) / (expected?.sum_of_heights ?? 0)).toBeCloseTo(1, 9);
  });

  it("merges what the definition merges, ties and repeats among the rows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 1,
          maxLength: 40,
        }),
        (rows) => {
          // Equal costs may be merged in another order, which leads elsewhere; the first differing height ends the comparison.
          const distinct = rows.map(([x, y], i) => [x + 0.013 * i * i, y + 0.007 * i * i * i]);
          const expected = slowHeights(distinct.map((row) => row.map(Math.fround)));
          const { height } = wardTree(one, matrixOf(distinct));
          for (const [i, value] of expected.entries()) expect(height[i]).toBeCloseTo(value, 6);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes a lattice, where nearly every distance ties, and rows that are all alike", () => {
    const lattice = matrixOf(Array.from({ length: 400 }, (_, i) => [i % 20, Math.floor(i / 20)]));
    const tree = wardTree(one, lattice);
    expect(tree.size.at(-1)).toBe(400);
    expect([...tree.height]).toEqual([...tree.height].toSorted((a, b) => a - b));
    const alike = wardTree(one, matrixOf(new Array(50).fill([3, 4])));
    expect([...alike.height]).toEqual(new Array(49).fill(0));
    expect(alike.size.at(-1)).toBe(50);
  });

  it("builds a tree: every node joins once, sizes add up", () => {
    const n = 1000;
    const tree = wardTree(three, blobs(createRandom(3), n, 5, 4, 2));
    const seen = new Set<number>();
    const sizeOf = (node: number) => (node < n ? 1 : (tree.size[node - n] ?? 0));
    for (let i = 0; i < n - 1; i++) {
      const [a = -1, b = -1] = [tree.left[i], tree.right[i]];
      expect(a < b && b < n + i).toBe(true);
      expect(tree.size[i]).toBe(sizeOf(a) + sizeOf(b));
      seen.add(a).add(b);
    }
    expect(seen.size).toBe(2 * n - 2);
  });

  it("has the same bytes whatever the threads, and moves with the data", () => {
    const x = blobs(createRandom(4), 3000, 8, 6, 1);
    const tree = wardTree(one, x);
    expect(wardTree(three, x)).toEqual(tree);
    const few = { ...x, rows: 300, data: x.data.slice(0, 2400).map((value) => Math.round(value * 128) / 128) };
    const far = { ...few, data: few.data.map((value) => 2 * value + 65_536) };
    const [near, moved] = [wardTree(one, few), wardTree(one, far)];
    for (const [i, value] of near.height.entries()) expect(moved.height[i]).toBeCloseTo(2 * value, 6);
  });

  it("counts a weighted row as that many", () => {
    const rows = [[0], [1], [10], [14]];
    const repeated = wardTree(one, matrixOf([[0], [0], [0], [1], [10], [14], [14]]));
    const weighted = wardTree(one, matrixOf(rows), [3, 1, 1, 2]);
    expect([...weighted.height]).toEqual([...repeated.height].filter((height) => height > 0));
    expect(weighted.size.at(-1)).toBe(7);
  });
});
