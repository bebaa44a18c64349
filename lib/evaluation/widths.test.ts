import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blobs } from "../clustering/fixtures/stage-folders.ts";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "../kernels/pool.ts";
import { gatherLabels, gatherRows, simpleSample } from "./sample.ts";
import { comparedSize, widthsOfFits, widthsOfRows } from "./widths.ts";

const rows = 2000;
const x: Matrix = {
  data: Float32Array.from(
    blobs(
      [
        [0, 0],
        [3, 1],
      ],
      rows / 2,
      1.5,
      createRandom(1),
    ).flat(),
  ),
  rows,
  cols: 2,
};
const cut = (limits: readonly number[]) =>
  Int32Array.from({ length: rows }, (_, row) => limits.filter((limit) => (x.data[row * 2] ?? 0) > limit).length);
const fits = [
  { k: 2, labels: cut([1.5]) },
  { k: 4, labels: cut([-1, 1.5, 4]) },
];

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

/** Root mean square of errors in units of their standard error: 1 when that is honest. */
function calibration(estimates: readonly { mean: number; standardError: number | null }[], truth: number): number {
  const squares = estimates.map(({ mean, standardError }) => ((mean - truth) / (standardError ?? Number.NaN)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

describe("widths", () => {
  const exactLimits = { exactUpTo: rows, sampleSize: 300 };
  const sampledLimits = { exactUpTo: 100, sampleSize: 300 };
  const exactly = () => widthsOfFits(kernels, x, fits, exactLimits, createRandom(0));

  it("are exact, and without an error, up to the limit", () => {
    const [two, four] = exactly();
    expect([two?.standardError, four?.standardError]).toEqual([null, null]);
    expect(two?.silhouettes).toHaveLength(rows);
    const row = fits[0];
    if (two === undefined || row === undefined) throw new Error("no fit");
    const all = widthsOfRows(kernels, x, { ...row, exact: two }, exactLimits, createRandom(0));
    expect(all).toEqual({ ...two, comparedWith: rows });
  });

  it("of a simple sample miss the exact mean by what their standard error says", () => {
    const draws = Array.from({ length: 40 }, (_, seed) =>
      widthsOfFits(kernels, x, fits, sampledLimits, createRandom(seed)),
    );
    for (const [i, { mean }] of exactly().entries()) {
      const estimates = draws.flatMap((draw) => draw[i] ?? []);
      expect(calibration(estimates, mean)).toBeGreaterThan(0.75);
      expect(calibration(estimates, mean)).toBeLessThan(1.25);
    }
  });

  it("of everybody against a stratified sample miss it by what theirs says, and by less", () => {
    for (const [i, exact] of exactly().entries()) {
      const fit = fits[i];
      if (fit === undefined) throw new Error("no fit");
      const estimates = Array.from({ length: 40 }, (_, seed) =>
        widthsOfRows(kernels, x, { ...fit, exact }, sampledLimits, createRandom(seed)),
      );
      expect(calibration(estimates, exact.mean)).toBeGreaterThan(0.75);
      expect(calibration(estimates, exact.mean)).toBeLessThan(1.25);
      const [sampled] = widthsOfFits(kernels, x, [fit], sampledLimits, createRandom(1));
      expect(estimates[0]?.standardError ?? 1).toBeLessThan(sampled?.standardError ?? 0);
      expect(estimates.every(({ silhouettes }) => silhouettes.every(Number.isFinite))).toBe(true);
    }
  });

  it("are unknown where the sample holds one cluster only, as of a lone user whom single linkage sets apart", () => {
    const lone = { k: 2, labels: Int32Array.from({ length: rows }, (_, row) => Number(row === 7)) };
    const [first, second] = widthsOfFits(kernels, x, [lone, ...fits], sampledLimits, createRandom(1));
    expect(first).toMatchObject({ mean: Number.NaN, standardError: null });
    expect(second).toEqual(widthsOfFits(kernels, x, fits, sampledLimits, createRandom(1))[0]);
    if (!first) throw new Error("no fit");
    const own = widthsOfRows(kernels, x, { ...lone, exact: first }, sampledLimits, createRandom(1));
    expect(own.mean).toBeGreaterThan(-1);
    const empty = { k: 2, labels: new Int32Array(rows) };
    for (const limits of [sampledLimits, exactLimits])
      expect(widthsOfFits(kernels, x, [empty], limits, createRandom(1))[0]?.mean).toBeNaN();
  });

  it("give back the memory that they used", () => {
    const before = kernels.mark();
    widthsOfFits(kernels, x, fits, sampledLimits, createRandom(1));
    expect(kernels.mark()).toBe(before);
  });
});

describe("widths of rows that were drawn from more", () => {
  it.each([
    ["each compared with all drawn", 1000],
    ["each compared with a sample of those drawn", 300],
  ])("miss the mean of all by what their standard error says: %s", (_, exactUpTo) => {
    const limits = { exactUpTo, sampleSize: 250, population: rows };
    const [exact] = widthsOfFits(kernels, x, fits, { exactUpTo: rows, sampleSize: rows }, createRandom(0));
    const ratios = Array.from({ length: 40 }, (_, seed) => {
      const random = createRandom(seed);
      const picked = simpleSample(rows, 500, random);
      const drawn = gatherRows(x, picked);
      const own = fits.map(({ k, labels }) => ({ k, labels: gatherLabels(labels, picked) }));
      const [fit] = own;
      const [widths] = widthsOfFits(kernels, drawn, own, limits, random);
      if (!fit || !widths || !exact) throw new Error("no widths");
      const { mean, standardError } = widthsOfRows(kernels, drawn, { ...fit, exact: widths }, limits, random);
      return (mean - exact.mean) / (standardError ?? Number.NaN);
    });
    const spread = Math.sqrt(ratios.reduce((sum, ratio) => sum + ratio * ratio, 0) / ratios.length);
    expect(spread).toBeGreaterThan(0.7);
    expect(spread).toBeLessThan(1.3);
  });
});

it("compares with fewer where rows and columns are very many, and never with fewer than a thousand", () => {
  const limits = { exactUpTo: 60_000, sampleSize: 10_000 };
  expect(comparedSize({ rows: 100_000, cols: 30 }, limits)).toBe(10_000);
  expect(comparedSize({ rows: 1_000_000, cols: 50 }, limits)).toBe(4_000);
  expect(comparedSize({ rows: 20_000_000, cols: 13 }, limits)).toBe(1_000);
});
