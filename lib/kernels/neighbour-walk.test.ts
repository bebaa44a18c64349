import { afterAll, beforeAll, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { searchNeighbours } from "./neighbour-search.ts";
import { openWalk } from "./neighbour-walk.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, squaredDistance } from "./test-data.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

function walk(kernels: Kernels, among: Matrix, queries: Matrix, k: number) {
  const mark = kernels.mark();
  const found = openWalk(kernels, among, k, createRandom(5))(queries);
  const kept = { rows: found.rows.slice(), distances: found.distances.slice() };
  kernels.release(mark);
  return kept;
}

it.each([
  [4, 1, 0.98],
  [10, 20, 0.97],
  [17, 10, 0.93],
])("finds nearly all that are nearest: %i columns, %i of them", (cols, k, share) => {
  const all = blobs(createRandom(cols), 6000, cols, 6, 4);
  const among = { data: all.data.subarray(0, 5000 * cols), rows: 5000, cols };
  const queries = { data: all.data.subarray(5000 * cols), rows: 1000, cols };
  const { rows, distances } = walk(three, among, queries, k);
  const mark = three.mark();
  const exact = searchNeighbours(three, among, queries, k, createRandom(1));
  let hits = 0;
  for (let row = 0; row < 1000; row++) {
    const nearest = new Set(exact.rows.subarray(row * k, (row + 1) * k));
    for (let at = row * k; at < (row + 1) * k; at++) {
      hits += Number(nearest.has(rows[at] ?? -1));
      const is = Math.sqrt(squaredDistance(queries, row, among, rows[at] ?? -1));
      expect(Math.abs((distances[at] ?? -1) - is)).toBeLessThan(1e-5 * (1 + is));
      if (at > row * k) expect(distances[at]).toBeGreaterThanOrEqual(distances[at - 1] ?? 0);
    }
  }
  three.release(mark);
  expect(hits / (1000 * k)).toBeGreaterThan(share);
});

it("goes by a query alone, not by threads or by who else asks", () => {
  const all = blobs(createRandom(2), 3700, 6, 5, 3);
  const among = { data: all.data.subarray(0, 3000 * 6), rows: 3000, cols: 6 };
  const queries = { data: all.data.subarray(3000 * 6), rows: 700, cols: 6 };
  const found = walk(one, among, queries, 5);
  expect(walk(three, among, queries, 5)).toEqual(found);
  const last = walk(three, among, { data: queries.data.subarray(690 * 6), rows: 10, cols: 6 }, 5);
  expect(last.rows).toEqual(found.rows.slice(690 * 5));
});

it("finds a row that is there, and k rows that differ where many are alike", () => {
  const among = blobs(createRandom(3), 2000, 3, 4, 5);
  const itself = walk(three, among, among, 1);
  const found = itself.distances.filter((distance) => distance === 0).length;
  expect(found).toBeGreaterThan(1990);
  const alike = { data: Float32Array.from({ length: 900 }, (_, at) => Math.floor(at / 600)), rows: 450, cols: 2 };
  const { rows, distances } = walk(three, alike, { data: new Float32Array(2), rows: 1, cols: 2 }, 30);
  expect(new Set(rows).size).toBe(30);
  expect(distances.every((distance) => distance === 0)).toBe(true);
});
