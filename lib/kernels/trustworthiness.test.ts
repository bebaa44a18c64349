import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, squaredDistance } from "./test-data.ts";
import { trustworthiness } from "./trustworthiness.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

/** By its formula, over all rows. */
function slowly(x: Matrix, map: Matrix, k: number): number {
  const n = x.rows;
  const others = (i: number, by: Matrix) =>
    Array.from({ length: n }, (_, j) => j)
      .filter((j) => j !== i)
      .sort((p, q) => squaredDistance(by, i, by, p) - squaredDistance(by, i, by, q));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const ranks = new Map(others(i, x).map((j, place) => [j, place + 1]));
    for (const j of others(i, map).slice(0, k)) sum += Math.max(0, ranks.get(j)! - k);
  }
  return 1 - (2 * sum) / (n * k * (2 * n - 3 * k - 1));
}

describe("trustworthiness", () => {
  it.each([1, 5, 12])("is what its formula says with %i neighbours, whatever the threads", (k) => {
    const x = blobs(createRandom(k), 101, 7, 3, 2);
    const map = blobs(createRandom(9), 101, 2, 1, 0);
    for (let i = 0; i < 101; i++) map.data[2 * i] = x.data[7 * i]!;
    const options = { neighbours: k, sample: 101, random: createRandom(1) };
    const value = trustworthiness(one, x, map.data, options);
    expect(value).toBeCloseTo(slowly(x, map, k), 12);
    expect(value).toBeGreaterThan(0.5);
    expect(trustworthiness(three, x, map.data, options)).toBe(value);
  });

  it("gives what scikit-learn 1.9.1 gives", () => {
    // trustworthiness(x, y, n_neighbors=3) of x_i = (sin i², sin 5i, cos 3i), y_i = (sin i² + cos i, sin 5i), i = 0…19.
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    const x = matrixOf(numbers.map((i) => [Math.sin(i * i), Math.sin(5 * i), Math.cos(3 * i)]));
    const map = matrixOf(numbers.map((i) => [Math.sin(i * i) + Math.cos(i), Math.sin(5 * i)]));
    expect(trustworthiness(one, x, map.data, { neighbours: 3, sample: 99, random: createRandom(1) })).toBeCloseTo(
      0.7744444444444445,
      5,
    );
  });

  it("is 1 for a map that is the truth, in any unit, and near a half for chance", () => {
    const x = blobs(createRandom(4), 400, 2, 1, 0);
    const options = { neighbours: 10, sample: 400, random: createRandom(1) };
    expect(
      trustworthiness(
        one,
        x,
        x.data.map((value) => 2 ** 10 * value),
        options,
      ),
    ).toBe(1);
    const chance = trustworthiness(one, x, blobs(createRandom(5), 400, 2, 1, 0).data, options);
    expect(Math.abs(chance - 0.5)).toBeLessThan(0.05);
  });

  it("comes near the whole from a sample, and cannot be told of few rows", () => {
    const x = blobs(createRandom(6), 1500, 4, 3, 1);
    const map = Float32Array.from({ length: 3000 }, (_, i) => x.data[4 * (i >> 1) + (i & 1)]!);
    const of = (sample: number) => trustworthiness(three, x, map, { neighbours: 10, sample, random: createRandom(2) });
    expect(Math.abs(of(700) - of(1500))).toBeLessThan(0.02);
    expect(of(20)).toBeNaN();
    expect(of(21)).not.toBeNaN();
  });
});
