import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { sphericalKMeans } from "./spherical-k-means.ts";
import { blobs, matrixOf, partition, readGolden } from "./test-data.ts";

interface Case {
  readonly k: number;
  readonly initial_row_indices: number[];
  readonly labels: number[];
  readonly objective: number;
}
const golden = readGolden<{ X: number[][]; cases: Case[] }>("clustering", "spherical_kmeans.json", {
  X: [],
  cases: [],
});

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

/** Three directions, rows of any length. */
function bundles(n: number) {
  const random = createRandom(8);
  const directions = [
    [1, 0.2, 0],
    [0, 1, 0.3],
    [-1, 0, 1],
  ];
  return Array.from({ length: n }, (_, row) => {
    const length = 0.1 + 50 * random.next();
    return (directions[row % 3] ?? []).map((value) => length * (value + 0.05 * random.normal()));
  });
}

describe("sphericalKMeans", () => {
  it.runIf(golden.isThere).each(golden.content.cases)(
    "goes where numpy's goes from rows $initial_row_indices",
    (one) => {
      const x = matrixOf(golden.content.X);
      const unit = golden.content.X.map((row) => row.map((value) => value / Math.hypot(...row)));
      const initialCentres = Float64Array.from(one.initial_row_indices.flatMap((row) => unit[row] ?? []));
      const options = { k: one.k, restarts: 1, tolerance: 0, random: createRandom(1) };
      const from = sphericalKMeans(kernels, x, { ...options, initialCentres });
      expect([...from.labels]).toEqual(one.labels);
      expect(from.objective / one.objective).toBeCloseTo(1, 5);
      const best = sphericalKMeans(kernels, x, { ...options, restarts: 20 });
      expect(best.objective).toBeLessThanOrEqual(one.objective * 1.001);
    },
  );

  it("finds directions whatever the lengths, with centres of length 1", () => {
    const x = matrixOf(bundles(300));
    const { labels, centres } = sphericalKMeans(kernels, x, { k: 3, restarts: 5, random: createRandom(1) });
    expect(partition(labels)).toEqual(Array.from({ length: 300 }, (_, row) => row % 3));
    for (let c = 0; c < 3; c++) expect(Math.hypot(...centres.data.subarray(3 * c, 3 * c + 3))).toBeCloseTo(1, 6);
  });

  it("leaves rows without a direction out, and needs k others", () => {
    const x = matrixOf([
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 2],
      [3, 0.1],
    ]);
    const { labels } = sphericalKMeans(kernels, x, { k: 2, restarts: 3, random: createRandom(1) });
    expect([labels[0], labels[2]]).toEqual([-1, -1]);
    expect(labels[1]).toBe(labels[4]);
    expect(labels[3]).not.toBe(labels[1]);
    expect(() => sphericalKMeans(kernels, x, { k: 4, restarts: 1, random: createRandom(1) })).toThrow(/4 .* 3/);
  });

  it("has the objective that its labels and centres have, over many rows too", () => {
    const x = blobs(createRandom(3), 40_000, 8, 5, 1);
    const { labels, centres, objective } = sphericalKMeans(kernels, x, { k: 5, restarts: 2, random: createRandom(2) });
    let sum = 0;
    for (let row = 0; row < x.rows; row++) {
      const [values, centre] = [
        x.data.subarray(8 * row, 8 * row + 8),
        centres.data.subarray(8 * labels[row]!, 8 * labels[row]! + 8),
      ];
      sum += 1 - values.reduce((dot, value, j) => dot + value * centre[j]!, 0) / Math.hypot(...values);
    }
    expect(objective / sum).toBeCloseTo(1, 5);
  });
});
