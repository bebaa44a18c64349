import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { nearestRows } from "./nearest-rows.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";
import { blobs, matrixOf, squaredDistance } from "./test-data.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

/** Squared distances of the k nearest rows of `among`, by row of x. */
function nearest(kernels: Kernels, x: Matrix, among: Matrix, k: number): number[][] {
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, among);
  const queries = x === among ? cells : openSpaceCells(kernels, x, cells);
  const { squared, places } = nearestRows(kernels, queries, cells, k);
  const found: number[][] = [];
  for (const [place, row] of queries.rowAt.entries()) {
    found[row] = [...squared.subarray(place * k, (place + 1) * k)];
    for (const [i, distance] of (found[row] ?? []).entries()) {
      const at = places[place * k + i] ?? -1;
      const is = at < 0 ? Number.POSITIVE_INFINITY : squaredDistance(x, row, among, cells.rowAt[at] ?? 0);
      if (is !== distance) throw new Error(`row ${row}: ${distance} is told, ${is} it is`);
    }
  }
  kernels.release(mark);
  return found;
}

/** All pairs, sorted. */
function slowly(x: Matrix, among: Matrix, k: number): number[][] {
  return Array.from({ length: x.rows }, (_, i) => {
    const all = Array.from({ length: among.rows }, (_, j) => squaredDistance(x, i, among, j));
    const ascending = all.sort((a, b) => a - b).slice(0, k);
    return [...ascending, ...new Array(k - ascending.length).fill(Number.POSITIVE_INFINITY)];
  });
}

describe("nearestRows", () => {
  it("finds what sorting all pairs finds, among lattices full of ties and fewer rows than were asked for", () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 200 }),
        fc.array(point, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 12 }),
        (rows, others, k) => {
          const [x, y] = [matrixOf(rows), matrixOf(others)];
          expect(nearest(three, x, x, k)).toEqual(slowly(x, x, k));
          expect(nearest(three, y, x, k)).toEqual(slowly(y, x, k));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([1, 3, 16])("is exact over many cells of %i columns, far from the origin, whatever the threads", (cols) => {
    const x = blobs(createRandom(cols), 400, cols, 4, 5);
    const far = { ...x, data: x.data.map((value) => value + 30_000) };
    const some = { ...blobs(createRandom(9), 130, cols, 3, 8) };
    for (const data of [x, far]) {
      const found = nearest(one, data, data, 7);
      expect(found).toEqual(slowly(data, data, 7));
      expect(nearest(three, data, data, 7)).toEqual(found);
    }
    expect(nearest(three, some, far, 5)).toEqual(slowly(some, far, 5));
    expect(nearest(three, some, x, 5)).toEqual(slowly(some, x, 5));
  });

  it("looks no further among rows that are alike", () => {
    const x = { data: new Float32Array(20_000), rows: 20_000, cols: 1 };
    const mark = one.mark();
    const cells = openSpaceCells(one, x);
    const before = process.cpuUsage();
    const { squared } = nearestRows(one, cells, cells, 8);
    expect(squared.every((distance) => distance === 0)).toBe(true);
    // Some hundredths of a second; all pairs of them take three.
    expect(process.cpuUsage(before).user).toBeLessThan(1e6);
    one.release(mark);
  });
});
