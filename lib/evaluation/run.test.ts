import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blobs, StageFolders } from "../clustering/fixtures/stage-folders.ts";
import { clusteringStage } from "../clustering/run.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import { createRandom } from "../core/random.ts";
import { adjustedRandIndex } from "./agreement.ts";
import { evaluationStage } from "./run.ts";
import type { EvaluationConfig, EvaluationSummary } from "./schema.ts";

const no = Number.NaN;
const corners = [
  [0, 0, 0],
  [20, 0, 5],
  [0, 20, -5],
];

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

type Change = Partial<ClusteringConfig & Omit<EvaluationConfig, "labels" | "outOfTime" | "umap">> & {
  seed?: number;
  threads?: number;
  memoryBytes?: number;
};

async function evaluate(rows: readonly (readonly number[])[], change: Change = {}) {
  const {
    seed = 1,
    threads = 1,
    nullClouds = 2,
    exactUpTo = 60_000,
    sampleSize = 10_000,
    judges = "quick",
    memoryBytes = 1e9,
    ...choice
  } = change;
  const clustering = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 5, restarts: 3, ...choice } as const;
  folders.writeFeatures(rows);
  await folders.run(clusteringStage, { ...clustering, seed, memoryBytes }, threads);
  const params = { nullClouds, exactUpTo, sampleSize, judges, clustering, seed, memoryBytes };
  await folders.run(evaluationStage, params, threads);
  return {
    summary: folders.json<EvaluationSummary>("evaluation", "evaluation.json"),
    labels: folders.int32("evaluation", "labels.i32"),
    silhouette: folders.float32("evaluation", "silhouette.f32"),
    coordinates: folders.float32("evaluation", "coordinates.f32"),
  };
}

/** A figure that these data must have. */
const known = (value: number | null) => value ?? no;

const fitOf = ({ fits }: EvaluationSummary, k: number) => {
  const fit = fits.find((one) => one.k === k);
  if (fit === undefined) throw new Error(`no fit with k = ${k}`);
  return fit;
};

