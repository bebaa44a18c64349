import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { AdapterFigure } from "../../embedding/adapter-schema.ts";
import { kMeans } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { drawUsers, intervalOf, resamples } from "../bootstrap.ts";
import { sharedInformation } from "../information.ts";
import type { Fold } from "../labels/cross-validate.ts";

/** k-means of all rows that have a vector, −1 for the others. */
export function groupByKMeans(kernels: Kernels, { data, rows, cols }: Matrix, k: number, random: Random): Int32Array {
  const known = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(data[row * cols]));
  const mark = kernels.mark();
  const present = kernels.matrix(known.length, cols);
  for (const [i, row] of known.entries()) present.data.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
  const { labels } = kMeans(kernels, present, { k, restarts: 3, random });
  kernels.release(mark);
  const out = new Int32Array(rows).fill(-1);
  for (const [i, row] of known.entries()) out[row] = labels[i] ?? -1;
  return out;
}

/**
 * Normalised mutual information of classes and groups among the users held out of each fold, the mean over folds, before and
 * after. Few users a fold make it high for any groups: the difference is what counts. before, after: groups a user, a fold.
 */
export function informationGain(
  codes: Int32Array,
  folds: readonly Fold[],
  before: readonly Int32Array[],
  after: readonly Int32Array[],
  random: Random,
): AdapterFigure {
  const everybody = folds.map(({ test }) => test);
  const of = (groups: readonly Int32Array[], users: readonly Int32Array[]) =>
    users.reduce((sum, rows, at) => sum + nmiOf(codes, groups[at], rows), 0) / folds.length;
  const tested = folds.reduce((sum, { test }) => sum + test.length, 0);
  const drawn = Array.from(drawUsers(tested, resamples, random), (counts) => {
    let place = 0;
    const users = everybody.map((rows) =>
      Int32Array.from([...rows].flatMap((row) => new Array<number>(counts[place++] ?? 0).fill(row))),
    );
    return of(after, users) - of(before, users);
  });
  const [plain, adapted] = [of(before, everybody), of(after, everybody)];
  return {
    ...{ trial: "k-means", measure: "nmi", before: plain, after: adapted },
    difference: intervalOf(adapted - plain, drawn),
  };
}

function nmiOf(codes: Int32Array, groups: Int32Array | undefined, rows: Int32Array): number {
  return sharedInformation(
    rows.map((row) => codes[row] ?? -1),
    rows.map((row) => groups?.[row] ?? -1),
  ).nmi;
}
