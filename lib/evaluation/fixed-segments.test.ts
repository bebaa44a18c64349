import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AlgorithmId, algorithms } from "../clustering/algorithms/index.ts";
import { blobs, StageFolders } from "../clustering/fixtures/stage-folders.ts";
import { FixedSegments } from "../clustering/rules-schema.ts";
import { clusteringStage } from "../clustering/run.ts";
import type { ClusteringConfig, ClusteringSummary } from "../clustering/schema.ts";
import { createRandom } from "../core/random.ts";
import { openDuckDb, sqlText } from "../platform/duckdb.ts";
import { writeNumbers } from "../platform/number-file.ts";
import { evaluationStage } from "./run.ts";
import type { EvaluationSummary } from "./schema.ts";

/** A shop of 120 whose spend says nothing of its three groups; two users miss a feature, one of them a VIP. */
const rows = blobs(
  [
    [0, 0],
    [20, 0],
    [0, 20],
  ],
  40,
  1,
  createRandom(3),
);
rows[5] = [Number.NaN, 1];
rows[8] = [Number.NaN, 20];
const ids = rows.map((_, row) => `u${row}`);
const spend = rows.map((_, row) => (row % 10 === 0 ? 5000 : row === 5 ? 7000 : 10 + row));

const rich = FixedSegments.parse([{ name: "VIP", where: [{ feature: "monetary", atLeast: 5000 }] }]);
const vip = spend.map((value) => value >= 5000);

let root: string;
let folders: StageFolders;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "clade-fixed-"));
  folders = new StageFolders();
  mkdirSync(join(root, "features"));
  const file = (name: string) => join(root, "features", name);
  writeNumbers(file("matrix.f32"), Float32Array.from(rows.flat()));
  const features = [{ id: "monetary", unit: "money" }];
  writeFileSync(file("features.json"), JSON.stringify({ users: rows.length, matrixColumns: ["a", "b"], features }));
  const connection = await openDuckDb({ folders: [root], threads: 1, temporaryFolder: root });
  const cells = ids.map((id, row) => `('${id}', ${spend[row]}::DOUBLE)`);
  await connection.run(`COPY (SELECT * FROM (VALUES ${cells.join(", ")}) AS t(user_id, monetary))
    TO ${sqlText(file("users.parquet"))} (FORMAT parquet)`);
  connection.closeSync();
});
afterAll(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

async function run(algorithm: AlgorithmId, fixed: ClusteringConfig["fixed"], threads = 1, rules = {}) {
  const clustering: ClusteringConfig = { algorithm, k: "auto", kMin: 3, kMax: 4, fixed, ...rules };
  folders.adopt("features", join(root, "features"));
  await folders.run(clusteringStage, { ...clustering, seed: 1 }, threads);
  const checks = { nullClouds: 1, exactUpTo: 60_000, sampleSize: 1_000, judges: "quick" } as const;
  await folders.run(evaluationStage, { ...checks, clustering, seed: 1 }, threads);
  return {
    clustering: folders.json<ClusteringSummary>("clustering", "clustering.json"),
    evaluation: folders.json<EvaluationSummary>("evaluation", "evaluation.json"),
    labels: folders.int32("evaluation", "labels.i32"),
    silhouette: folders.float32("evaluation", "silhouette.f32"),
    coordinates: folders.float32("evaluation", "coordinates.f32"),
  };
}

describe("fixed segments", () => {
  it("leave before anything is found, and come back as the last segment", async () => {
    const { clustering, evaluation, labels, silhouette, coordinates } = await run("k-means", rich);
    expect(clustering).toMatchObject({ users: 120, fittedUsers: 106, fixed: [{ name: { en: "VIP" }, size: 13 }] });
    expect(evaluation).toMatchObject({ k: 3, fixed: [13], noise: 0, placed: 1 });
    expect(evaluation.sizes.reduce((sum, size) => sum + size, 0)).toBe(107);
    expect([...labels].map((label) => label === 3)).toEqual(vip);
    for (const [row, label] of labels.entries()) {
      expect(label).toBeGreaterThanOrEqual(0);
      expect(Number.isNaN(silhouette[row])).toBe(vip[row] || row === 8);
      expect(Number.isFinite(coordinates[2 * row])).toBe(true);
    }
    // The others fall into their three corners.
    const others = labels.filter((_, row) => !vip[row]);
    const corner = [...ids.keys()].filter((row) => !vip[row]).map((row) => row % 3);
    expect(new Set([...others].map((label, at) => `${label} ${corner[at]}`)).size).toBe(3);
  });

  it("change nothing for the others: they get the fit that they get alone", async () => {
    const { clustering, evaluation } = await run("k-means", rich);
    folders.writeFeatures(rows.filter((_, row) => !vip[row]));
    const alone: ClusteringConfig = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 4 };
    await folders.run(clusteringStage, { ...alone, seed: 1 });
    expect(folders.json<ClusteringSummary>("clustering", "clustering.json").fits).toEqual(clustering.fits);
    const checks = { nullClouds: 1, exactUpTo: 60_000, sampleSize: 1_000, judges: "quick" } as const;
    await folders.run(evaluationStage, { ...checks, clustering: alone, seed: 1 });
    const { fits, silhouette, judges } = folders.json<EvaluationSummary>("evaluation", "evaluation.json");
    expect({ fits, silhouette, judges }).toEqual({
      fits: evaluation.fits,
      silhouette: evaluation.silhouette,
      judges: evaluation.judges,
    });
  });

  it("have the same bytes on one thread and three", async () => {
    expect(await run("k-means", rich, 3)).toEqual(await run("k-means", rich, 1));
  });

  it.each(algorithms.map(({ id }) => id))("leave before %s looks at anybody", async (algorithm) => {
    folders.adopt("features", join(root, "features"));
    await folders.run(clusteringStage, { algorithm, k: 3, kMin: 3, kMax: 3, fixed: rich, seed: 1 });
    const { fittedUsers, fits } = folders.json<ClusteringSummary>("clustering", "clustering.json");
    const labels = folders.int32("clustering", "labels.i32");
    expect(fittedUsers).toBe(106);
    for (const at of fits.keys())
      for (const [row, isOut] of vip.entries()) if (isOut) expect(labels[at * rows.length + row]).toBe(-1);
  });

  it("are no segment where nobody is in them, which is said", async () => {
    const none = FixedSegments.parse([{ name: "None", where: [{ feature: "monetary", atLeast: 1e6 }] }]);
    const { clustering, evaluation } = await run("k-means", none);
    expect([clustering.fixed, evaluation.fixed, clustering.fittedUsers]).toEqual([undefined, undefined, 118]);
    expect(clustering.notes.map(({ en }) => en).join()).toContain("Nobody is in the fixed segment “None”");
  });
});

