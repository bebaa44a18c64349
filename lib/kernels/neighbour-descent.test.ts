import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { descendToNeighbours } from "./neighbour-descent.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, squaredDistance } from "./test-data.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

const k = 10;

/** Rows found for each row, checked to be as far as is told. */
function found(kernels: Kernels, x: Matrix): number[][] {
  const mark = kernels.mark();
  const { rowAt, rows, distances } = descendToNeighbours(kernels, x, k, createRandom(5));
  const near: number[][] = [];
  for (const [place, row] of rowAt.entries()) {
    near[row] = Array.from(rows.subarray(place * k, (place + 1) * k), (other) => rowAt[other]!);
    for (const [i, other] of near[row]!.entries()) {
      const truth = Math.sqrt(squaredDistance(x, row, x, other));
      const told = distances[place * k + i]!;
      if (!(Math.abs(told - truth) <= 1e-6 * truth)) throw new Error(`row ${row}: ${told} is told, ${truth} it is`);
    }
  }
  kernels.release(mark);
  return near;
}

/** Share of rows found that are no farther than the true k-th. */
function recall(x: Matrix, near: number[][]): number {
  let hits = 0;
  for (let row = 0; row < x.rows; row += 20) {
    const all = Array.from({ length: x.rows }, (_, other) => squaredDistance(x, row, x, other)).sort((a, b) => a - b);
    hits += near[row]!.filter((other) => squaredDistance(x, row, x, other) <= all[k]! * (1 + 1e-6)).length;
  }
  return hits / (k * Math.ceil(x.rows / 20));
}

describe("descendToNeighbours", () => {
  it("finds nearly all of the nearest, never a row itself nor one twice, whatever the threads", () => {
    const x = blobs(createRandom(1), 2000, 21, 3, 0.5);
    const near = found(one, x);
    expect(near.every((others, row) => new Set(others).size === k && !others.includes(row))).toBe(true);
    expect(recall(x, near)).toBeGreaterThan(0.9);
    expect(found(three, x)).toEqual(near);
  });

  it("is right to the last digits far from the origin, and among rows that are alike", () => {
    const x = blobs(createRandom(2), 1000, 3, 2, 4);
    const far = { ...x, data: x.data.map((value) => Math.round(value) + 2 ** 20) };
    expect(recall(far, found(three, far))).toBeGreaterThan(0.95);
  });
});
