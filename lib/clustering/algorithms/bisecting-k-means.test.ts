import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { cutTree } from "../../kernels/cut-tree.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf, partition } from "../../kernels/test-data.ts";
import { clusterMeans } from "../cluster-means.ts";
import { bisectingKMeans } from "./bisecting-k-means.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const fit = (x: Parameters<typeof bisectingKMeans.fit>[0], ks: readonly number[]) =>
  bisectingKMeans.fit(x, ks, { restarts: 3 }, { kernels, random: createRandom(7) });

it.each([1, 2, 3])("has a tree whose cuts are its fits, of rows seeded by %i", async (seed) => {
  const x = blobs(createRandom(seed), 400, 3, 6, 3);
  const fits = await fit(x, [2, 3, 5, 9]);
  const { tree, leafOf } = fits.at(-1) ?? {};
  if (!tree || !leafOf) throw new Error("no tree");
  for (const { k, labels } of fits) {
    const cut = cutTree(tree, k);
    expect(partition(leafOf.map((leaf) => cut[leaf] ?? -1))).toEqual(partition(labels));
  }
  expect(tree.size.at(-1)).toBe(400);
  expect(tree.height.at(-1)).toBeCloseTo(Math.sqrt(clusterMeans(x, new Int32Array(400), 1).inertia), 6);
  expect([...tree.height]).toEqual([...tree.height].toSorted((a, b) => a - b));
});

it("joins rows that are all alike at 0, and nothing where one segment is asked for", async () => {
  const same = matrixOf(Array.from({ length: 6 }, () => [3, 3]));
  const [one, four] = await fit(same, [1, 4]);
  expect(one?.tree?.left).toHaveLength(0);
  expect([...(four?.tree?.height ?? [])]).toEqual([0, 0, 0]);
  expect(four?.tree?.size.at(-1)).toBe(6);
});