describe("pairs and limits of size", () => {
  const pairs = [
    ...[{ together: ["u1", "u2"] }, { together: ["u2", "u4"] }, { apart: ["u1", "u7"] }],
    // u8 misses a feature, u0 is a VIP, and nobody knows u999.
    ...[{ together: ["u8", "u7"] }, { together: ["u0", "u3"] }, { apart: ["u999", "u3"] }],
  ];
  const rules = { k: 3, smallest: 0.3, largest: 0.36, pairs };

  it("are kept by everybody whom they speak of, and say what they cost", async () => {
    const { clustering, evaluation, labels } = await run("k-means", rich, 1, rules);
    const [u1, u2, u4, u8, u7] = [1, 2, 4, 8, 7].map((row) => labels[row]);
    expect([u2, u4, u8]).toEqual([u1, u1, u7]);
    expect(u7).not.toBe(u1);
    for (const size of evaluation.sizes) {
      expect(size).toBeGreaterThanOrEqual(Math.ceil(0.3 * 106));
      expect(size).toBeLessThanOrEqual(Math.floor(0.36 * 106) + 1);
    }
    const fit = clustering.fits.find(({ k }) => k === 3);
    expect(fit?.inertia).toBeGreaterThan(fit?.freeInertia ?? Number.POSITIVE_INFINITY);
    expect(clustering.notes.map(({ en }) => en)).toEqual([
      expect.stringContaining("u999"),
      expect.stringContaining("1 pair has a user of a fixed segment"),
      expect.stringContaining("Pairs hold among these users only"),
    ]);
  });

  it("have the same bytes on one thread and three", async () => {
    expect(await run("k-means", rich, 3, rules)).toEqual(await run("k-means", rich, 1, rules));
  });

  it.each([
    [{ k: 3, largest: 0.3 }, /clustering\.largest/],
    [{ k: 2, pairs: [{ apart: ["u1", "u2"] }, { apart: ["u2", "u3"] }, { apart: ["u1", "u3"] }] }, /clustering\.pairs/],
    [{ pairs: [{ together: ["u1", "u2"] }, { together: ["u2", "u3"] }, { apart: ["u1", "u3"] }] }, /u1 and u3/],
  ])("refuse %j", async (asked, words) => {
    await expect(run("k-means", undefined, 1, asked)).rejects.toThrow(words);
  });
});
