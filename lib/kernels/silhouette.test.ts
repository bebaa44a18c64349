import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { silhouettes } from "./silhouette.ts";
import { blobs, matrixOf, readGolden, squaredDistance } from "./test-data.ts";

interface GoldenCase {
  id: string;
  data: string;
  labels: number[];
  silhouette_euclidean: { mean: number; samples: number[] };
}

const golden = readGolden("metrics", "internal.json", { cases: [] as GoldenCase[] });

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

/** By the definition, in f64; `among`: the rows compared with. */
function plain(x: Matrix, labels: Int32Array, among = Array.from({ length: x.rows }, (_, i) => i)): number[] {
  return Array.from(labels, (own, i) => {
    if (own < 0) return Number.NaN;
    const sums = new Map<number, { sum: number; size: number }>();
    for (const j of among) {
      const label = labels[j]!;
      if (j === i || label < 0) continue;
      const cluster = sums.get(label) ?? { sum: 0, size: 0 };
      cluster.sum += Math.sqrt(squaredDistance(x, i, x, j));
      cluster.size++;
      sums.set(label, cluster);
    }
    const mine = sums.get(own);
    if (mine === undefined) return among.length === x.rows ? 0 : Number.NaN;
    const others = [...sums].filter(([label]) => label !== own).map(([, { sum, size }]) => sum / size);
    const a = mine.sum / mine.size;
    const b = Math.min(...others);
    return a === b ? 0 : (b - a) / Math.max(a, b);
  });
}

function expectClose(actual: Float32Array, expected: readonly number[], tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const wrong = expected.findIndex((value, i) =>
    Number.isNaN(value)
      ? !Number.isNaN(actual[i])
      : !(Math.abs(actual[i]! - value) <= tolerance * (1 + Math.abs(value))),
  );
  expect(wrong < 0 ? [] : [wrong, actual[wrong], expected[wrong]]).toEqual([]);
}

function labelsOf(seed: number, rows: number, k: number, none = 0): Int32Array {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: rows }, () => (random.next() < none ? -1 : random.int(k)));
  // Two clusters at least.
  labels[0] = 0;
  labels[1] = 1;
  return labels;
}

describe.skipIf(!golden.isThere)("against scikit-learn (skipped where ../shared is absent)", () => {
  it.each(golden.content.cases)("$id", ({ data, labels, silhouette_euclidean: { samples, mean } }) => {
    const [widths] = silhouettes(kernels, golden.matrix(data), [Int32Array.from(labels)]);
    expectClose(widths!, samples);
    expect(Math.abs(widths!.reduce((sum, width) => sum + width, 0) / labels.length - mean)).toBeLessThanOrEqual(1e-5);
  });
});

describe("by the definition", () => {
  const task = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    rows: fc.integer({ min: 3, max: 300 }),
    cols: fc.integer({ min: 1, max: 9 }),
    ks: fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1, maxLength: 5 }),
    none: fc.constantFrom(0, 0, 0.3),
  });

  it("serves many labelings in one call, with rows left out", () => {
    fc.assert(
      fc.property(task, ({ seed, rows, cols, ks, none }) => {
        const x = blobs(createRandom(seed), rows, cols, 3, 3);
        const labelings = ks.map((k, i) => labelsOf(seed + i, rows, k, none));
        const widths = silhouettes(kernels, x, labelings);
        for (const [i, labels] of labelings.entries()) expectClose(widths[i]!, plain(x, labels));
      }),
      { numRuns: 60 },
    );
  });

  it("compares everybody with a sample, rows of the sample not with themselves", () => {
    fc.assert(
      fc.property(task, ({ seed, rows, cols, ks, none }) => {
        const x = blobs(createRandom(seed), rows, cols, 3, 3);
        const against = Int32Array.from({ length: Math.ceil(rows / 2) }, (_, i) => 2 * i)
          .with(0, 1)
          .with(1, 0);
        const labelings = ks.map((k, i) => labelsOf(seed + i, rows, k, none));
        const widths = silhouettes(kernels, x, labelings, { against });
        for (const [i, labels] of labelings.entries()) expectClose(widths[i]!, plain(x, labels, [...against]));
      }),
      { numRuns: 60 },
    );
  });

  it("does so over several groups of the tournament, and for labelings that refine each other", () => {
    const x = blobs(createRandom(1), 3000, 3, 4, 2);
    const four = labelsOf(7, 3000, 4);
    const two = four.map((label) => label & 1);
    const widths = silhouettes(kernels, x, [two, four]);
    expectClose(widths[0]!, plain(x, two));
    expectClose(widths[1]!, plain(x, four));
    expect(silhouettes(kernels, x, [four])[0]).not.toEqual(widths[0]);
  });
});

