import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { calinskiHarabasz } from "./calinski-harabasz.ts";
import { daviesBouldin } from "./davies-bouldin.ts";
import { dunn } from "./dunn.ts";
import { metrics } from "./index.ts";
import type { MeasuredFit } from "./metric.ts";
import { scatterOf } from "./scatter.ts";
import { meanOf } from "./silhouette.ts";
import { simplifiedSilhouette } from "./simplified-silhouette.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const file = join(shared, "golden/metrics/internal.json");

interface GoldenCase {
  id: string;
  data: string;
  labels: number[];
  calinski_harabasz: number;
  davies_bouldin: number;
  dunn: { value: number };
  silhouette_euclidean: { mean: number; samples: number[] };
  simplified_silhouette_mean: number | null;
}

interface Golden {
  data: Record<string, number[][]>;
  cases: GoldenCase[];
  edge: { id: string; X?: number[][]; labels: number[]; calinski_harabasz?: number; davies_bouldin?: number }[];
}

/** Shifted by a power of two, which float32 holds exactly for values on a grid of 1/128. */
function fitOf(points: readonly (readonly number[])[], labels: readonly number[], shift = 0): MeasuredFit {
  const data = Float32Array.from(points.flat(), (value) => value + shift);
  const x: Matrix = { data, rows: points.length, cols: points[0]?.length ?? 0 };
  const numbers = Int32Array.from(labels);
  const scatter = scatterOf(x, numbers, Math.max(...labels) + 1);
  return { x, labels: numbers, scatter, silhouettes: Float32Array.from(labels, (label) => label / 8) };
}

describe.skipIf(!existsSync(file))("against scikit-learn (skipped where ../shared is absent)", () => {
  const golden: Golden = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { data: {}, cases: [], edge: [] };

  it.each(golden.cases)("$id", ({ data, labels, ...expected }) => {
    const fit = fitOf(golden.data[data] ?? [], labels);
    const within = (value: number) => 1e-6 * (1 + value);
    expect(Math.abs(calinskiHarabasz.measure(fit) - expected.calinski_harabasz)).toBeLessThan(
      within(expected.calinski_harabasz),
    );
    expect(Math.abs(daviesBouldin.measure(fit) - expected.davies_bouldin)).toBeLessThan(
      within(expected.davies_bouldin),
    );
    expect(Math.abs(dunn.measure(fit) - expected.dunn.value)).toBeLessThan(within(expected.dunn.value));
    // Left out by the reference where some point is nearer to another mean than to its own.
    if (expected.simplified_silhouette_mean !== null)
      expect(simplifiedSilhouette.measure(fit)).toBeCloseTo(expected.simplified_silhouette_mean, 6);
    expect(meanOf(Float32Array.from(expected.silhouette_euclidean.samples))).toBeCloseTo(
      expected.silhouette_euclidean.mean,
      7,
    );
  });

  it.each(golden.edge.filter(({ X }) => X !== undefined))("edge: $id", ({ X = [], labels, ...expected }) => {
    const fit = fitOf(X, labels);
    if (expected.calinski_harabasz !== undefined)
      expect(calinskiHarabasz.measure(fit)).toBe(expected.calinski_harabasz);
    if (expected.davies_bouldin !== undefined) expect(daviesBouldin.measure(fit)).toBe(expected.davies_bouldin);
  });
});

const grid = fc.integer({ min: -512, max: 512 }).map((value) => value / 128);
const clustered = fc
  .array(fc.tuple(fc.tuple(grid, grid), fc.integer({ min: 0, max: 3 })), { minLength: 4, maxLength: 40 })
  .map((rows) => ({ points: rows.map(([point]) => point), labels: rows.map(([, label]) => label) }))
  .filter(({ labels }) => new Set(labels).size > 1);

