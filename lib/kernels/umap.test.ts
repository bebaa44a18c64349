import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf } from "./test-data.ts";
import { trustworthiness } from "./trustworthiness.ts";
import { umap } from "./umap.ts";

let one: Kernels;
let others: Kernels[];
beforeAll(async () => {
  one = await openKernels({ threads: 1 });
  others = await Promise.all([2, 3].map((threads) => openKernels({ threads })));
});
afterAll(() => Promise.all([one, ...others].map((kernels) => kernels.close())));

const mapOf = (kernels: Kernels, x: Matrix, epochs = 100) =>
  umap(kernels, x, { epochs, random: createRandom(7) }).coordinates;

describe("umap", () => {
  it("gives the same bytes whatever the threads", () => {
    const x = blobs(createRandom(1), 900, 6, 4, 3);
    const map = mapOf(one, x);
    for (const kernels of others) expect(mapOf(kernels, x)).toEqual(map);
  });

  it("lays groups apart, each row among its own", () => {
    const centres = 5;
    const data = blobs(createRandom(2), 600, 8, 1, 0);
    const x = {
      ...data,
      data: data.data.map((value, i) => value + 12 * (Math.floor(i / 8) % centres === i % 8 ? 1 : 0)),
    };
    const map = mapOf(one, x);
    for (let row = 0; row < x.rows; row++) {
      const distances = Array.from({ length: x.rows }, (_, other) =>
        Math.hypot(map[2 * row]! - map[2 * other]!, map[2 * row + 1]! - map[2 * other + 1]!),
      );
      const near = distances.map((_, other) => other).sort((a, b) => distances[a]! - distances[b]!);
      expect(new Set(near.slice(0, 10).map((other) => other % centres)).size).toBe(1);
    }
  });

  it("keeps neighbours as neighbours, in whatever order rows come", () => {
    const x = blobs(createRandom(3), 800, 3, 1, 0);
    const turned = matrixOf(Array.from({ length: 800 }, (_, i) => [...x.data.subarray((799 - i) * 3, (800 - i) * 3)]));
    for (const data of [x, turned]) {
      const told = { neighbours: 15, sample: 800, random: createRandom(1) };
      expect(trustworthiness(one, data, mapOf(one, data), told)).toBeGreaterThan(0.94);
    }
  });

  it("begins where rows stood on an earlier map, newcomers among their like", () => {
    const x = blobs(createRandom(5), 500, 5, 4, 4);
    const earlier = mapOf(one, x, 200).map((value) => -value);
    const again = (start: Float32Array) => umap(one, x, { epochs: 100, start, random: createRandom(8) }).coordinates;
    const start = earlier.map((value, i) => (Math.floor(i / 2) % 5 === 0 ? Number.NaN : value));
    const moved = again(start).map((value, i) => Math.abs(value - earlier[i]!));
    expect(moved.toSorted()[900]).toBeLessThan(2.5);
    expect(Math.max(...earlier) - Math.min(...earlier)).toBeGreaterThan(15);
    for (const nowhere of [Number.NaN, 0]) {
      expect(again(new Float32Array(1000).fill(nowhere)).every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it.each([0, 0.2, 0.5, 0.99])("has somewhere for every row with %s between rows at least", (minDistance) => {
    const map = umap(one, blobs(createRandom(6), 200, 3, 2, 3), { minDistance, epochs: 30, random: createRandom(7) });
    expect(map.coordinates.every((value) => Math.abs(value) < 100)).toBe(true);
  });

  it("has somewhere for every row of awkward data", () => {
    const shapes: Matrix[] = [
      matrixOf([[3]]),
      matrixOf([[1], [2]]),
      matrixOf([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      matrixOf(Array.from({ length: 100 }, () => [5, 5])),
      matrixOf(Array.from({ length: 100 }, (_, i) => [i % 3, 7])),
      matrixOf(Array.from({ length: 100 }, (_, i) => [1e7 + i, -1e7])),
      matrixOf(Array.from({ length: 100 }, (_, i) => [i === 0 ? 1e9 : i])),
    ];
    for (const x of shapes) {
      const map = mapOf(one, x, 20);
      expect(map).toHaveLength(2 * x.rows);
      expect(map.every((value) => Number.isFinite(value) && Math.abs(value) < 1000)).toBe(true);
    }
    expect(mapOf(one, { data: new Float32Array(0), rows: 0, cols: 3 })).toHaveLength(0);
  });
});
