import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { pca } from "../../kernels/pca.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { noiseVariance, shrinkVariances, sigClust } from "./sig-clust.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

function test(seed: number, rows: number, apart: number, clouds = 49) {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * 3 }, (_, at) => {
    const spread = [3, 1, 0.3][at % 3] ?? 1;
    return spread * random.normal() + (at % 6 < 3 ? apart : 0);
  });
  const x = { data, rows, cols: 3 };
  return sigClust(kernels, x, pca(kernels, x, 3).variance, clouds, random.fork("test"));
}

describe("sigClust", () => {
  it("rejects one stretched Gaussian as often as its level says, and two groups always", () => {
    const values = Array.from({ length: 60 }, (_, seed) => {
      const found = test(seed, 120, 0, 19);
      return found.ok ? found.value.pValue : Number.NaN;
    });
    // Of 60 tests at 10 %: 6, standard deviation 2.3.
    expect(values.filter((p) => p <= 0.1).length).toBeLessThan(14);
    expect(values.filter((p) => p <= 0.5).length).toBeGreaterThan(15);
    const apart = test(1, 120, 8);
    expect(apart).toMatchObject({ ok: true, value: { pValue: 0.02, clouds: 49 } });
    expect(apart.ok && apart.value.index).toBeLessThan(apart.ok ? apart.value.nullMean : 0);
  });

  it("says why not where nothing differs or nothing was drawn", () => {
    const alike = { data: new Float32Array(12).fill(3), rows: 4, cols: 3 };
    expect(sigClust(kernels, alike, [0, 0, 0], 9, createRandom(1)).ok).toBe(false);
    expect(test(1, 50, 0, 0).ok).toBe(false);
  });
});

describe("shrinkVariances", () => {
  it("takes from the large what the floor gives to the small, keeping the total", () => {
    const shrunk = shrinkVariances([10, 4, 1, 0, 0], 1);
    expect(shrunk.reduce((sum, value) => sum + value, 0)).toBeCloseTo(15, 9);
    expect(shrunk.slice(2)).toEqual([1, 1, 1]);
    expect(shrunk[0]).toBeCloseTo(9, 9);
    expect(shrunk[1]).toBeCloseTo(3, 9);
  });

  it("leaves them where none lies below the noise, and evens them out where all do", () => {
    for (const [i, value] of shrinkVariances([5, 3, 2], 1).entries()) expect(value).toBeCloseTo([5, 3, 2][i] ?? 0, 9);
    for (const value of shrinkVariances([5, 3, 1], 50)) expect(value).toBeCloseTo(3, 9);
  });

  it("estimates the noise by what most entries do, whatever a few are", () => {
    const random = createRandom(2);
    const data = Float32Array.from({ length: 20_000 }, (_, at) => (at % 50 === 0 ? 1000 : 2 * random.normal()));
    expect(noiseVariance({ data, rows: 20_000, cols: 1 })).toBeCloseTo(4, 0);
  });
});
