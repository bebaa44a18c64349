import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { SegmentStability, StabilityGrade } from "../judges-schema.ts";
import type { ClusterRows } from "../null-fits.ts";
import { gatherRows } from "../sample.ts";

/** Hennig 2007 and the documentation of fpc's clusterboot: ≤ .5 dissolved, < .6 doubtful, < .75 a pattern, < .85 stable. */
export function gradeStability(jaccard: number): StabilityGrade {
  if (jaccard <= 0.5) return "dissolved";
  if (jaccard < 0.6) return "doubtful";
  if (jaccard < 0.75) return "pattern";
  return jaccard < 0.85 ? "stable" : "highly-stable";
}

/**
 * For each of k clusters the largest Jaccard index with a cluster of another labeling of the same rows, 0…1; NaN for one without
 * rows. Labels 0…k−1 and any from 0 on; −1 = none.
 */
export function bestJaccards(base: ArrayLike<number>, other: ArrayLike<number>, k: number): Float64Array {
  const sizes = new Float64Array(k);
  const others = new Map<number, number>();
  const cells = new Map<number, number>();
  for (let row = 0; row < base.length; row++) {
    const [a, b] = [base[row] ?? -1, other[row] ?? -1];
    if (a >= 0) sizes[a] = (sizes[a] ?? 0) + 1;
    if (b >= 0) others.set(b, (others.get(b) ?? 0) + 1);
    if (a >= 0 && b >= 0) cells.set(b * k + a, (cells.get(b * k + a) ?? 0) + 1);
  }
  const best = sizes.map((size) => (size > 0 ? 0 : Number.NaN));
  for (const [cell, shared] of cells) {
    const a = cell % k;
    const union = (sizes[a] ?? 0) + (others.get((cell - a) / k) ?? 0) - shared;
    best[a] = Math.max(best[a] ?? 0, shared / union);
  }
  return best;
}

interface Clustering {
  readonly x: Matrix;
  /** n, 0…k−1, −1 = none. */
  readonly labels: Int32Array;
  readonly k: number;
  /** What to ask of the algorithm: k, or nothing where it finds that by itself. */
  readonly ks: readonly number[];
}

/**
 * Cluster-wise stability (Hennig 2007, doi:10.1016/j.csda.2006.11.025): rows are drawn with replacement, repeats kept, and clustered; of each
 * cluster, on the rows drawn, the best Jaccard index. One list of k a resample; NaN where none of a cluster's rows was drawn.
 */
export async function resampleJaccards(
  { x, labels, k, ks }: Clustering,
  cluster: ClusterRows,
  resamples: number,
  random: Random,
): Promise<Float64Array[]> {
  const found: Float64Array[] = [];
  for (let number = 0; number < resamples; number++) {
    const stream = random.fork(`resample ${number}`);
    const drawn = Int32Array.from({ length: x.rows }, () => stream.int(x.rows));
    const [fit] = await cluster(gatherRows(x, drawn), ks, stream);
    if (fit) found.push(jaccardsOfResample(labels, drawn, fit.labels, k));
  }
  return found;
}

/** A row that was drawn twice counts once. */
export function jaccardsOfResample(
  labels: Int32Array,
  drawn: ArrayLike<number>,
  found: ArrayLike<number>,
  k: number,
): Float64Array {
  const distinct = new Map(Array.from(drawn, (row, at) => [row, found[at] ?? -1]));
  return bestJaccards(
    [...distinct.keys()].map((row) => labels[row] ?? -1),
    [...distinct.values()],
    k,
  );
}

/** Members of a segment, at least, that a sample of the rows must hold: fewer get lost by chance alone. */
const leastMembers = 20;

/** Can it be told from a sample whether a segment comes back? members: in the sample; all: in the whole segment. */
export function isTold(members: number, all: number): boolean {
  return members > 0 && (members >= all || members >= leastMembers);
}

/**
 * jaccards: one list a resample, in segment order; nulls: of the segment of each rank by size, mean over clouds. A segment of
 * whom nobody was drawn is left out: nothing is known of it.
 */
export function describeStability(
  jaccards: readonly Float64Array[],
  k: number,
  nulls: readonly (number | null)[],
): SegmentStability[] {
  return Array.from({ length: k }).flatMap((_, segment) => {
    const values = jaccards.map((one) => one[segment] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    if (values.length === 0) return [];
    const jaccard = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - jaccard) ** 2, 0);
    const standardError = values.length > 1 ? Math.sqrt(squares / (values.length - 1) / values.length) : 0;
    return [{ segment, jaccard, standardError, nullJaccard: nulls[segment] ?? null, grade: gradeStability(jaccard) }];
  });
}
