import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { rowsOfMatrix } from "../../core/row-source.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs } from "../../kernels/test-data.ts";
import { sampleOfRows, settleOverRows } from "./settle-rows.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

describe("settleOverRows", () => {
  it("ends as tight as k-means on all rows, from centres of a twentieth of them", () => {
    const mark = kernels.mark();
    const x = blobs(createRandom(5), 40_000, 6, 7, 2);
    const rows = rowsOfMatrix(x);
    const sample = sampleOfRows(kernels, rows, createRandom(1), 2000 * 6);
    expect(sample.rows).toBe(2000);
    const options = { k: 7, restarts: 20, random: createRandom(2) };
    const start = kMeans(kernels, sample, options).exactCentres;
    const [fit] = settleOverRows(kernels, { rows, sample, passes: 30 }, [start]);
    const whole = kMeans(kernels, x, options);
    expect(fit?.isSettled).toBe(true);
    expect(Math.abs((fit?.inertia ?? 0) / whole.inertia - 1)).toBeLessThan(1e-4);
    kernels.release(mark);
  });
});
