import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tellEnd } from "./bench-growth.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-bench-"));
const input = join(folder, "x.f32");
const labels = join(folder, "x.i32");

beforeAll(() => {
  writeFileSync(
    input,
    Float32Array.from({ length: 120 }, (_, i) => (i % 40 < 20 ? 0 : 50) + Math.sin(i)),
  );
  writeFileSync(
    labels,
    Int32Array.from({ length: 60 }, (_, row) => ((2 * row) % 40 < 20 ? 0 : 1)),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function bench(...args: string[]): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "bench.ts"), ...args], {
    encoding: "utf8",
  });
  return { status, out: stdout, error: stderr };
}

const shape = ["--input", input, "--rows", "60", "--cols", "2"];

describe("npm run bench", () => {
  it("times k-means, prints one JSON line and writes the labels it found", () => {
    const out = join(folder, "found.i32");
    const { status, out: line } = bench("kmeans", ...shape, "--k", "2", "--runs", "2", "--out-labels", out);
    expect(status).toBe(0);
    const result = JSON.parse(line);
    expect(result).toMatchObject({ case: "kmeans", n: 60, d: 2 });
    expect(result.all).toHaveLength(2);
    expect(result.peakRssMb).toBeGreaterThan(10);
    const found = new Int32Array(new Uint8Array(readFileSync(out)).buffer);
    const known = new Int32Array(new Uint8Array(readFileSync(labels)).buffer);
    expect(new Set(found.map((label, row) => 2 * label + (known[row] ?? 0))).size).toBe(2);
  });

  it("takes the labels of a silhouette from a file", () => {
    const { out } = bench("silhouette", ...shape, "--labels", labels, "--runs", "1");
    expect(JSON.parse(out).mean).toBeGreaterThan(0.95);
  });

  it.each([
    ["ward", ["--k", "2"], { sizes: [30, 30] }],
    ["dbscan", ["--eps", "2", "--min-samples", "3"], { clusters: 2, noise: 0 }],
  ])("finds both groups by %s", (name, flags, found) => {
    expect(JSON.parse(bench(name, ...shape, ...flags, "--runs", "1").out)).toMatchObject({ case: name, ...found });
  });

  it.each([
    ["spherical", ["meanCosine", "iterations"]],
    ["gmm", ["meanLogLikelihood", "iterations", "converged"]],
    ["hdbscan", ["clusters", "noise"]],
  ])("prints of %s what the peer prints", (name, keys) => {
    const flags = name === "hdbscan" ? ["--min-samples", "3"] : ["--k", "2"];
    const result = JSON.parse(bench(name, ...shape, ...flags, "--runs", "1").out);
    expect(Object.keys(result)).toEqual(["case", "n", "d", "milliseconds", "all", "peakRssMb", ...keys]);
  });

  it("times algorithms at growing numbers of rows, each in a process of its own", () => {
    const { out } = bench("growth", "--rows", "200,400", "--algorithms", "k-means", "--cols", "3", "--k", "2");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ algorithm, n, d }) => [algorithm, n, d])).toEqual([
      ["k-means", 200, 3],
      ["k-means", 400, 3],
    ]);
    for (const { cpuMilliseconds, peakRssMb, clusters } of lines)
      expect(cpuMilliseconds > 0 && peakRssMb > 50 && clusters === 2).toBe(true);
  });

  it("gives the two shares of PCA", () => {
    const { out } = bench("pca", ...shape, "--runs", "1");
    const { explained } = JSON.parse(out);
    expect(explained[0] + explained[1]).toBeCloseTo(1, 6);
  });

  it("draws a map by nearness, tells how far to trust it and writes it", () => {
    const out = join(folder, "map.f32");
    const { out: line } = bench("umap", ...shape, "--runs", "1", "--out-embedding", out);
    expect(JSON.parse(line).trustworthiness).toBeGreaterThan(0.7);
    expect(readFileSync(out)).toHaveLength(60 * 2 * 4);
  });

  it.each([
    [[], "which case"],
    [["words", ...shape], "unknown case words"],
    [["dbscan", ...shape, "--eps", "0"], "--eps takes a number above 0"],
    [["kmeans", ...shape, "--k", "two"], "--k takes a whole number"],
    [["kmeans", ...shape, "--fast"], "--fast"],
    [["kmeans", "--rows", "60", "--cols", "2"], "--input"],
    [["kmeans", "--input", join(folder, "none.f32"), "--rows", "60", "--cols", "2"], "none.f32"],
    [["kmeans", "--input", input, "--rows", "61", "--cols", "2"], "holds 480 bytes"],
    [["silhouette", ...shape], "--labels"],
  ])("answers wrong use with one line and exit 2: %j", (args, said) => {
    const { status, out, error } = bench(...args);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(error.trim().split("\n")).toHaveLength(1);
    expect(error).toContain(said);
  });
});

describe("growth", () => {
  const ended = { signal: null, status: null, stderr: "" };

  it("tells a process that took too long from one that memory ran out for, and from one that failed", () => {
    const late = Object.assign(new Error("spawn ETIMEDOUT"), { code: "ETIMEDOUT" });
    expect(tellEnd({ ...ended, error: late, signal: "SIGTERM" }, 60)).toBe("over 60 s");
    for (const signal of ["SIGKILL", "SIGABRT"] as const)
      expect(tellEnd({ ...ended, signal }, 60)).toBe("out of memory");
    expect(tellEnd({ ...ended, status: 137, stderr: "a stack" }, 60)).toBe("out of memory");
    expect(tellEnd({ ...ended, status: 2, stderr: "no such algorithm\n" }, 60)).toBe("no such algorithm");
  });

  it("ends a process at its limit and goes on", () => {
    const { out } = bench("growth", "--algorithms", "k-means", "--rows", "500000,1000", "--limit", "0.2");
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).n),
    ).toEqual([500_000, 1000]);
    expect(JSON.parse(out.split("\n")[0] ?? "").failed).toBe("over 0.2 s");
  });
});
