import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { pca } from "./pca.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, readGolden } from "./test-data.ts";

interface GoldenCase {
  id: string;
  kind: string;
  data: string;
  mean: number[];
  components: number[][];
  explained_variance: number[];
  explained_variance_ratio: number[];
  scores_first_20: number[][];
  eigengaps: number[];
}

const golden = readGolden("preprocess", "projections.json", { cases: [] as GoldenCase[] });
const cases = golden.content.cases.filter(({ kind }) => kind === "pca");

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

function expectNear(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected)));
}

describe.skipIf(!golden.isThere)("against scikit-learn (skipped where ../shared is absent)", () => {
  it.each(cases)("$id", ({ data, ...expected }) => {
    const x = golden.matrix(data);
    const count = expected.components.length;
    const result = pca(kernels, x, count);
    for (const [j, mean] of expected.mean.entries()) expectNear(result.mean[j]!, mean, 1e-7);
    for (let c = 0; c < count; c++) {
      expectNear(result.variance[c]!, expected.explained_variance[c]!, 1e-5);
      expectNear(result.explained[c]!, expected.explained_variance_ratio[c]!, 1e-5);
      if ((expected.eigengaps[c] ?? 1) < 1e-3) continue;
      const axis = result.axes.subarray(c * x.cols, (c + 1) * x.cols);
      const cosine = axis.reduce((sum, value, j) => sum + value * expected.components[c]![j]!, 0);
      expect(cosine).toBeGreaterThan(1 - 1e-8);
      for (const [row, scores] of expected.scores_first_20.entries()) {
        expectNear(result.scores.data[row * count + c]!, scores[c]!, 1e-4);
      }
    }
  });
});

describe("properties", () => {
  it("has scores of mean 0, of the variances given, and uncorrelated", () => {
    const x = blobs(createRandom(3), 5000, 11, 4, 2);
    const { scores, variance } = pca(kernels, x, 11);
    for (let a = 0; a < 11; a++) {
      for (let b = 0; b <= a; b++) {
        let mean = 0;
        let product = 0;
        for (let row = 0; row < x.rows; row++) {
          mean += scores.data[row * 11 + a]! / x.rows;
          product += (scores.data[row * 11 + a]! * scores.data[row * 11 + b]!) / (x.rows - 1);
        }
        expect(Math.abs(mean)).toBeLessThan(1e-5);
        expectNear(product, a === b ? variance[a]! : 0, 2e-5);
      }
    }
  });

  it("turns with the data: a line in any direction is one axis, its largest loading positive", () => {
    const line = Array.from({ length: 400 }, (_, i) => [-3 * i, i / 2, 0]);
    const { axes, explained, scores } = pca(kernels, matrixOf(line), 2);
    expect(explained[0]).toBeCloseTo(1, 6);
    expect(axes[0]).toBeGreaterThan(0.98);
    expect(scores.data[0]).toBeGreaterThan(scores.data[2]!);
  });

  it("does not change with an offset that float32 can hold", () => {
    const near = blobs(createRandom(4), 2000, 3, 2, 1);
    const grid: Matrix = { ...near, data: near.data.map((value) => Math.round(value * 128) / 128) };
    const far: Matrix = { ...grid, data: grid.data.map((value) => value + 65_536) };
    const [a, b] = [pca(kernels, grid, 3), pca(kernels, far, 3)];
    for (let c = 0; c < 3; c++) expectNear(b.variance[c]!, a.variance[c]!, 1e-6);
  });

  it("has the same bytes on one, two and three threads", async () => {
    const x = blobs(createRandom(6), 30_000, 10, 4, 1);
    const results = [];
    for (const threads of [1, 2, 3]) {
      const pool = await openKernels({ threads });
      results.push(pca(pool, x, 3));
      await pool.close();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
});

describe("awkward inputs", () => {
  it("says 0 where nothing varies, and for a single row", () => {
    const rows = Array.from({ length: 50 }, () => [7, -2, 1e6]);
    for (const x of [matrixOf(rows), matrixOf(rows.slice(0, 1))]) {
      const { explained, scores, mean } = pca(kernels, x, 2);
      expect(explained).toEqual([0, 0]);
      expect([...mean]).toEqual([7, -2, 1e6]);
      expect(scores.data.every((score) => score === 0)).toBe(true);
    }
  });

  it("leaves constant columns out of the axes", () => {
    const random = createRandom(1);
    const { axes, explained } = pca(kernels, matrixOf(Array.from({ length: 300 }, () => [5, random.normal(), 1e5])), 1);
    expect([...axes].map((value) => Math.abs(value))).toEqual([0, 1, 0]);
    expect(explained).toEqual([1]);
  });

  it("has no more axes than columns", () => {
    const { explained, scores } = pca(kernels, blobs(createRandom(1), 20, 1, 2, 3), 2);
    expect(explained).toEqual([1]);
    expect([scores.rows, scores.cols]).toEqual([20, 1]);
  });
});
