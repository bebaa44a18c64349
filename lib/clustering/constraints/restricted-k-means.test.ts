import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf, partition } from "../../kernels/test-data.ts";
import { kMeans } from "../algorithms/k-means.ts";
import type { LinkedRows } from "./link-users.ts";

let one: Kernels;
let two: Kernels;
beforeAll(async () => {
  [one, two] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 2 })]);
});
afterAll(() => Promise.all([one.close(), two.close()]));

interface Asked {
  readonly smallest?: number;
  readonly largest?: number;
  readonly links?: LinkedRows;
}

async function fit(x: Matrix, k: number, { smallest = 0, largest = 1, links }: Asked, kernels = one) {
  const params = { restarts: 10, smallest, largest };
  const [found] = await kMeans.fit(x, [k], params, { kernels, random: createRandom(7), links });
  if (!found) throw new Error("no fit");
  return found;
}

const sizesOf = (labels: Int32Array, k: number) =>
  Array.from({ length: k }, (_, c) => labels.reduce((size, label) => size + Number(label === c), 0));

/** Σ of squares around the means of the labels. */
function inertiaOf({ data, rows, cols }: Matrix, labels: Int32Array, k: number): number {
  const sizes = sizesOf(labels, k);
  let inertia = 0;
  for (let j = 0; j < cols; j++) {
    const sums = new Array<number>(k).fill(0);
    for (let row = 0; row < rows; row++)
      sums[labels[row] ?? 0] = (sums[labels[row] ?? 0] ?? 0) + (data[row * cols + j] ?? 0);
    for (let row = 0; row < rows; row++) {
      const label = labels[row] ?? 0;
      inertia += ((data[row * cols + j] ?? 0) - (sums[label] ?? 0) / (sizes[label] ?? 1)) ** 2;
    }
  }
  return inertia;
}

/** The least inertia of all partitions into k groups with sizes and pairs as asked, by trying each. */
function leastInertia(x: Matrix, k: number, isKept: (labels: Int32Array) => boolean): number {
  let least = Number.POSITIVE_INFINITY;
  const labels = new Int32Array(x.rows);
  for (let code = 0; code < k ** x.rows; code++) {
    for (let row = 0; row < x.rows; row++) labels[row] = Math.floor(code / k ** row) % k;
    if (isKept(labels)) least = Math.min(least, inertiaOf(x, labels, k));
  }
  return least;
}

