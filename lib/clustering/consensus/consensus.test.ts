import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { adjustedRandIndex } from "../../evaluation/agreement.ts";
import { cutTree } from "../../kernels/cut-tree.ts";
import { linkDistances } from "../../kernels/linkage-tree.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, partition } from "../../kernels/test-data.ts";
import { consensus } from "../algorithms/consensus.ts";
import { haveKnownSets, readKnownSet } from "../fixtures/known-sets.ts";
import { affordableRuns, type BaseRuns, runBases } from "./base-runs.ts";
import { belongingOf } from "./belonging.ts";
import { splitIntoCells } from "./cells.ts";
import { cellDistances, profileCells } from "./co-association.ts";
import { drawPairs } from "./drawn-pairs.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

/** Runs that were thought up: few groups, so that rows alike in all of them are common. */
const anyRuns = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 40 }))
  .map(([seed, runs, n]): { runs: BaseRuns; n: number } => {
    const random = createRandom(seed);
    const groups = Array.from({ length: runs }, () => 2 + random.int(3));
    const labels = groups.map((k) => Uint8Array.from({ length: n }, () => random.int(k)));
    return { n, runs: { labels, groups } };
  });

const shareTogether = ({ labels }: BaseRuns, a: number, b: number) =>
  labels.filter((run) => run[a] === run[b]).length / labels.length;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Average linkage by its definition, on all pairs of single rows: the heights of its merges. */
function naiveHeights(runs: BaseRuns, n: number): number[] {
  let clusters = Array.from({ length: n }, (_, row) => [row]);
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, height: Number.POSITIVE_INFINITY };
    for (const [a, one] of clusters.entries())
      for (const [b, other] of clusters.entries()) {
        if (b <= a) continue;
        const height = mean(one.flatMap((i) => other.map((j) => 1 - shareTogether(runs, i, j))));
        if (height < best.height - 1e-12) best = { a, b, height };
      }
    const { a, b, height } = best;
    heights.push(height);
    clusters = [...clusters.filter((_, at) => at !== a && at !== b), [...(clusters[a] ?? []), ...(clusters[b] ?? [])]];
  }
  return heights;
}