describe.each(metrics.map((metric) => [metric.id, metric] as const))("%s", (id, metric) => {
  it("has a name and help in both languages", () => {
    for (const text of [metric.label, metric.help]) expect(text.en && text.zh).toBeTruthy();
    expect(id).toMatch(/^[a-z][A-Za-z]+$/);
  });

  it("does not change with the order of rows or the names of clusters", () => {
    fc.assert(
      fc.property(clustered, ({ points, labels }) => {
        const before = metric.measure(fitOf(points, labels));
        const renamed = labels.map((label) => [2, 0, 3, 1][label] ?? 0);
        const turned = fitOf(points.toReversed(), renamed.toReversed());
        const widths = Float32Array.from(labels.toReversed(), (label) => label / 8);
        expect(metric.measure({ ...turned, silhouettes: widths })).toBeCloseTo(before, 9);
      }),
    );
  });

  it("does not change when the data lie far from the origin", () => {
    fc.assert(
      fc.property(clustered, ({ points, labels }) => {
        const near = metric.measure(fitOf(points, labels));
        fc.pre(Number.isFinite(near));
        const far = metric.measure(fitOf(points, labels, 2 ** 16));
        expect(Math.abs(far - near)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(near)));
      }),
    );
  });

  it("does not change when every point is there twice, apart from degrees of freedom", () => {
    fc.assert(
      fc.property(clustered, ({ points, labels }) => {
        const once = metric.measure(fitOf(points, labels));
        const twice = metric.measure(fitOf([...points, ...points], [...labels, ...labels]));
        const k = new Set(labels).size;
        const freedom =
          id === "calinskiHarabasz" && points.length > k ? (2 * points.length - k) / (points.length - k) : 1;
        if (points.length > k && once !== 1) expect(twice).toBeCloseTo(once * freedom, 6);
      }),
    );
  });
});

it("judges a clear separation better than an arbitrary split, in the direction that each index says", () => {
  const points = Array.from({ length: 40 }, (_, i) => [(i % 2) * 100 + (i % 7), i % 5]);
  const right = points.map((_, i) => i % 2);
  const wrong = points.map((_, i) => (i < 20 ? 0 : 1));
  for (const metric of [calinskiHarabasz, daviesBouldin, dunn]) {
    const gain = metric.measure(fitOf(points, right)) - metric.measure(fitOf(points, wrong));
    expect(metric.better === "higher" ? gain : -gain).toBeGreaterThan(0);
  }
});

it("refuses a single cluster, whatever it is called", () => {
  for (const labels of [
    [0, 0, 0],
    [2, 2, 2],
  ]) {
    expect(() => fitOf([[1], [2], [3]], labels)).toThrow(expect.objectContaining({ code: "TOO_FEW_CLUSTERS" }));
  }
});

it("leaves undefined widths out of the mean", () => {
  expect(meanOf(Float32Array.of(0.5, Number.NaN, 0.25))).toBe(0.375);
  expect(meanOf(Float32Array.of(Number.NaN))).toBeNaN();
});

describe("Dunn's index", () => {
  it("looks at 400 rows at most, and never says less of them than of all", () => {
    const points = Array.from({ length: 1_700 }, (_, i) => [(i % 2) * 50 + ((i * 7) % 23), (i * 5) % 19]);
    const labels = points.map((_, i) => i % 2);
    const few = dunn.measure(fitOf(points, labels));
    let [between, within] = [Number.POSITIVE_INFINITY, 0];
    for (const [i, a] of points.entries())
      for (const [j, b] of points.slice(0, i).entries()) {
        const apart = Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
        if (labels[i] === labels[j]) within = Math.max(within, apart);
        else between = Math.min(between, apart);
      }
    expect(few).toBeGreaterThanOrEqual(between / within - 1e-9);
    expect(few).toBeLessThan(1.2 * (between / within));
  });

  it("leaves out who is in no cluster, and is no number where no cluster has any width", () => {
    const points = [[0], [1], [5], [6], [3]];
    expect(dunn.measure(fitOf(points, [0, 0, 1, 1, -1]))).toBe(4);
    expect(dunn.measure(fitOf([[0], [3]], [0, 1]))).toBe(Number.POSITIVE_INFINITY);
  });
});