describe("evaluationStage", () => {
  it("holds a tree against distances only where its heights are some", async () => {
    const rows = blobs(corners, 20, 1, createRandom(6));
    const joined = { algorithm: "hierarchical", linkage: "average", distance: "euclidean", nullClouds: 0 } as const;
    expect((await evaluate(rows, joined)).summary.tree).toMatchObject({ ok: true, value: { users: 60 } });
    const agreed = { algorithm: "consensus", runs: 8, fewestGroups: 2, mostGroups: "auto", nullClouds: 0 } as const;
    expect((await evaluate(rows, agreed)).summary.tree).toBeUndefined();
  });

  it("checks those who have everything, and tells of a tree over gaps by everybody whom it joins", async () => {
    const rows = blobs(corners, 20, 1, createRandom(6)).map(([a = 0, b = 0]) => [a, b, a + b]);
    const gaps = rows.map((row, at) => (at % 4 === 0 ? row.map((value, j) => (j === at % 3 ? no : value)) : row));
    const gower = { algorithm: "hierarchical", linkage: "average", distance: "gower", nullClouds: 0 } as const;
    const { summary, labels, silhouette } = await evaluate([...gaps, [no, no, no]], gower);
    expect(summary).toMatchObject({ users: 61, k: 3, sizes: [21, 20, 20], placed: 1 });
    expect(summary.tree).toMatchObject({ ok: true, value: { users: 60, of: 60 } });
    const kinds = rows.map((_, row) => labels[row % 3]);
    expect(rows.map((_, row) => labels[row])).toEqual(kinds);
    expect(silhouette.filter(Number.isNaN)).toHaveLength(15 + 1);
  });

  it("finds three clear groups, far above one cloud of the same covariance", async () => {
    const rows = [...blobs(corners, 60, 1, createRandom(1)), ...blobs(corners.slice(1), 30, 1, createRandom(2))];
    const { summary, labels, silhouette } = await evaluate(rows);
    expect(summary).toMatchObject({ k: 3, chosenBy: "auto", users: 240, placed: 0, sizes: [90, 90, 60] });
    expect(summary.fits.map(({ k, offered }) => [k, offered])).toEqual([
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
    const { silhouette: found, nullSilhouette } = fitOf(summary, 3);
    const width = known(found);
    expect(width).toBeGreaterThan(0.8);
    expect(width - (nullSilhouette?.high ?? 1)).toBeGreaterThan(0.3);
    expect(summary.silhouette).toMatchObject({ mean: width, standardError: null, sample: 240 });
    expect(silhouette.reduce((sum, s) => sum + s, 0) / 240).toBeCloseTo(width, 6);
    expect(labels[0]).toBe(2);
    expect(summary.silhouette.bySegment).toHaveLength(3);
    for (const [segment, centre] of summary.centres.entries()) {
      const members = rows.filter((_, row) => labels[row] === segment);
      for (const [j, value] of centre.entries()) {
        expect(members.reduce((sum, row) => sum + (row[j] ?? no), 0) / members.length).toBeCloseTo(value, 4);
      }
    }
  });

  it.each([1, 2, 3])("finds no more in one stretched cloud than in its null (cloud %i)", async (seed) => {
    const random = createRandom(seed);
    const rows = Array.from({ length: 1500 }, () => {
      const shared = random.normal() * 2;
      return [shared + random.normal(), shared - random.normal(), random.normal() * 0.5, shared];
    });
    const { summary } = await evaluate(rows, { nullClouds: 5, kMax: 4, seed });
    for (const { silhouette, nullSilhouette } of summary.fits) {
      const { mean = no, low = no, high = no } = nullSilhouette ?? {};
      expect(high - low).toBeLessThan(0.05);
      expect(Math.abs(known(silhouette) - mean)).toBeLessThan(2 * (high - low));
    }
  });

  it("writes the same bytes whatever the threads, sampled or not", async () => {
    const rows = blobs(corners, 700, 9, createRandom(3));
    const files = ["evaluation.json", "labels.i32", "silhouette.f32", "coordinates.f32"];
    for (const exactUpTo of [60_000, 1_000]) {
      const run = async (threads: number) => {
        await evaluate(rows, { threads, exactUpTo, sampleSize: 500, restarts: 1, nullClouds: 1 });
        return files.map((file) => folders.bytes("evaluation", file).toString("base64"));
      };
      expect(await run(3)).toEqual(await run(1));
    }
  });

  it("comes within its standard error of the exact silhouettes when it samples", async () => {
    const rows = blobs(corners, 1000, 9, createRandom(4));
    const exact = await evaluate(rows, { nullClouds: 0 });
    const sampled = await evaluate(rows, { nullClouds: 0, exactUpTo: 100, sampleSize: 600 });
    for (const { k, silhouette, silhouetteStandardError, nullSilhouette } of sampled.summary.fits) {
      const error = silhouetteStandardError ?? no;
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(0.02);
      expect(Math.abs(known(silhouette) - known(fitOf(exact.summary, k).silhouette))).toBeLessThan(3.5 * error);
      expect(nullSilhouette).toBeNull();
    }
    expect(Math.abs(sampled.summary.silhouette.sample - 600)).toBeLessThan(5);
    const k = sampled.summary.k;
    expect(fitOf(sampled.summary, k).silhouette).toBe(sampled.summary.silhouette.mean);
    const same = await evaluate(rows, { nullClouds: 0, k });
    const worst = same.silhouette.reduce((w, s, row) => Math.max(w, Math.abs(s - (sampled.silhouette[row] ?? no))), 0);
    expect(worst).toBeLessThan(0.15);
  });

  it("leaves users with a missing feature out of every measure, but draws and counts them", async () => {
    const rows = blobs(corners, 40, 1, createRandom(5));
    const whole = await evaluate(rows, { k: 3 });
    const { summary, labels, silhouette, coordinates } = await evaluate([[20, no, no], ...rows], { k: 3 });
    expect(summary).toMatchObject({ users: 121, placed: 1, chosenBy: "asked", silhouette: { sample: 120 } });
    expect(summary.silhouette.mean).toBe(whole.summary.silhouette.mean);
    expect(summary.fits.map(({ daviesBouldin }) => daviesBouldin)).toEqual(
      whole.summary.fits.map(({ daviesBouldin }) => daviesBouldin),
    );
    expect(summary.sizes.reduce((sum, size) => sum + size)).toBe(121);
    expect(labels[0]).toBe(labels[2]);
    expect(silhouette[0]).toBeNaN();
    expect(coordinates.every(Number.isFinite)).toBe(true);
  });

  it("finds the same segments in another order of rows, with every user twice, and far from the origin", async () => {
    const rows = [...blobs(corners, 50, 2, createRandom(6)), ...blobs(corners.slice(0, 2), 20, 2, createRandom(7))];
    const { summary, labels } = await evaluate(rows);
    const turned = await evaluate(rows.toReversed());
    expect(turned.labels.toReversed()).toEqual(labels);
    const doubled = await evaluate([...rows, ...rows]);
    expect(doubled.labels.subarray(0, rows.length)).toEqual(labels);
    expect(doubled.summary.sizes).toEqual(summary.sizes.map((size) => size * 2));
    const far = await evaluate(rows.map((row) => row.map((value) => value + 2 ** 16)));
    expect(far.labels).toEqual(labels);
    expect(far.summary.silhouette.mean).toBeCloseTo(known(summary.silhouette.mean), 5);
    const spread = (of: EvaluationSummary) => known(fitOf(of, 4).calinskiHarabasz);
    expect(spread(far.summary) / spread(summary)).toBeCloseTo(1, 5);
  });

  it("goes by the asked k, also beyond the range, and numbers its segments by size", async () => {
    const { summary, labels } = await evaluate(blobs(corners, 30, 6, createRandom(8)), { k: 7, kMax: 4 });
    expect(summary).toMatchObject({ k: 7, chosenBy: "asked" });
    expect(summary.fits.map(({ k }) => k)).toEqual([2, 3, 4, 7]);
    expect(summary.sizes).toEqual(summary.sizes.toSorted((a, b) => b - a));
    expect(new Set(labels).size).toBe(7);
  });

  it("manages with one feature, few users and many alike", async () => {
    const { summary, coordinates } = await evaluate([[1], [1], [1], [5], [5], [9]]);
    expect(summary).toMatchObject({ k: 3, sizes: [3, 2, 1], explained: [1, 0] });
    expect(summary.silhouette.mean).toBeCloseTo(5 / 6, 6);
    expect([...coordinates].filter((_, at) => at % 2 === 1).every((y) => y === 0)).toBe(true);
    const two = await evaluate([[1], [2], [2]]);
    expect(two.summary).toMatchObject({ k: 2, sizes: [2, 1] });
  });

  it("agrees with the truth where there is one", async () => {
    const rows = blobs(corners, 100, 2, createRandom(9));
    const { labels } = await evaluate(rows);
    expect(
      adjustedRandIndex(
        labels,
        rows.map((_, row) => row % 3),
      ),
    ).toBe(1);
  });
});

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const golden = join(shared, "golden/metrics/internal.json");

interface Golden {
  data: Record<string, number[][]>;
  cases: {
    id: string;
    data: string;
    labels: number[];
    silhouette_euclidean: { mean: number; samples: number[] };
    calinski_harabasz: number;
    davies_bouldin: number;
  }[];
}

describe.skipIf(!existsSync(golden))("against scikit-learn (skipped where ../shared is absent)", () => {
  const { data, cases }: Golden = existsSync(golden)
    ? JSON.parse(readFileSync(golden, "utf8"))
    : { data: {}, cases: [] };
  // Those of which the labels are the optimum of k-means.
  const optimal = /iris|wine_z.k3|rays.k[23]/;

  it.each(cases.filter(({ id }) => optimal.test(id)))("$id from rows to measures", async (expected) => {
    const k = new Set(expected.labels).size;
    const rows = data[expected.data] ?? [];
    const { summary, labels, silhouette } = await evaluate(rows, { k, kMax: 5, restarts: 20, nullClouds: 0 });
    expect(adjustedRandIndex(labels, expected.labels)).toBe(1);
    const near = (value: number | null, reference: number) =>
      expect(Math.abs(known(value) - reference)).toBeLessThan(1e-5 * (1 + Math.abs(reference)));
    near(summary.silhouette.mean, expected.silhouette_euclidean.mean);
    near(fitOf(summary, k).calinskiHarabasz, expected.calinski_harabasz);
    near(fitOf(summary, k).daviesBouldin, expected.davies_bouldin);
    for (const [row, width] of silhouette.entries()) near(width, expected.silhouette_euclidean.samples[row] ?? no);
  });
});

describe("judges of the chosen fit", () => {
  const rows = blobs(corners, 50, 1, createRandom(11));

  it("agree on three clear groups, each on its scale", async () => {
    const { summary } = await evaluate(rows, { judges: "full", kMax: 4 });
    const judges = summary.judges;
    if (!judges) throw new Error("no judges");
    const choices = Object.fromEntries(judges.curves.map(({ id, choice }) => [id, choice]));
    expect(choices).toMatchObject({ silhouette: 3, simplifiedSilhouette: 3, daviesBouldin: 3, gap: 3, bic: 3 });
    expect(choices.predictionStrength).toBe(3);
    expect(judges.stability).toMatchObject({ ok: true, value: [0, 1, 2].map((segment) => ({ segment, jaccard: 1 })) });
    expect(judges.sigClust).toMatchObject({ ok: true, value: { pValue: 0.001, clouds: 999 } });
    expect(judges.density.ok && judges.density.value.value).toBeGreaterThan(0.8);
    expect(judges.dips[0]).toMatchObject({ axis: "first", users: 150 });
    expect(judges.dips.every(({ pValue }) => pValue < 0.01)).toBe(true);
    expect(judges.clouds).toEqual({ gaussian: { drawn: 2, split: 2 }, flat: { drawn: 2, split: 2 } });
  });

  it("judge quickly the chosen number and its neighbours, and none where there is one group", async () => {
    const { summary } = await evaluate(rows);
    const strengths = summary.judges?.curves.find(({ id }) => id === "predictionStrength");
    expect(strengths).toMatchObject({ choice: null, better: "higher" });
    expect(strengths?.fits.map(({ k }) => k)).toEqual([1, 2, 3, 4]);
    for (const curve of summary.judges?.curves ?? []) expect(curve.fits.map(({ k }) => k)).toContain(3);
    expect((await evaluate(rows, { nullClouds: 0 })).summary.judges?.clouds.gaussian.drawn).toBe(0);
  });

  it("judges some of the users where all do not fit into memory, and places everybody", async () => {
    const rows = [...blobs(corners, 36_000, 8, createRandom(9)), [20, no, 5], [no, no, no]];
    const change = { k: 3, kMax: 3, restarts: 2, sampleSize: 1000, nullClouds: 0 } as const;
    const whole = await evaluate(rows, change);
    const streamed = await evaluate(rows, { ...change, memoryBytes: 1000 });
    const { summary, silhouette } = streamed;
    expect(summary).toMatchObject({ users: 108_002, placed: 2, noise: 0 });
    expect(silhouette.filter((width) => !Number.isNaN(width))).toHaveLength(100_000);
    expect(Math.abs(summary.inertia / whole.summary.inertia - 1)).toBeLessThan(1e-4);
    for (const [at, size] of summary.sizes.entries())
      expect(Math.abs(size / (whole.summary.sizes[at] ?? 0) - 1)).toBeLessThan(0.01);
    const error = known(summary.silhouette.standardError) + known(whole.summary.silhouette.standardError);
    expect(Math.abs(known(summary.silhouette.mean) - known(whole.summary.silhouette.mean))).toBeLessThan(3 * error);
    const apart = streamed.coordinates.map((value, at) => Math.abs(value - (whole.coordinates[at] ?? no)));
    expect(Math.max(...apart.slice(0, 20_000))).toBeLessThan(1);
    expect(Math.max(...apart.slice(-4))).toBeLessThan(1);
  });
});