describe("cells", () => {
  it("are the rows that no run tells apart, and beyond the limit the largest are split first", () => {
    fc.assert(
      fc.property(anyRuns, fc.integer({ min: 1, max: 30 }), ({ runs, n }, limit) => {
        const key = (row: number) => runs.labels.map((run) => run[row]).join();
        const keys = Array.from({ length: n }, (_, row) => key(row));
        const whole = splitIntoCells(runs.labels, n, n);
        expect(whole).toMatchObject({ isExact: true, count: new Set(keys).size });
        expect(partition(whole.of)).toEqual(partition(Int32Array.from(keys, (one) => keys.indexOf(one))));
        const few = splitIntoCells(runs.labels, n, limit);
        expect(few.count).toBeLessThanOrEqual(limit);
        expect(few.isExact).toBe(few.count === whole.count);
        // Who is alike in every run is never parted.
        for (const [row, one] of keys.entries()) expect(few.of[row]).toBe(few.of[keys.indexOf(one)]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("distances between cells", () => {
  it("are means over all pairs of their rows, however the rows were put together", () => {
    fc.assert(
      fc.property(anyRuns, fc.integer({ min: 2, max: 6 }), ({ runs, n }, limit) => {
        const { of, count } = splitIntoCells(runs.labels, n, limit);
        const distances = cellDistances(profileCells(runs, of, count), runs);
        const rowsOf = (cell: number) => [...of.keys()].filter((row) => of[row] === cell);
        let at = 0;
        for (let a = 1; a < count; a++)
          for (let b = 0; b < a; b++) {
            const pairs = rowsOf(a).flatMap((i) => rowsOf(b).map((j) => 1 - shareTogether(runs, i, j)));
            expect(distances[at++]).toBeCloseTo(mean(pairs), 10);
          }
        expect(distances).toHaveLength(at);
      }),
      { numRuns: 40 },
    );
  });

  it("give the tree that all single rows give", () => {
    const random = createRandom(3);
    const x = blobs(random, 30, 2, 3, 2);
    // So many that no two distances are equal: of equal ones either may be taken first.
    const runs = runBases(kernels, x, { runs: 211, fewestGroups: 2, mostGroups: 6 }, random, () => {});
    const { of, count } = splitIntoCells(runs.labels, 30, 30);
    expect(count).toBeLessThan(30);
    const profiles = profileCells(runs, of, count);
    const tree = linkDistances(cellDistances(profiles, runs), count, "average", profiles.sizes);
    const heights = naiveHeights(runs, 30);
    expect(heights.slice(0, 30 - count).every((height) => height === 0)).toBe(true);
    for (const [i, height] of heights.slice(30 - count).entries()) expect(tree.height[i]).toBeCloseTo(height, 9);
  });
});

it("tells how surely rows belong as the mean over pairs does", () => {
  fc.assert(
    fc.property(anyRuns, fc.integer({ min: 1, max: 4 }), ({ runs, n }, k) => {
      const labels = Int32Array.from({ length: n }, (_, row) => (row < k ? row : (row * 7) % k) % k);
      const clusters = Math.min(k, n);
      const { strength, between } = belongingOf(runs, labels, clusters);
      const rowsOf = (label: number) => [...labels.keys()].filter((row) => labels[row] === label);
      for (const [row, label] of labels.entries()) {
        const others = rowsOf(label).filter((other) => other !== row);
        const expected = others.length === 0 ? 1 : mean(others.map((other) => shareTogether(runs, row, other)));
        expect(strength[row]).toBeCloseTo(expected, 6);
      }
      for (let at = 0; at < clusters * clusters; at++) {
        const [a, b] = [Math.floor(at / clusters), at % clusters];
        const pairs = rowsOf(a).flatMap((i) => rowsOf(b).flatMap((j) => (i === j ? [] : shareTogether(runs, i, j))));
        if (pairs.length === 0) expect(between[at]).toBeNaN();
        else expect(between[at]).toBeCloseTo(mean(pairs), 9);
      }
    }),
    { numRuns: 40 },
  );
});

it("draws pairs in an order in which every cut of the tree is whole", () => {
  const random = createRandom(5);
  const x = blobs(random, 200, 3, 4, 2);
  const runs = runBases(kernels, x, { runs: 20, fewestGroups: 2, mostGroups: 8 }, random, () => {});
  const { of, count } = splitIntoCells(runs.labels, 200, 200);
  const profiles = profileCells(runs, of, count);
  const tree = linkDistances(cellDistances(profiles, runs), count, "average", profiles.sizes);
  const { rows, together } = drawPairs(
    runs,
    Int32Array.from({ length: 50 }, (_, i) => 4 * i),
    of,
    tree,
  );
  for (const k of [2, 3, 5, 9]) {
    const cut = cutTree(tree, k);
    const labels = Array.from(rows, (row) => cut[of[row] ?? 0]);
    const changes = labels.filter((label, at) => at > 0 && label !== labels[at - 1]).length;
    expect(changes).toBe(new Set(labels).size - 1);
  }
  expect(together[3]).toBe(20 * shareTogether(runs, rows[3] ?? 0, rows[0] ?? 0));
});

describe("runs", () => {
  it("go through the numbers of groups, and place every row by the columns that they saw", () => {
    const x = blobs(createRandom(2), 500, 12, 3, 30);
    const { labels, groups } = runBases(
      kernels,
      x,
      { runs: 9, fewestGroups: 3, mostGroups: 5 },
      createRandom(1),
      () => {},
    );
    expect(groups).toEqual([3, 4, 5, 3, 4, 5, 3, 4, 5]);
    expect(new Set(labels.map((run) => new Set(run).size))).toEqual(new Set([3, 4, 5]));
    // Far apart, any ten of the twelve columns tell the three.
    expect(partition(labels[3] ?? [])).toEqual(partition(labels[0] ?? []));
  });
});

it("runs as often as memory takes of so many users, and twice at least", () => {
  expect(affordableRuns(1000, 100_000)).toBe(1000);
  expect(affordableRuns(1000, 5_000_000)).toBe(107);
  expect(affordableRuns(40, 5_000_000)).toBe(40);
  expect(affordableRuns(100, 1e9)).toBe(2);
});

describe.runIf(haveKnownSets)("sets whose groups are known", () => {
  it.each([
    ["lsun", 3, 10, 20, 0.99],
    ["toy_circles", 2, 10, 30, 0.99],
  ] as const)(
    "finds %s, which k-means alone does not: %i groups",
    async (name, k, fewestGroups, mostGroups, agreement) => {
      const { x, labels } = readKnownSet(name);
      const params = { runs: 60, fewestGroups, mostGroups };
      const [fit] = await consensus.fit(x, [k], params, { kernels, random: createRandom(1) });
      expect(adjustedRandIndex(fit?.labels ?? [], labels)).toBeGreaterThan(agreement);
    },
  );
});

it("says so where users are held together in groups", async () => {
  const x = blobs(createRandom(4), 4_000, 3, 3, 3);
  const params = { runs: 40, fewestGroups: 2, mostGroups: 20 };
  const [fit] = await consensus.fit(x, [3], params, { kernels, random: createRandom(1) });
  expect(fit?.note?.en).toContain("2,000 groups of alike ones");
  expect(fit?.tree?.left.length).toBeLessThan(2_000);
  expect(fit?.strength?.every((share) => share >= 0 && share <= 1)).toBe(true);
});
