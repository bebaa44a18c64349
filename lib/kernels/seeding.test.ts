import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom, type Random } from "../core/random.ts";
import { centre } from "./columns.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { seedCentres } from "./seeding.ts";
import { blobs, matrixOf, squaredDistance } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const streams = (count: number): Random[] => Array.from({ length: count }, (_, i) => createRandom(i));

describe("seedCentres", () => {
  it("takes rows of x, none twice while distinct rows are left", () => {
    const x = matrixOf(Array.from({ length: 30 }, (_, i) => [i % 7, 0]));
    for (const centres of seedCentres(kernels, centre(kernels, x), 7, streams(20))) {
      const first = Array.from({ length: 7 }, (_, i) => centres[2 * i]!);
      expect(first.toSorted((a, b) => a - b)).toEqual([...new Set(x.data.filter((_, i) => i % 2 === 0))]);
    }
  });

  it("repeats rows when there are fewer distinct ones than centres", () => {
    const x = matrixOf(Array.from({ length: 12 }, (_, i) => [i % 2, 1]));
    const centred = centre(kernels, x);
    const [centres] = seedCentres(kernels, centred, 5, streams(1));
    const rows = [...centres!].map((value, i) => value + centred.shift[i % 2]!);
    expect(rows.filter((_, i) => i % 2 === 1)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(rows.filter((_, i) => i % 2 === 0))).toEqual(new Set([0, 1]));
  });

  it("gives a start the same centres beside others as alone", () => {
    const x = centre(kernels, blobs(createRandom(1), 3000, 5, 4, 2));
    const together = seedCentres(kernels, x, 25, streams(4));
    const alone = streams(4).map((stream) => seedCentres(kernels, x, 25, [stream])[0]);
    expect(together).toEqual(alone);
  });

  it("finds every one of some far clusters, however small", () => {
    const random = createRandom(9);
    const rows = Array.from({ length: 1000 }, (_, i) => [1000 * (i < 3 ? i + 1 : 0) + random.normal()]);
    for (const centres of seedCentres(kernels, centre(kernels, matrixOf(rows)), 4, streams(50))) {
      expect([...centres].map((value) => Math.round(Math.abs(value) / 1000)).toSorted()).toEqual([0, 1, 2, 3]);
    }
  });

  it("starts nearer to the optimum than rows drawn evenly", () => {
    const x = blobs(createRandom(2), 2000, 2, 12, 8);
    const potential = (centres: Float32Array): number => {
      const c = { data: centres, rows: 12, cols: 2 };
      let sum = 0;
      for (let i = 0; i < x.rows; i++)
        sum += Math.min(...Array.from({ length: 12 }, (_, j) => squaredDistance(x, i, c, j)));
      return sum;
    };
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const seeded = seedCentres(kernels, centre(kernels, x), 12, streams(10)).map(potential);
    const even = streams(10).map((random) =>
      potential(
        Float32Array.from(
          Array.from({ length: 12 }, () => random.int(2000)).flatMap((i) => [...x.data.subarray(2 * i, 2 * i + 2)]),
        ),
      ),
    );
    expect(mean(seeded)).toBeLessThan(0.5 * mean(even));
  });
});
