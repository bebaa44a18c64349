import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { adjustedRandIndex } from "../evaluation/agreement.ts";
import { type Kernels, openKernels } from "../kernels/pool.ts";
import { findsPeaks } from "./evidence.ts";
import { groupless, judgeMatrix, treatRows } from "./fixtures/judge-matrix.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

describe("findsPeaks", () => {
  const pairsOf = (...pValues: number[]) => pValues.map((pValue) => ({ axis: "pair" as const, pValue }));

  it("counts a pair for less the more there are", () => {
    expect(findsPeaks([])).toBe(false);
    expect(findsPeaks([{ axis: "first", pValue: 0.005 }])).toBe(true);
    expect(findsPeaks(pairsOf(0.005))).toBe(true);
    expect(findsPeaks(pairsOf(0.005, 0.4))).toBe(false);
    expect(findsPeaks(pairsOf(0.0005, ...Array<number>(18).fill(0.9)))).toBe(true);
    expect(findsPeaks(pairsOf(0.0005, ...Array<number>(39).fill(0.9)))).toBe(false);
  });

  it("still sees peaks between most of fifty groups, where no p value is small enough alone", () => {
    expect(findsPeaks(pairsOf(...Array<number>(30).fill(0.0005), 0.2, 0.3))).toBe(true);
    expect(findsPeaks(pairsOf(...Array<number>(50).fill(0.02)))).toBe(false);
  });
});

describe("users without groups", () => {
  it.each(Object.entries(groupless))("are said to form none (%s, 500 users, four seeds)", async (name, draw) => {
    for (let seed = 1; seed <= 4; seed++) {
      const rows = treatRows(draw(500, createRandom(seed).fork(name)), name.includes("log"));
      expect((await judgeMatrix(kernels, rows, { algorithm: "k-means", restarts: 5 }, seed)).isGroups).toBe(false);
    }
  });

  it("are said to form none where specks of a flat square lie further apart than those of three clouds (HDBSCAN)", async () => {
    for (const seed of [1, 11, 14, 17, 28]) {
      const rows = treatRows(groupless.uniform?.(500, createRandom(seed).fork("uniform")) ?? [], false);
      const found = await judgeMatrix(kernels, rows, { algorithm: "hdbscan" }, seed);
      expect(found.evaluated.k).toBeGreaterThan(4);
      expect(found.isGroups).toBe(false);
    }
  });

  it("are said to form none where small segments on the tail leave others between them (average linkage)", async () => {
    const name = "correlated log-normal";
    for (const seed of [4, 10]) {
      const rows = treatRows(groupless[name]?.(500, createRandom(seed).fork(name)) ?? [], true);
      const found = await judgeMatrix(kernels, rows, { algorithm: "hierarchical", linkage: "average" }, seed);
      expect([found.isApart, found.hasPeaks]).toEqual([true, false]);
    }
  });

  it("are said to form none where clouds agree on as much as the users do (consensus)", async () => {
    const rows = treatRows(groupless.uniform?.(500, createRandom(3).fork("uniform")) ?? [], false);
    const { isApart, isGroups } = await judgeMatrix(kernels, rows, { algorithm: "consensus" }, 3);
    expect([isApart, isGroups]).toEqual([false, false]);
  });

  it("are said to form none among 12,000, from samples", async () => {
    const rows = treatRows(groupless["correlated Gaussian"]?.(12_000, createRandom(1)) ?? [], false);
    const { isGroups, evaluated } = await judgeMatrix(kernels, rows, { algorithm: "k-means", restarts: 5, kMax: 5 }, 1);
    expect(isGroups).toBe(false);
    expect(evaluated.silhouette.standardError).toBeGreaterThan(0);
  });
});

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const folder = join(shared, "data/clustering");

/** Values, and the known group of each row. */
function readKnown(name: string): { rows: number[][]; truth: number[] } {
  if (name.endsWith(".csv")) {
    const lines = readFileSync(join(folder, name), "utf8").trim().split("\n").slice(1);
    const all = lines.map((line) => line.split(",").map(Number));
    return { rows: all.map((row) => row.slice(0, -1)), truth: all.map((row) => row.at(-1) ?? 0) };
  }
  const read = (file: string) =>
    gunzipSync(readFileSync(join(folder, file)))
      .toString()
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
  return { rows: read(`${name}.data.gz`), truth: read(`${name}.labels0.gz`).map(([label = 0]) => label) };
}

const known = [
  ["iris.csv", { algorithm: "gaussian-mixture", k: 3, covariance: "full" }, 0.85],
  ["sipu/s1", { algorithm: "k-means", k: 15 }, 0.95],
  ["sipu/s3", { algorithm: "k-means", k: 15 }, 0.7],
  ["sipu/a1", { algorithm: "k-means", k: 20 }, 0.9],
  ["sipu/unbalance", { algorithm: "k-means", k: 8 }, 0.99],
  ["fcps/hepta", { algorithm: "k-means", k: 7 }, 0.99],
  ["fcps/lsun", { algorithm: "hierarchical", k: 3, linkage: "single" }, 0.99],
  ["fcps/target", { algorithm: "hierarchical", k: 6, linkage: "single" }, 0.99],
  ["fcps/twodiamonds", { algorithm: "k-means", k: 2 }, 0.99],
  ["fcps/lsun", { algorithm: "hdbscan" }, 0.6],
  ["fcps/twodiamonds", { algorithm: "hdbscan" }, 0.6],
] as const;

describe.skipIf(!existsSync(folder))("data with known groups (skipped where ../shared is absent)", () => {
  it.each(known)("%s has them", async (name, asked, agreement) => {
    const { rows, truth } = readKnown(name);
    const { evaluated, isGroups } = await judgeMatrix(kernels, treatRows(rows, false), asked, 1);
    expect(isGroups).toBe(true);
    expect(adjustedRandIndex(truth, evaluated.allLabels)).toBeGreaterThan(agreement);
  });

  it("an even square has none, whatever is asked of it", async () => {
    const { rows } = readKnown("toy_no_structure.csv");
    for (const algorithm of ["k-means", "hierarchical", "gaussian-mixture"] as const)
      expect((await judgeMatrix(kernels, treatRows(rows, false), { algorithm }, 1)).isGroups).toBe(false);
  });
});