describe("k-means with limits of size", () => {
  it("keeps them, and tells the inertia of the fit that does not", async () => {
    const x = blobs(createRandom(1), 900, 3, 4, 4);
    const free = await fit(x, 4, {});
    const kept = await fit(x, 4, { smallest: 0.24, largest: 0.255 });
    for (const size of sizesOf(kept.labels, 4)) {
      expect(size).toBeGreaterThanOrEqual(216);
      expect(size).toBeLessThanOrEqual(229);
    }
    expect(kept.freeInertia).toBe(free.inertia);
    expect(kept.inertia).toBeGreaterThan(free.inertia);
    expect(kept.inertia / inertiaOf(x, kept.labels, 4)).toBeCloseTo(1, 6);
  });

  it("costs nothing where the free fit keeps them anyway", async () => {
    const x = matrixOf(Array.from({ length: 90 }, (_, row) => [100 * (row % 3) + row / 90]));
    const kept = await fit(x, 3, { smallest: 0.33, largest: 0.34 });
    const free = await fit(x, 3, {});
    expect(partition(kept.labels)).toEqual(partition(free.labels));
    expect(kept.inertia / free.inertia).toBeCloseTo(1, 5);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    "comes within one per cent of the best of all partitions of eight users (%i)",
    async (seed) => {
      const x = blobs(createRandom(seed), 8, 2, 3, 3);
      const kept = await fit(x, 2, { smallest: 0.5 });
      const least = leastInertia(x, 2, (labels) => sizesOf(labels, 2).every((size) => size === 4));
      expect(kept.inertia / least).toBeGreaterThan(0.99999);
      expect(kept.inertia / least).toBeLessThan(1.01);
    },
  );

  it("does the same on two threads, and in any order of rows where groups are clear", async () => {
    const x = blobs(createRandom(5), 300, 2, 3, 30);
    const asked = { smallest: 0.3 };
    const first = await fit(x, 3, asked);
    expect(await fit(x, 3, asked, two)).toEqual(first);
    const back = Float32Array.from({ length: 600 }, (_, at) => x.data[(299 - (at >> 1)) * 2 + (at & 1)] ?? 0);
    const turned = await fit({ ...x, data: back }, 3, asked);
    expect(turned.inertia / first.inertia).toBeCloseTo(1, 6);
  });

  it("takes users who are all alike, and as many segments as users", async () => {
    const same = await fit(matrixOf(new Array(10).fill([1, 1])), 2, { smallest: 0.5 });
    expect(sizesOf(same.labels, 2)).toEqual([5, 5]);
    expect(same.inertia).toBe(0);
    const each = await fit(matrixOf([[1], [2], [3]]), 3, { largest: 0.34 });
    expect(sizesOf(each.labels, 3)).toEqual([1, 1, 1]);
  });
});

describe("k-means with pairs", () => {
  const x = blobs(createRandom(2), 8, 2, 3, 3);

  it.each([
    [
      "together",
      {
        units: [
          [0, 5],
          [1, 2, 7],
        ],
        apart: [],
      },
    ],
    [
      "apart",
      {
        units: [[0], [1], [2]],
        apart: [
          [0, 1],
          [1, 2],
        ],
      },
    ],
    ["both", { units: [[0, 3], [4]], apart: [[0, 1]] }],
  ] as const)("keeps them at the least that is possible: %s", async (_, links) => {
    const isKept = (labels: Int32Array) =>
      links.units.every((rows) => rows.every((row) => labels[row] === labels[rows[0]])) &&
      links.apart.every(([a, b]) => labels[links.units[a]?.[0] ?? 0] !== labels[links.units[b]?.[0] ?? 0]);
    const kept = await fit(x, 3, { links });
    expect(isKept(kept.labels)).toBe(true);
    // Some descents: near the best of all 6,561.
    expect(kept.inertia).toBeLessThan(1.1 * leastInertia(x, 3, isKept));
  });

  it("keeps limits beside them", async () => {
    const many = blobs(createRandom(4), 200, 2, 3, 4);
    const links = { units: [Array.from({ length: 20 }, (_, row) => row), [30], [31]], apart: [[1, 2]] } as const;
    const { labels } = await fit(many, 3, { smallest: 0.3, links });
    for (const size of sizesOf(labels, 3)) expect(size).toBeGreaterThanOrEqual(60);
    expect(new Set(labels.subarray(0, 20)).size).toBe(1);
    expect(labels[30]).not.toBe(labels[31]);
  });

  it.each([{ largest: 0.4 }, { smallest: 0.3 }])(
    "moves pairs where clusters have no room for them: %j",
    async (limits) => {
      // Three groups of 100, 50 and 50, everybody with the next one.
      const crowded = matrixOf(Array.from({ length: 200 }, (_, row) => [[0, 0, 9, 20][row % 4] ?? 0, row / 50]));
      const units = Array.from({ length: 100 }, (_, pair) => [
        8 * (pair >> 2) + (pair & 3),
        8 * (pair >> 2) + (pair & 3) + 4,
      ]);
      const { labels } = await fit(crowded, 3, { ...limits, links: { units, apart: [[0, 4]] } });
      for (const [a = 0, b = 0] of units) expect(labels[a]).toBe(labels[b]);
      expect(labels[units[0]?.[0] ?? 0]).not.toBe(labels[units[4]?.[0] ?? 0]);
      for (const size of sizesOf(labels, 3)) {
        expect(size).toBeLessThanOrEqual(200 * (limits.largest ?? 1));
        expect(size).toBeGreaterThanOrEqual(200 * (limits.smallest ?? 0));
      }
    },
  );

  it("leaves no segment empty where everybody goes with somebody", async () => {
    // Each pair lies around the same middle.
    const around = matrixOf([[0], [20], [1], [19], [2], [18], [10], [10]]);
    const units = [0, 2, 4, 6].map((row) => [row, row + 1]);
    const { labels } = await fit(around, 3, { links: { units, apart: [] } });
    expect(Math.min(...sizesOf(labels, 3))).toBe(2);
  });

  it("refuses a group that is larger than a segment may be", async () => {
    const links = { units: [[0, 1, 2, 3, 4]], apart: [] };
    const failed = fit(x, 2, { largest: 0.5, links });
    await expect(failed).rejects.toBeInstanceOf(CladeError);
    await expect(failed).rejects.toThrow(/cannot keep both the pairs and the limits/);
  });
});
