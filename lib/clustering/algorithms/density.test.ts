import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { adjustedRandIndex } from "../../evaluation/agreement.ts";
import { dbscan as findDense } from "../../kernels/dbscan.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf } from "../../kernels/test-data.ts";
import { haveKnownSets, readKnownSet } from "../fixtures/known-sets.ts";
import type { Fit } from "./algorithm.ts";
import { dbscan } from "./dbscan.ts";
import { hdbscan } from "./hdbscan.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

type Hdbscan = Parameters<typeof hdbscan.fit>[2];
type Dbscan = Parameters<typeof dbscan.fit>[2];

const context = () => ({ kernels, random: createRandom(1) });

async function byHdbscan(x: Matrix, params: Partial<Hdbscan> = {}): Promise<Fit> {
  const usual: Hdbscan = { minClusterSize: "auto", minSamples: 10, selection: "eom", epsilon: 0 };
  const [fit] = await hdbscan.fit(x, [], { ...usual, ...params }, context());
  if (!fit) throw new Error("no fit");
  return fit;
}

async function byDbscan(x: Matrix, params: Partial<Dbscan> = {}): Promise<Fit> {
  const [fit] = await dbscan.fit(x, [], { eps: "auto", minSamples: 10, ...params }, context());
  if (!fit) throw new Error("no fit");
  return fit;
}

/** One cloud of three correlated columns; e to that is log-normal. */
function cloud(rows: number, seed: number, value = (normal: number) => normal): Matrix {
  const random = createRandom(seed);
  return matrixOf(
    Array.from({ length: rows }, () => {
      const shared = random.normal();
      return [0, 1, 2].map(() => value(0.6 * shared + 0.8 * random.normal()));
    }),
  );
}

describe.runIf(haveKnownSets)("sets whose groups are known", () => {
  it.each([
    ["hepta", 7, 1, {}],
    ["lsun", 3, 0.98, {}],
    ["target", 2, 0.99, {}],
    ["twodiamonds", 2, 0.95, {}],
    ["toy_moons", 2, 1, {}],
    ["toy_circles", 2, 1, {}],
    ["unbalance", 8, 0.99, { minClusterSize: 50 }],
    ["s1", 15, 0.93, {}],
  ] as const)("HDBSCAN finds %s: %i groups", async (name, k, agreement, params) => {
    const { x, labels } = readKnownSet(name);
    const fit = await byHdbscan(x, params);
    expect(fit.k).toBe(k);
    expect(adjustedRandIndex(fit.labels, labels)).toBeGreaterThanOrEqual(agreement);
  });

  it.each([
    ["hepta", 7],
    ["lsun", 3],
    ["target", 2],
    ["twodiamonds", 2],
    ["toy_moons", 2],
    ["toy_circles", 2],
    ["toy_blobs", 3],
  ] as const)("DBSCAN finds %s at the knee: %i groups", async (name, k) => {
    const { x, labels } = readKnownSet(name);
    const fit = await byDbscan(x);
    expect(fit.k).toBe(k);
    expect(adjustedRandIndex(fit.labels, labels)).toBeGreaterThanOrEqual(0.94);
    expect(fit.note?.en).toContain("within a distance of");
  });

  it("finds most of the twenty touching groups of a1, and leaves who lies between them out", async () => {
    const { x, labels } = readKnownSet("a1");
    const fit = await byHdbscan(x);
    expect(fit.k).toBeGreaterThanOrEqual(17);
    const inside = [...fit.labels.keys()].filter((row) => (fit.labels[row] ?? -1) >= 0);
    expect(inside.length).toBeGreaterThan(0.9 * x.rows);
    const of = (values: Int32Array) => Int32Array.from(inside, (row) => values[row] ?? 0);
    expect(adjustedRandIndex(of(fit.labels), of(labels))).toBeGreaterThan(0.7);
  });

  it("finds no two groups where there are none, once chance bumps are too small to count", async () => {
    const { x } = readKnownSet("toy_no_structure");
    expect((await byHdbscan(x, { minClusterSize: 50, minSamples: 50 })).k).toBe(0);
    expect((await byDbscan(x)).k).toBe(1);
  });
});

it.each([1, 2, 3, 4, 5])("one cloud, Gaussian or log-normal, has no groups (seed %i)", async (seed) => {
  for (const x of [cloud(2000, seed), cloud(2000, seed, Math.exp)]) {
    const { k, labels, inertia, centres } = await byHdbscan(x);
    expect([k, inertia, centres.data.length]).toEqual([0, 0, 0]);
    expect(labels.every((label) => label === -1)).toBe(true);
  }
});

it("tells how surely a row belongs and how far outside it lies", async () => {
  const x = blobs(createRandom(2), 300, 2, 3, 12);
  const rows = Array.from({ length: 300 }, (_, row) => [x.data[2 * row] ?? 0, x.data[2 * row + 1] ?? 0]);
  const { labels, strength, outlierScores } = await byHdbscan(matrixOf([...rows, [200, 200]]));
  expect(labels[300]).toBe(-1);
  expect(strength?.[300]).toBe(0);
  expect(outlierScores?.[300]).toBeGreaterThan(0.9);
  expect(outlierScores?.every((score) => score >= 0 && score < 1)).toBe(true);
  expect(Math.max(...(strength ?? []))).toBe(1);
});

it("puts rows that are alike into groups of their own, and knows a distance for them", async () => {
  const rows = Array.from({ length: 90 }, (_, i) => [i % 3, 0]);
  expect((await byHdbscan(matrixOf(rows))).k).toBe(3);
  expect((await byDbscan(matrixOf(rows))).labels).toContain(0);
  const same = await byDbscan(matrixOf(new Array(40).fill([4, 4])));
  expect([same.k, same.inertia]).toEqual([1, 0]);
  expect((await byHdbscan(matrixOf(new Array(40).fill([4, 4])))).k).toBe(0);
  expect((await byHdbscan(matrixOf([[1]]))).k).toBe(0);
});

it("keeps the curve of distances that it chose on, thinned", async () => {
  const x = blobs(createRandom(3), 1000, 2, 3, 10);
  const { reach } = await byDbscan(x);
  const distances = reach?.distances ?? [];
  expect(distances).toHaveLength(200);
  expect(distances.toSorted((a, b) => a - b)).toEqual(distances);
  expect(reach).toMatchObject({ isAutomatic: true, minSamples: 10 });
  expect(reach?.eps).toBeGreaterThan(distances[100] ?? 0);
  expect(reach?.eps).toBeLessThan(distances.at(-1) ?? 0);
  const asked = await byDbscan(x, { eps: 0.7 });
  expect(asked.reach).toEqual({ eps: 0.7, isAutomatic: false, minSamples: 10, distances });
  expect(asked.note).toBeUndefined();
});

it("draws rows for a tree where there are too many, and counts among all where few columns keep pairs few", async () => {
  const x = blobs(createRandom(8), 60_500, 2, 4, 40);
  const [tree, cores] = [await byHdbscan(x), await byDbscan(x, { eps: 2 })];
  for (const { k, labels } of [tree, cores]) {
    expect(k).toBe(4);
    expect(labels.filter((label) => label < 0).length).toBeLessThan(0.03 * x.rows);
  }
  expect(tree.note?.en).toContain("drawn at random");
  expect(adjustedRandIndex(tree.labels, cores.labels)).toBeGreaterThan(0.95);
  expect(tree.strength?.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(cores.note).toBeUndefined();
  expect(cores.labels).toEqual(findDense(kernels, x, { eps: 2, minSamples: 10 }).labels);
}, 60_000);
