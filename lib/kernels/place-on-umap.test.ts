import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { searchNeighbours } from "./neighbour-search.ts";
import { placeOnUmap } from "./place-on-umap.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, squaredDistance } from "./test-data.ts";
import { umap } from "./umap.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

const part = ({ data, cols }: Matrix, from: number, to: number): Matrix => ({
  data: data.subarray(from * cols, to * cols),
  rows: to - from,
  cols,
});

describe("placeOnUmap", () => {
  it("lays rows among their own group, the same whatever the threads and with whom they come", () => {
    const all = blobs(createRandom(1), 600, 5, 4, 6);
    const [fitted, rows] = [part(all, 0, 500), part(all, 500, 600)];
    const map = umap(one, fitted, { epochs: 150, random: createRandom(2) });
    const place = (kernels: Kernels, which: Matrix) =>
      placeOnUmap(kernels, fitted, map.coordinates, which, { ...map, random: createRandom(3) });
    const placed = place(one, rows);
    for (let row = 0; row < rows.rows; row++) {
      const near = Array.from({ length: 500 }, (_, i) => i).sort(
        (p, q) => squaredDistance(rows, row, fitted, p) - squaredDistance(rows, row, fitted, q),
      );
      const apart = near
        .slice(0, 5)
        .map((i) =>
          Math.hypot(map.coordinates[2 * i]! - placed[2 * row]!, map.coordinates[2 * i + 1]! - placed[2 * row + 1]!),
        );
      expect(Math.min(...apart)).toBeLessThan(1.5);
    }
    expect(place(three, rows)).toEqual(placed);
    expect(place(one, part(rows, 0, 30))).toEqual(placed.subarray(0, 60));
  });

  it("has somewhere for rows of awkward data", () => {
    const options = { a: 1.58, b: 0.9, neighbours: 15, random: createRandom(1) };
    const alike = matrixOf(Array.from({ length: 30 }, () => [1, 2]));
    const [none, few] = [
      matrixOf([]),
      matrixOf([
        [1, 2],
        [3, 4],
      ]),
    ];
    const spots = new Float32Array(60).map((_, i) => i % 7);
    expect(placeOnUmap(one, alike, spots, none, options)).toHaveLength(0);
    expect(placeOnUmap(one, { ...none, cols: 2 }, new Float32Array(0), few, options)).toEqual(new Float32Array(4));
    for (const rows of [alike, few, matrixOf([[1e7, -1e7]])]) {
      for (const fitted of [alike, few]) {
        const placed = placeOnUmap(one, fitted, spots.subarray(0, 2 * fitted.rows), rows, options);
        expect(placed.every((value) => Number.isFinite(value) && Math.abs(value) < 100)).toBe(true);
      }
    }
  });
});

describe("searchNeighbours", () => {
  it("finds nearly all of the nearest in the leaves of trees, a row that is there first of all", () => {
    const among = blobs(createRandom(4), 4000, 9, 5, 2);
    const queries = part(blobs(createRandom(4), 4200, 9, 5, 2), 3990, 4190);
    const search = (kernels: Kernels, cheap?: number) => {
      const mark = kernels.mark();
      const { rows, distances } = searchNeighbours(kernels, among, queries, 10, createRandom(5), cheap);
      const found = { rows: rows.slice(), distances: distances.slice() };
      kernels.release(mark);
      return found;
    };
    const [exact, found] = [search(one), search(one, 0)];
    expect(search(three, 0)).toEqual(found);
    let hits = 0;
    for (let row = 0; row < queries.rows; row++) {
      const own = found.rows.subarray(10 * row, 10 * row + 10);
      expect(new Set(own).size).toBe(10);
      for (const [i, near] of own.entries()) {
        const truth = Math.sqrt(squaredDistance(queries, row, among, near));
        expect(Math.abs(found.distances[10 * row + i]! - truth)).toBeLessThanOrEqual(1e-6 * truth);
      }
      hits += own.filter((near) => exact.rows.subarray(10 * row, 10 * row + 10).includes(near)).length;
    }
    for (let row = 0; row < 10; row++) expect(found.rows[10 * row]).toBe(3990 + row);
    expect(hits / found.rows.length).toBeGreaterThan(0.85);
  });
});
