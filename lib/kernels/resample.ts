import { blocksOf } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/** 64 bits, as two whole numbers of 32. */
export type Seed = readonly [low: number, high: number];

/** Users of an arm of whom most have one value: it is the origin, and only the others are listed. */
export interface SparseArm {
  readonly n: number;
  /** Of the users that have another value, less the common one. */
  readonly others: Float64Array;
}

/**
 * Sum and sum of squares of resamples with replacement of an arm's n users, two numbers each. The number of users off the common
 * value is binomial, who they are uniform. The bytes depend on the seed alone. O(resamples · others).
 */
export function bootstrapSums(kernels: Kernels, { n, others }: SparseArm, resamples: number, seed: Seed): Float64Array {
  const mark = kernels.mark();
  const values = place(kernels, others);
  const out = kernels.float64(2 * resamples);
  const { rows, count } = blocksOf(resamples, 256, 16);
  const args = [values.byteOffset, others.length, n, ...seed, rows, resamples, out.byteOffset];
  kernels.run("bootstrapSums", count, args, resamples * (others.length + 8) * 8);
  const sums = out.slice();
  kernels.release(mark);
  return sums;
}

/**
 * Both arms' users reassigned, as many to the first arm as it has. Four numbers a reassignment, of those that came to the first
 * arm: sum, sum of squares, how many had been there before, and the sum of these. O(resamples · others).
 */
export function permuteSums(
  kernels: Kernels,
  [first, second]: readonly [SparseArm, SparseArm],
  resamples: number,
  seed: Seed,
): Float64Array {
  const mark = kernels.mark();
  const others = first.others.length + second.others.length;
  const values = kernels.float64(others);
  values.set(first.others);
  values.set(second.others, first.others.length);
  const out = kernels.float64(4 * resamples);
  const { rows, count } = blocksOf(resamples, 256, 16);
  const users = [others, first.others.length, first.n + second.n, first.n, first.n - first.others.length];
  const args = [values.byteOffset, ...users, ...seed, rows, resamples, out.byteOffset];
  kernels.run("permuteSums", count, args, resamples * (others + 8) * 8);
  const sums = out.slice();
  kernels.release(mark);
  return sums;
}

function place(kernels: Kernels, values: Float64Array): Float64Array {
  const placed = kernels.float64(values.length);
  placed.set(values);
  return placed;
}
