import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs } from "../../kernels/test-data.ts";
import { kMeans } from "./k-means.ts";
import { miniBatchKMeans } from "./mini-batch-k-means.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const params = { restarts: 5, batch: 2048, batches: 100, passes: 10 };

describe("mini-batch k-means", () => {
  it.each([
    [2000, 6, 5],
    [4000, 22, 9],
  ])("is within 1 per cent of k-means' inertia on groups that overlap (%i × %i, k = %i)", async (rows, cols, k) => {
    const x = blobs(createRandom(3), rows, cols, k, 2);
    const context = { kernels, random: createRandom(1) };
    const [own] = await miniBatchKMeans.fit(x, [k], params, context);
    const [best] = await kMeans.fit(x, [k], { restarts: 100, smallest: 0, largest: 1 }, context);
    expect((own?.inertia ?? 0) / (best?.inertia ?? 1)).toBeLessThan(1.01);
  });

  it("says so where it was still moving after its passes", async () => {
    const x = blobs(createRandom(4), 3000, 6, 6, 2);
    const noteOf = async (passes: number) =>
      (await miniBatchKMeans.fit(x, [9], { ...params, passes }, { kernels, random: createRandom(2) }))[0]?.note?.en;
    expect(await noteOf(1)).toContain("after 1 pass over the data");
    expect(await noteOf(100)).toBeUndefined();
  });

  it("says nothing where the last of its passes confirmed", async () => {
    const x = blobs(createRandom(4), 3000, 6, 6, 2);
    const fitOf = async (passes: number) =>
      (await miniBatchKMeans.fit(x, [9], { ...params, passes }, { kernels, random: createRandom(2) }))[0];
    const needed = (await fitOf(100))?.iterations ?? 0;
    expect(needed).toBeGreaterThan(1);
    expect(await fitOf(needed)).toMatchObject({ iterations: needed });
    expect((await fitOf(needed))?.note).toBeUndefined();
    expect((await fitOf(needed - 1))?.note?.en).toContain("still moving");
  });
});
