import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { centre } from "./columns.ts";
import { lloyd } from "./lloyd.ts";
import { openPasses } from "./passes.ts";
import type { Kernels } from "./pool.ts";
import { seedCentres } from "./seeding.ts";

export interface KMeansOptions {
  readonly k: number;
  readonly restarts: number;
  readonly random: Random;
  readonly maxIterations?: number;
  /** Relative to the mean variance of the columns, as scikit-learn's `tol`. */
  readonly tolerance?: number;
  /** k × d; then there is one start, from these. */
  readonly initialCentres?: Float32Array;
}

export interface KMeansResult {
  /** n, 0…k−1: the nearest centre, the lowest index on ties. */
  readonly labels: Int32Array;
  /** k × d, in the units of x; not in shared memory. */
  readonly centres: Matrix;
  /** Σ‖x − centre of its label‖². */
  readonly inertia: number;
  /** Passes of the best start, the one that confirms included. */
  readonly iterations: number;
}

/**
 * k-means: the labels and centres with the lowest inertia Σ‖x_i − c_label‖² that Lloyd's algorithm finds from
 * `restarts` greedy k-means++ starts. x: n × d, finite, any unit. O(n·k·d) a full pass, late passes about O(n);
 * O(n) memory beside x (a copy of x where its mean is far from the origin). Same bytes whatever the threads.
 * Fewer distinct rows than k leave clusters empty; their centres repeat a row.
 * @throws TOO_FEW_USERS when n < k.
 */
export function kMeans(kernels: Kernels, x: Matrix, options: KMeansOptions): KMeansResult {
  const { k, restarts, random, maxIterations = 300, tolerance = 1e-4, initialCentres } = options;
  const { rows: n, cols: d } = x;
  if (n < k || n === 0) throw new CladeError("TOO_FEW_USERS", { users: n, k });
  const mark = kernels.mark();
  const centred = centre(kernels, x);
  const { shift } = centred;
  const labels = kernels.int32(n);
  const lloydOptions = { k, maxIterations, shiftTolerance: (tolerance * centred.variance) / d };

  let best: KMeansResult | undefined;
  const starts = initialCentres === undefined ? restarts : 1;
  for (let start = 0; start < starts; start++) {
    const initial =
      initialCentres?.map((value, i) => value - shift[i % d]!) ??
      seedCentres(kernels, centred, k, random.fork(`start ${start}`));
    const { centres, inertia, iterations } = lloyd(kernels, centred, labels, initial, lloydOptions);
    if (best !== undefined && best.inertia <= inertia) continue;
    const data = Float32Array.from(centres, (value, i) => value + shift[i % d]!);
    best = { labels: Int32Array.from(labels), centres: { data, rows: k, cols: d }, inertia, iterations };
  }
  kernels.release(mark);
  if (best === undefined) throw new CladeError("INTERNAL", { stage: "kernels", problem: "no start" });
  return best;
}

/**
 * The nearest of the given centres for every row of x, the lowest index on ties. centres: k × d in the units of x.
 * With the x and the centres of a k-means result it gives that result's labels.
 */
export function assign(kernels: Kernels, x: Matrix, centres: Matrix): Int32Array {
  const mark = kernels.mark();
  const centred = centre(kernels, x);
  const labels = kernels.int32(x.rows);
  const initial = centres.data.map((value, i) => value - centred.shift[i % x.cols]!);
  openPasses(kernels, centred, labels, centres.rows).all(initial);
  const result = Int32Array.from(labels);
  kernels.release(mark);
  return result;
}
