import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "../kernels/pool.ts";
import { silhouettes } from "../kernels/silhouette.ts";
import { meanOf } from "./metrics/silhouette.ts";
import { clusterSizes, gatherLabels, gatherRows, simpleSample, stratifiedSample } from "./sample.ts";
import { sampleMeanError, stratifiedMeanError } from "./sampling-error.ts";
import type { EvaluationConfig } from "./schema.ts";

/** Do two clusters at least have rows? Of those asked for some may be empty; otherwise there is no silhouette. −1: left out. */
export function isSplit({ labels }: { readonly labels: Int32Array }): boolean {
  const first = labels.find((label) => label >= 0);
  return labels.some((label) => label >= 0 && label !== first);
}

/** Silhouette widths of one fit, over all rows or a sample of them. */
export interface Widths {
  readonly silhouettes: Float32Array;
  readonly mean: number;
  /** null where exact. */
  readonly standardError: number | null;
}

/** Widths of every row and how many rows each was compared with. */
export interface RowWidths extends Widths {
  readonly comparedWith: number;
}

type Limits = Pick<EvaluationConfig, "exactUpTo" | "sampleSize"> & {
  /** Rows that x is a simple random sample of; absent: x is all of them. */
  readonly population?: number;
};

/** Users on whom a standard error is estimated: a variance is known to 5 % from a thousand. */
const probeSize = 1_000;
/** Members of a cluster to compare with, at least. */
const atLeast = 30;

/**
 * Widths of several fits of the same rows, from one pass over the distances. Up to `exactUpTo` rows they are exact; beyond,
 * a simple random sample of `sampleSize` rows is compared among itself: no stratification, since it serves every fit
 * alike, so the same k wins as on all rows up to the standard error given. A fit of fewer than two clusters has none, nor has
 * one of whose clusters the sample holds only one.
 */
export function widthsOfFits(
  kernels: Kernels,
  x: Matrix,
  fits: readonly { readonly k: number; readonly labels: Int32Array }[],
  limits: Limits,
  random: Random,
): Widths[] {
  const split = fits.filter(isSplit);
  const widths = widthsOfSplit(kernels, x, split, limits, random);
  return fits.map((fit) => widths[split.indexOf(fit)] ?? undefinedWidths(x.rows));
}

function undefinedWidths(rows: number): Widths {
  return { silhouettes: new Float32Array(rows).fill(Number.NaN), mean: Number.NaN, standardError: null };
}

function widthsOfSplit(
  kernels: Kernels,
  x: Matrix,
  fits: readonly { readonly k: number; readonly labels: Int32Array }[],
  limits: Limits,
  random: Random,
): Widths[] {
  if (fits.length === 0) return [];
  const { population = x.rows } = limits;
  if (x.rows <= limits.exactUpTo) {
    const all = silhouettes(
      kernels,
      x,
      fits.map(({ labels }) => labels),
    );
    const probeRows = population > x.rows ? simpleSample(x.rows, probeSize, random) : null;
    return all.map((one, i) => {
      const { k = 0, labels = new Int32Array(0) } = fits[i] ?? {};
      const probed = probeRows && { x: gatherRows(x, probeRows), labels: gatherLabels(labels, probeRows) };
      const standardError = probed && sampleMeanError(probed, k, x.rows, population);
      return { silhouettes: one, mean: meanOf(one), standardError };
    });
  }
  const rows = simpleSample(x.rows, limits.sampleSize, random);
  const mark = kernels.mark();
  const sample = gatherRows(x, rows, kernels.matrix(rows.length, x.cols));
  const labels = fits.map((fit) => gatherLabels(fit.labels, rows));
  const probeRows = simpleSample(rows.length, probeSize, random);
  const probe = gatherRows(sample, probeRows);
  const split = labels.filter((own) => isSplit({ labels: own }));
  const all = split.length > 0 ? silhouettes(kernels, sample, split) : [];
  kernels.release(mark);
  return fits.map(({ k }, i) => {
    const own = labels[i] ?? new Int32Array(0);
    const one = all[split.indexOf(own)];
    if (!one) return undefinedWidths(rows.length);
    const probed = { x: probe, labels: gatherLabels(own, probeRows) };
    return { silhouettes: one, mean: meanOf(one), standardError: sampleMeanError(probed, k, rows.length, population) };
  });
}

/**
 * Width of every row under one fit. Beyond `exactUpTo` rows each is compared with a sample of about `sampleSize` that is
 * stratified by cluster: O(n · sampleSize · d). `exact`, from `widthsOfFits`, is taken as it is where it covers all rows.
 */
export function widthsOfRows(
  kernels: Kernels,
  x: Matrix,
  { k, labels, exact }: { readonly k: number; readonly labels: Int32Array; readonly exact: Widths },
  limits: Limits,
  random: Random,
): RowWidths {
  if (x.rows <= limits.exactUpTo || !isSplit({ labels })) return { ...exact, comparedWith: x.rows };
  const against = stratifiedSample(labels, k, { size: comparedSize(x, limits), atLeast }, random);
  const [all = new Float32Array(0)] = silhouettes(kernels, x, [labels], { against });
  const probeRows = simpleSample(x.rows, probeSize, random);
  const probe = { x: gatherRows(x, probeRows), labels: gatherLabels(labels, probeRows) };
  const { population = x.rows } = limits;
  const ofRows = population > x.rows ? sampleMeanError(probe, k, x.rows, population) : 0;
  const ofReference = stratifiedMeanError(
    probe,
    { x: gatherRows(x, against), labels: gatherLabels(labels, against) },
    clusterSizes(labels, k),
  );
  return {
    silhouettes: all,
    mean: meanOf(all),
    standardError: Math.hypot(ofReference, ofRows),
    comparedWith: against.length,
  };
}

/** Products that comparing every row may take: some thirty seconds of a core. */
const affordableProducts = 2e11;
const fewestCompared = 1_000;

/** Rows to compare each row with: fewer than asked where rows and columns are very many. */
export function comparedSize({ rows, cols }: Pick<Matrix, "rows" | "cols">, { sampleSize }: Limits): number {
  return Math.min(sampleSize, Math.max(fewestCompared, Math.floor(affordableProducts / (rows * cols))));
}
