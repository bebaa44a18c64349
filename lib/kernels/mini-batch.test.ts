import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { assign, kMeans } from "./k-means.ts";
import { miniBatchCentres } from "./mini-batch.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, squaredDistance } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const options = { k: 5, restarts: 3, batch: 512, batches: 60, random: createRandom(3) };

describe("miniBatchCentres", () => {
  it("is the mean of the rows drawn, where one centre sees them all", () => {
    const x = blobs(createRandom(1), 4000, 3, 2, 5);
    const draws = createRandom(3).fork("batches");
    const sums = [0, 0, 0];
    for (let i = 0; i < 60 * 512; i++) {
      const row = draws.int(4000);
      for (const j of [0, 1, 2]) sums[j] = (sums[j] ?? 0) + (x.data[row * 3 + j] ?? 0);
    }
    const centres = miniBatchCentres(kernels, x, { ...options, k: 1 });
    for (const [j, sum] of sums.entries()) expect(Math.abs((centres[j] ?? 0) - sum / (60 * 512))).toBeLessThan(1e-4);
  });

  it("comes within a few per cent of k-means by batches alone", () => {
    const x = blobs(createRandom(2), 20_000, 8, 5, 1);
    const centres = { data: miniBatchCentres(kernels, x, options), rows: 5 };
    const matrix = { data: Float32Array.from(centres.data), rows: 5, cols: 8 };
    const labels = assign(kernels, x, centres);
    const inertia = labels.reduce((sum, label, row) => sum + squaredDistance(x, row, matrix, label), 0);
    const best = kMeans(kernels, x, { k: 5, restarts: 20, random: createRandom(1) }).inertia;
    expect(inertia / best).toBeGreaterThan(1 - 1e-6);
    expect(inertia / best).toBeLessThan(1.03);
  });

  it("takes batches larger than the rows, and refuses fewer rows than centres", () => {
    const few = matrixOf([[1], [2], [9], [10]]);
    const centres = miniBatchCentres(kernels, few, { ...options, k: 2, batch: 1000 });
    const [low = 0, high = 0] = centres.toSorted();
    expect(low > 1 && low < 2 && high > 9 && high < 10).toBe(true);
    expect(() => miniBatchCentres(kernels, few, options)).toThrow(/5 .* 4/);
  });
});
