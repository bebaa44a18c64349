import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { partition } from "../kernels/test-data.ts";
import { blobs, StageFolders } from "./fixtures/stage-folders.ts";
import { clusteringStage } from "./run.ts";
import type { ClusteringParams, ClusteringSummary } from "./schema.ts";

const no = Number.NaN;
const params: ClusteringParams = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 5, restarts: 3, seed: 1 };
const pairs = [[1], [2], [3], [4], [5], [6]];
const corners = [
  [0, 0],
  [20, 0],
  [0, 20],
];

let folders: StageFolders;
beforeEach(() => {
  folders = new StageFolders();
});
afterEach(() => folders.remove());

const summary = () => folders.json<ClusteringSummary>("clustering", "clustering.json");
const labelsOf = (fit: number) => {
  const { users } = summary();
  return folders.int32("clustering", "labels.i32").subarray(fit * users, (fit + 1) * users);
};

describe("clusteringStage", () => {
  it("writes a block of labels and of centres for every k, and their inertia", async () => {
    const rows = blobs(corners, 60, 1, createRandom(2));
    folders.writeFeatures(rows);
    await folders.run(clusteringStage, params);
    const { users, columns, fittedUsers, fits, notes } = summary();
    expect({ users, columns, fittedUsers, notes }).toEqual({ users: 180, columns: 2, fittedUsers: 180, notes: [] });
    expect(fits.map(({ k }) => k)).toEqual([2, 3, 4, 5]);
    const centres = folders.float32("clustering", "centres.f32");
    expect(centres).toHaveLength((2 + 3 + 4 + 5) * 2);
    let start = 0;
    for (const [i, { k, inertia }] of fits.entries()) {
      let sum = 0;
      for (const [row, label] of labelsOf(i).entries()) {
        expect(label).toBeLessThan(k);
        for (const j of [0, 1]) sum += ((rows[row]?.[j] ?? no) - (centres[(start + label) * 2 + j] ?? no)) ** 2;
      }
      expect(Math.abs(sum / inertia - 1)).toBeLessThan(1e-5);
      start += k;
    }
    const [first, second, third] = labelsOf(1);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(labelsOf(1).every((label, row) => label === [first, second, third][row % 3])).toBe(true);
  });

  it("hands the algorithm which columns are categories, and keeps their modes, by which the partial are placed", async () => {
    // City (three levels, the last one left out) by kind, and a number that says little.
    const rows = Array.from({ length: 90 }, (_, row) => {
      const kind = row % 3;
      return [0.1 * (row % 7), Number(kind === 0), Number(kind === 1)];
    });
    folders.writeFeatures([...rows, [no, 0, 1]], ["a", "city=x", "city=y"], [{ first: 1, count: 2 }]);
    await folders.run(clusteringStage, { ...params, algorithm: "k-prototypes", k: 3, categoryWeight: 20 });
    const labels = labelsOf(1);
    expect(partition(labels.subarray(0, 90))).toEqual(rows.map((_, row) => row % 3));
    expect(labels[90]).toBe(labels[1]);
    const centres = folders.float32("clustering", "centres.f32").subarray(2 * 3, 5 * 3);
    const cities = [0, 1, 2].map((c) => [...centres.subarray(3 * c + 1, 3 * c + 3)].join(""));
    expect(cities.toSorted()).toEqual(["00", "01", "10"]);
  });

  it("does not change one fit when another k is added", async () => {
    folders.writeFeatures(blobs(corners, 40, 9, createRandom(3)));
    const short = folders;
    await short.run(clusteringStage, params);
    const before = [labelsOf(0).slice(), labelsOf(3).slice()];
    await short.run(clusteringStage, { ...params, k: 8, kMax: 7 });
    expect(summary().fits.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect([labelsOf(0), labelsOf(3)]).toEqual(before);
  });

  it("writes the same bytes whatever the threads, other bytes for another seed", async () => {
    folders.writeFeatures(blobs(corners, 2000, 8, createRandom(4)));
    const files = ["labels.i32", "centres.f32", "clustering.json"];
    const run = async (seed: number, threads: number) => {
      await folders.run(clusteringStage, { ...params, restarts: 1, seed }, threads);
      return files.map((file) => folders.bytes("clustering", file).toString("base64"));
    };
    const one = await run(1, 1);
    expect(await run(1, 3)).toEqual(one);
    expect(await run(2, 1)).not.toEqual(one);
  });

  it("fits complete users only and places the others by what they have", async () => {
    const rows = blobs(corners, 30, 1, createRandom(5));
    const complete = rows.length;
    folders.writeFeatures([[20, no], ...rows, [no, 20], [no, no]]);
    await folders.run(clusteringStage, params);
    expect(summary()).toMatchObject({ users: complete + 3, fittedUsers: complete });
    const labels = labelsOf(1);
    expect(labels[0]).toBe(labels[2]);
    expect(labels[complete + 1]).toBe(labels[3]);
    const withGaps = folders.float32("clustering", "centres.f32");
    folders.writeFeatures(rows);
    await folders.run(clusteringStage, params);
    expect(withGaps).toEqual(folders.float32("clustering", "centres.f32"));
  });

  it("compares users with gaps by what each two have where distances are Gower's, and fills nothing in", async () => {
    const rows = blobs(corners, 30, 1, createRandom(5));
    const gaps = [
      [20, no],
      [no, 20],
      [no, 0],
    ];
    const gower = { ...params, algorithm: "hierarchical" as const, k: 3, linkage: "average", distance: "gower" };
    folders.writeFeatures([...gaps.slice(0, 2), ...rows, ...gaps.slice(2), [no, no]]);
    await folders.run(clusteringStage, gower);
    const users = rows.length + 4;
    // The first shares nothing with those who lack its only feature: fewer are left out with it.
    expect(summary()).toMatchObject({ users, fittedUsers: rows.length + 2 });
    const [gapNote, apartNote] = summary().notes.map(({ en }) => en);
    expect(gapNote).toContain("2 of 92 lack some features. Nothing was filled in");
    expect(apartNote).toMatch(/^2 more share no feature with some of the others/);
    const labels = labelsOf(1);
    expect(labels[0]).toBe(labels[3]);
    expect(labels[1]).toBe(labels[4]);
    expect(folders.int32("clustering", "tree-leaf.i32")[0]).toBe(-1);
    expect(folders.int32("clustering", "tree-leaf.i32")[1]).toBe(0);

    await folders.run(clusteringStage, { ...gower, distance: "euclidean" });
    expect(summary()).toMatchObject({ fittedUsers: rows.length, notes: [] });
  });

  it("refuses gaps that leave nothing to compare by, or hardly anybody to check on", async () => {
    const gower = { ...params, algorithm: "hierarchical" as const, k: 3, linkage: "average", distance: "gower" };
    folders.writeFeatures(
      blobs(corners, 30, 1, createRandom(5)).map(([a = 0, b = 0], row) => (row % 2 ? [a, no] : [no, b])),
    );
    await expect(folders.run(clusteringStage, gower)).rejects.toMatchObject({ code: "NOTHING_SHARED" });
    folders.writeFeatures(blobs(corners, 30, 1, createRandom(5)).map(([a = 0, b = 0], row) => [a, row < 9 ? b : no]));
    await expect(folders.run(clusteringStage, gower)).rejects.toMatchObject({ code: "TOO_FEW_WHOLE" });
  });

  it("keeps how surely everybody belongs to every segment, unknown for who was placed, where the algorithm says so", async () => {
    const rows = blobs(corners, 40, 6, createRandom(8));
    folders.writeFeatures([[0, no], ...rows]);
    await folders.run(clusteringStage, { ...params, algorithm: "gaussian-mixture", covariance: "full" });
    const shares = folders.float32("clustering", "membership.f32");
    const strength = folders.float32("clustering", "strength.f32");
    const users = rows.length + 1;
    let start = 0;
    for (const [at, { k }] of summary().fits.entries()) {
      const labels = labelsOf(at);
      for (let row = 0; row < users; row++) {
        const own = [...shares.subarray(start + row * k, start + (row + 1) * k)];
        if (row === 0) expect(own.every(Number.isNaN)).toBe(true);
        else expect(own[labels[row] ?? -1]).toBe(strength[at * users + row]);
      }
      start += users * k;
    }
  });

  it("tries no more segments than there are different users, and says so", async () => {
    folders.writeFeatures(Array.from({ length: 50 }, (_, row) => [row % 3, 7]));
    await folders.run(clusteringStage, params);
    expect(summary().fits).toMatchObject([{ k: 2 }, { k: 3, inertia: 0 }]);
    expect(summary().notes).toHaveLength(1);
  });

  it("tries no more segments than there are directions, where only those count", async () => {
    folders.writeFeatures(
      Array.from({ length: 60 }, (_, row) => [(row % 3) + 0.1, row % 2].map((value) => value * (1 + (row % 7)))),
    );
    await folders.run(clusteringStage, { ...params, algorithm: "spherical-k-means", kMax: 8 });
    expect(summary().fits.map(({ k }) => k)).toEqual([2, 3, 4]);
    expect(new Set(labelsOf(2)).size).toBe(4);
    expect(summary().notes[0]?.en).toContain("only 4 different directions");
    const asked = folders.run(clusteringStage, { ...params, algorithm: "spherical-k-means", k: 8 });
    await expect(asked).rejects.toMatchObject({ code: "TOO_FEW_POINTS" });
  });

  it("finds the same segments where the rows do not fit into memory, and says so", async () => {
    const rows = blobs(corners, 2000, 6, createRandom(7));
    folders.writeFeatures([[20, no], ...rows, [no, 20], [no, no]]);
    const fitsOf = async (memoryBytes: number, threads: number) => {
      await folders.run(clusteringStage, { ...params, memoryBytes }, threads);
      return { ...summary(), labels: [0, 1, 2, 3].map(labelsOf) };
    };
    const whole = await fitsOf(1e9, 1);
    const streamed = await fitsOf(1000, 1);
    expect(await fitsOf(1000, 3)).toEqual(streamed);
    expect(streamed.notes[0]?.en).toContain("does not fit into memory");
    expect(streamed.fits.map(({ k }) => k)).toEqual(whole.fits.map(({ k }) => k));
    for (const [at, { inertia }] of streamed.fits.entries())
      expect(Math.abs(inertia / (whole.fits[at]?.inertia ?? 0) - 1)).toBeLessThan(1e-4);
    expect(partition(streamed.labels[1] ?? [])).toEqual(partition(whole.labels[1] ?? []));
  });

  it("says how far it is, never going back", async () => {
    folders.writeFeatures(blobs(corners, 10, 1, createRandom(6)));
    await folders.run(clusteringStage, params);
    const fractions = folders.progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(folders.progress).toHaveLength(4);
  });

  it.each([
    ["an infinite value", [[1], [Number.POSITIVE_INFINITY]], {}, "NOT_FINITE"],
    ["no feature", [[], []], {}, "NO_FEATURES"],
    ["nobody", [], {}, "TOO_FEW_USERS"],
    ["nobody complete", [[no], [no], [no]], {}, "TOO_FEW_USERS"],
    ["fewer users than segments", [[1], [2], [3]], { k: 4 }, "TOO_FEW_USERS"],
    [
      "too many users for an algorithm that needs all at once",
      pairs,
      { algorithm: "gaussian-mixture", memoryBytes: 8 },
      "TABLE_TOO_LARGE",
    ],
    ["users all alike", [[1], [1], [1]], {}, "TOO_FEW_POINTS"],
  ])("refuses %s", async (_, rows, change, code) => {
    folders.writeFeatures(rows, rows[0]?.length === 0 ? [] : ["recency"]);
    const run = folders.run(clusteringStage, { ...params, ...change });
    await expect(run).rejects.toThrow(expect.objectContaining({ code }));
  });
});