describe("awkward inputs", () => {
  it("gives a cluster of one row 0", () => {
    const [widths] = silhouettes(kernels, matrixOf([[0], [2], [3], [10]]), [Int32Array.of(0, 1, 1, 2)]);
    expectClose(widths!, [0, 0.5, 2 / 3, 0]);
  });

  it("gives identical rows 0", () => {
    const x = matrixOf(Array.from({ length: 10 }, () => [1, 1]));
    const [widths] = silhouettes(kernels, x, [Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1)]);
    expect([...widths!]).toEqual(new Array(10).fill(0));
  });

  it.each([
    ["one label", Int32Array.of(0, 0, 0)],
    ["one label beside rows left out", Int32Array.of(0, -1, 0)],
    ["nothing but rows left out", Int32Array.of(-1, -1, -1)],
  ])("is not defined for %s", (_, labels) => {
    expect(() => silhouettes(kernels, matrixOf([[0], [1], [2]]), [labels])).toThrow("Fewer than two segments");
  });

  it("sees small distances inside tight clusters that lie far apart and far from the origin", () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 90 }, (_, i) => {
      const centre = 1e5 + 500 * (i % 3);
      return [centre + Math.round(8 * random.normal()) / 128, -centre + Math.round(8 * random.normal()) / 128];
    });
    const labels = Int32Array.from(rows, (_, i) => i % 3);
    // Each tight cluster cut in two: all that decides is the small distances.
    const halves = labels.map((label, i) => 2 * label + (i < 45 ? 0 : 1));
    const [coarse, fine] = silhouettes(kernels, matrixOf(rows), [labels, halves]);
    expectClose(coarse!, plain(matrixOf(rows), labels));
    expectClose(fine!, plain(matrixOf(rows), halves));
  });

  it("skips numbers that no row has", () => {
    const x = blobs(createRandom(2), 40, 2, 2, 4);
    const labels = labelsOf(3, 40, 2);
    const [widths] = silhouettes(kernels, x, [labels.map((label) => 7 * label)]);
    expectClose(widths!, plain(x, labels));
  });
});

describe("invariance", () => {
  it("has the same bytes on one, two and three threads", async () => {
    const x = blobs(createRandom(6), 6000, 5, 4, 1);
    const labelings = [2, 5, 9].map((k) => labelsOf(k, 6000, k));
    const against = Int32Array.from({ length: 1500 }, (_, i) => 4 * i);
    const results = [];
    for (const threads of [1, 2, 3]) {
      const pool = await openKernels({ threads });
      results.push([silhouettes(pool, x, labelings), silhouettes(pool, x, labelings, { against })]);
      await pool.close();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("does not depend on the order of rows, the unit or the place", () => {
    const x = blobs(createRandom(11), 700, 4, 3, 2);
    const labels = labelsOf(5, 700, 3);
    const [widths] = silhouettes(kernels, x, [labels]);
    const turned = {
      ...x,
      data: Float32Array.from(x.data, (_, i) => 8 * x.data[(x.rows - 1 - Math.floor(i / 4)) * 4 + (i % 4)]! - 64),
    };
    const [back] = silhouettes(kernels, turned, [labels.toReversed()]);
    expectClose(back!.toReversed(), [...widths!], 2e-6);
  });
});
