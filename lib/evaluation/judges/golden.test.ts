import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeByNearest } from "../../clustering/placing.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { gatherRows } from "../sample.ts";
import { chooseByGap, gapStatistic, totalSquares } from "./gap.ts";
import { predictionStrength } from "./prediction-strength.ts";
import { jaccardsOfResample } from "./stability.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const folder = join(shared, "golden/metrics");
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 };
}

const fit = (x: Matrix, k: number) => kMeans(kernels, x, { k, restarts: 300, random: createRandom(k) });
const logWithin = (x: Matrix, k: number) => Math.log(k === 1 ? totalSquares(x) : fit(x, k).inertia);

describe.skipIf(!existsSync(folder))("judges against their reference (skipped where ../shared is absent)", () => {
  interface Rule {
    readonly id: string;
    readonly gap: number[];
    readonly s_k: number[];
    readonly chosen_k: { readonly Tibs2001SEmax: number };
  }

  it("takes the number that the one-standard-error rule takes", () => {
    for (const { gap, s_k, chosen_k } of read("gap.json").rules as Rule[])
      expect(1 + chooseByGap({ gap, standardError: s_k })).toBe(chosen_k.Tibs2001SEmax);
  });

  it("has the gaps and errors of references that are given", () => {
    const cases: {
      id: string;
      X: number[][];
      references: number[][][];
      log_W: number[];
      gap: number[];
      s_k: number[];
    }[] = read("gap.json").cases.filter(({ id }: { id: string }) => id === "gap/deterministic-given-references");
    expect(cases).toHaveLength(1);
    for (const { X, references, log_W, gap, s_k } of cases) {
      const ks = log_W.map((_, i) => i + 1);
      const logW = ks.map((k) => logWithin(matrixOf(X), k));
      for (const [i, value] of log_W.entries()) expect(Math.abs((logW[i] ?? 0) - value)).toBeLessThan(3e-3);
      const curve = gapStatistic(
        logW,
        references.map((one) => ks.map((k) => logWithin(matrixOf(one), k))),
      );
      for (const [i, value] of gap.entries()) expect(Math.abs((curve.gap[i] ?? 0) - value)).toBeLessThan(3e-3);
      for (const [i, value] of s_k.entries())
        expect(Math.abs((curve.standardError[i] ?? 0) / value - 1)).toBeLessThan(0.05);
      expect(ks[chooseByGap(curve)]).toBe(3);
    }
  });

  interface Strength {
    readonly id: string;
    readonly data: string;
    readonly splits_first_half: number[][];
    readonly by_k: Record<string, { mean: number; per_split_both_directions: [number, number][] }>;
  }

  it("has the prediction strengths of splits that are given", () => {
    const { data, cases }: { data: Record<string, number[][]>; cases: Strength[] } = read("prediction_strength.json");
    for (const one of cases) {
      const x = matrixOf(data[one.data] ?? []);
      for (const k of [2, 3]) {
        const strengths = one.splits_first_half.flatMap((rows) => {
          const isFirst = new Set(rows);
          const others = Array.from({ length: x.rows }, (_, row) => row).filter((row) => !isFirst.has(row));
          const [left, right] = [gatherRows(x, Int32Array.from(rows)), gatherRows(x, Int32Array.from(others))];
          const [a, b] = [fit(left, k), fit(right, k)];
          return [
            predictionStrength(a.labels, placeByNearest(left, b.centres, 0), k),
            predictionStrength(b.labels, placeByNearest(right, a.centres, 0), k),
          ];
        });
        const mean = strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
        expect(Math.abs(mean - (one.by_k[k]?.mean ?? 9))).toBeLessThan(0.03);
      }
    }
  });

  interface Resampled {
    readonly id: string;
    readonly k: number;
    readonly base_labels: number[];
    readonly given_resamples?: { indices: number[][]; jaccard: number[][]; mean_jaccard: number[] };
  }

  it("has the Jaccard indices of resamples that are given", () => {
    const { X, cases }: { X: number[][]; cases: Resampled[] } = read("bootstrap_jaccard.json");
    const given = cases.filter((one) => one.given_resamples);
    expect(given).toHaveLength(2);
    for (const { k, base_labels, given_resamples } of given) {
      const { indices = [], jaccard = [], mean_jaccard = [] } = given_resamples ?? {};
      const found = indices.map((drawn) => {
        const { labels } = fit(gatherRows(matrixOf(X), Int32Array.from(drawn)), k);
        return jaccardsOfResample(Int32Array.from(base_labels), drawn, labels, k);
      });
      const cells = found.flatMap((one, at) =>
        Array.from(one, (value, c) => Math.abs(value - (jaccard[at]?.[c] ?? 9))),
      );
      expect(cells.filter((error) => error < 0.05).length / cells.length).toBeGreaterThanOrEqual(0.95);
      for (const [c, expected] of mean_jaccard.entries()) {
        const mean = found.reduce((sum, one) => sum + (one[c] ?? 0), 0) / found.length;
        expect(Math.abs(mean - expected)).toBeLessThan(0.02);
      }
    }
  });
});
