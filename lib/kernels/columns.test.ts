import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { blocksOf, centre, columnMeans, place } from "./columns.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const shifted = (x: Matrix, by: number): Matrix => ({ ...x, data: x.data.map((value) => value + by) });

describe("blocksOf", () => {
  it("covers every row once, in blocks of whole vectors, no more than asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 8, max: 256 }), (n, most) => {
        const { rows, count } = blocksOf(n, most);
        expect(rows % 4).toBe(0);
        expect(count).toBeLessThanOrEqual(most);
        expect((count - 1) * rows).toBeLessThan(n);
        expect(count * rows).toBeGreaterThanOrEqual(n);
      }),
    );
  });
});

describe("centre", () => {
  it("leaves data near the origin where it is, without a copy", () => {
    const x = kernels.matrix(1000, 5);
    x.data.set(blobs(createRandom(1), 1000, 5, 3, 2).data);
    const centred = centre(kernels, x);
    expect(centred.data).toBe(x.data);
    expect([...centred.shift]).toEqual([0, 0, 0, 0, 0]);
  });

  it("moves data far from the origin to its mean, and measures there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom(4096, 65_536, -1_048_576), (cols, offset) => {
        const near = blobs(createRandom(cols), 700, cols, 3, 1);
        const grid = { ...near, data: near.data.map((value) => Math.round(value * 8) / 8) };
        const mark = kernels.mark();
        const plain = centre(kernels, grid);
        const far = centre(kernels, shifted(grid, offset));
        for (let i = 0; i < far.data.length; i++) {
          if (far.data[i]! + far.shift[i % cols]! !== grid.data[i]! + offset) throw new Error(`value ${i} lost digits`);
        }
        expect(far.variance / plain.variance).toBeCloseTo(1, 5);
        expect(Math.abs(far.totalNorm / far.n - far.variance)).toBeLessThan(0.05 * cols);
        kernels.release(mark);
      }),
      { numRuns: 30 },
    );
  });

  it("has norms and their sum as in f64", () => {
    const x = blobs(createRandom(2), 999, 7, 3, 2);
    const { norms, totalNorm, variance } = centre(kernels, x);
    let total = 0;
    for (let i = 0; i < 999; i++) {
      const norm = x.data.subarray(7 * i, 7 * i + 7).reduce((sum, value) => sum + value * value, 0);
      expect(Math.abs(norms[i]! / norm - 1)).toBeLessThan(1e-6);
      total += norm;
    }
    expect(totalNorm).toBeCloseTo(total, 6);
    const mean = columnMeans(kernels, place(kernels, x), 999, 7);
    expect(variance).toBeCloseTo(total / 999 - mean.reduce((sum, value) => sum + value * value, 0), 8);
  });

  it("finds no variance in a constant matrix, however large its values", () => {
    const { variance, data } = centre(kernels, matrixOf(new Array(50).fill([3e7, -1, 0.1])));
    expect(variance).toBe(0);
    expect(data.every((value) => value === 0)).toBe(true);
  });
});

describe("columnMeans", () => {
  it("keeps small values beside a million large ones: sums are f64", () => {
    const n = 1_000_000;
    const data = kernels.float32(n).fill(16_777_216);
    data.fill(1, n / 2);
    expect(columnMeans(kernels, data, n, 1)[0]).toBe((16_777_216 + 1) / 2);
  });
});
