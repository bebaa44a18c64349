import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Centred, centre } from "./columns.ts";
import { kMeans } from "./k-means.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { sampleRows } from "./sampling.ts";
import { blobs, matrixOf } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const total = (values: ArrayLike<number> | undefined): number => Array.from(values ?? []).reduce((a, b) => a + b, 0);

/** Σ weight · ‖row − point‖². */
function spread({ data, n, d, weights }: Centred, point: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) sum += (weights?.[i] ?? 1) * (data[i * d + j]! - point[j]!) ** 2;
  }
  return sum;
}

describe("sampleRows", () => {
  it("stands for all rows: weights and squared distances add up to nearly theirs, without bias", () => {
    const x = centre(kernels, blobs(createRandom(1), 20_000, 3, 4, 3));
    const point = [1, -2, 0.5];
    const ratios = Array.from({ length: 30 }, (_, seed) => {
      const sample = sampleRows(kernels, x, 1000, createRandom(seed));
      expect(sample.n).toBeLessThanOrEqual(1000);
      expect(Math.abs(total(sample.weights) / x.n - 1)).toBeLessThan(0.1);
      return spread(sample, point) / spread(x, point);
    });
    expect(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThan(0.12);
    expect(Math.abs(total(ratios) / 30 - 1)).toBeLessThan(0.01);
  });

  it("takes every row once where as many are asked for and all are equally far", () => {
    const x = centre(kernels, matrixOf(Array.from({ length: 64 }, (_, i) => [i % 2 ? 1 : -1])));
    const sample = sampleRows(kernels, x, 64, createRandom(2));
    expect([...sample.data]).toEqual([...x.data]);
    expect(total(sample.weights)).toBeCloseTo(64, 3);
  });

  it("counts a row that outweighs the rest once, with its own weight", () => {
    const x = centre(kernels, matrixOf(Array.from({ length: 1000 }, (_, i) => [i === 500 ? 1e4 : i % 7])));
    const sample = sampleRows(kernels, x, 100, createRandom(3));
    const far = [...sample.data].findIndex((value) => value + x.shift[0]! > 5000);
    expect(sample.weights?.[far]).toBeCloseTo(1, 1);
    expect(sample.n).toBeLessThan(60);
  });

  it("takes identical rows evenly", () => {
    const x = centre(kernels, matrixOf(new Array(100).fill([0, 0])));
    const sample = sampleRows(kernels, x, 10, createRandom(4));
    expect([sample.n, total(sample.weights)]).toEqual([10, 100]);
  });
});

describe("k-means on a sample first", () => {
  it("does not miss a rare far cluster", () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 50_000 }, (_, i) => {
      const place = i % 5000 === 7 ? 100 : 6 * random.int(2);
      return [place + random.normal(), random.normal()];
    });
    for (const seed of [1, 2, 3, 4, 5]) {
      const { labels, centres } = kMeans(kernels, matrixOf(rows), { k: 3, restarts: 1, random: createRandom(seed) });
      const far = labels.filter((label) => centres.data[2 * label]! > 50);
      expect(far.length).toBe(10);
    }
  });
});
