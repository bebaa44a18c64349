import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { dbscan, openDbscan } from "./dbscan.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";
import { blobs, matrixOf, readGolden } from "./test-data.ts";

interface Case {
  readonly id: string;
  readonly data?: string;
  readonly X?: number[][];
  readonly eps: number;
  readonly min_samples: number;
  readonly labels: number[];
  readonly core_indices: number[];
}
const golden = readGolden<{ cases: Case[] }>("clustering", "dbscan.json", { cases: [] });

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

/** By the definition, row by row in f64. */
function slowly({ data, rows, cols }: Matrix, eps: number, minSamples: number): number[] {
  const near = (a: number, b: number) => {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += ((data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)) ** 2;
    return sum <= eps * eps;
  };
  const all = Array.from({ length: rows }, (_, row) => row);
  const core = all.map((row) => all.filter((other) => near(row, other)).length >= minSamples);
  const labels = all.map(() => -1);
  let k = 0;
  for (const row of all) {
    if (!core[row] || labels[row] !== -1) continue;
    const waiting = [row];
    labels[row] = k;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      for (const other of all) {
        if (labels[other] !== -1 || !near(at, other)) continue;
        labels[other] = k;
        if (core[other]) waiting.push(other);
      }
    k++;
  }
  return labels;
}

describe("dbscan", () => {
  it.runIf(golden.isThere).each(golden.content.cases)("has scikit-learn's labels and core rows: $id", (one) => {
    const x = one.X ? matrixOf(one.X) : golden.matrix(one.data ?? "");
    const { labels, core } = dbscan(three, x, { eps: one.eps, minSamples: one.min_samples });
    expect([...labels]).toEqual(one.labels);
    expect([...core.keys()].filter((row) => core[row] === 1)).toEqual(one.core_indices);
  });

  it("is what the definition says, on lattices where distances equal eps too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
          minLength: 1,
          maxLength: 150,
        }),
        fc.constantFrom(1, Math.SQRT2, 2, 2.3),
        fc.integer({ min: 1, max: 6 }),
        (rows, eps, minSamples) => {
          const x = matrixOf(rows);
          expect([...dbscan(three, x, { eps, minSamples }).labels]).toEqual(slowly(x, eps, minSamples));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("agrees with the definition over many cells, far from the origin, with the same bytes whatever the threads", () => {
    const x = blobs(createRandom(6), 700, 3, 5, 6);
    const far = { ...x, data: x.data.map((value) => Math.round(value * 64) / 64 + 65_536) };
    for (const data of [x, far]) {
      const { labels, k } = dbscan(one, data, { eps: 0.9, minSamples: 5 });
      expect([...labels]).toEqual(slowly(data, 0.9, 5));
      expect(k).toBeGreaterThan(2);
      expect(dbscan(three, data, { eps: 0.9, minSamples: 5 }).labels).toEqual(labels);
    }
  });

  it.each([
    [2, 0.35, 6],
    [5, 1.2, 12],
    [9, 2.6, 40],
  ])(
    "agrees with the definition where branches are passed over and counts end early: %i columns",
    (cols, eps, minSamples) => {
      const cloud = blobs(createRandom(cols), 2500, cols, 3, 4);
      const random = createRandom(3);
      const data = cloud.data.map((value) => value + (random.int(40) === 0 ? 6 * random.normal() : 0));
      const x = { ...cloud, data };
      const { labels, k } = dbscan(three, x, { eps, minSamples });
      const noise = labels.filter((label) => label < 0).length;
      expect(k).toBeGreaterThan(0);
      expect(noise).toBeGreaterThan(100);
      expect([...labels]).toEqual(slowly(x, eps, minSamples));
    },
  );

  it("tells how many pairs it will compare: few where groups lie apart", () => {
    const pairs = (x: Matrix, eps: number) => {
      const mark = one.mark();
      const told = openDbscan(one, openSpaceCells(one, x), { eps, minSamples: 2000 }).pairs();
      one.release(mark);
      return told;
    };
    const x = blobs(createRandom(1), 2048, 2, 1, 1);
    expect(pairs(x, 100)).toBe(2048 * 2048);
    const apart = { ...x, data: x.data.map((value, at) => value + (at < x.data.length / 2 ? 0 : 1000)) };
    expect(pairs(apart, 100)).toBe((2048 * 2048) / 2);
  });

  it("finds nobody alone, everybody alike, and no row at all", () => {
    const apart = matrixOf([[0], [10], [20]]);
    expect([...dbscan(one, apart, { eps: 1, minSamples: 2 }).labels]).toEqual([-1, -1, -1]);
    expect(dbscan(one, matrixOf(new Array(200).fill([1, 1])), { eps: 0.5, minSamples: 5 }).k).toBe(1);
    expect(dbscan(one, { data: new Float32Array(0), rows: 0, cols: 2 }, { eps: 1, minSamples: 2 }).k).toBe(0);
  });
});
