import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { type Centred, centre } from "./columns.ts";
import { type LloydOptions, type LloydResult, lloyd } from "./lloyd.ts";
import type { Kernels } from "./pool.ts";
import { sampleRows } from "./sampling.ts";
import { seedCentres } from "./seeding.ts";
import { openStarts, step } from "./starts.ts";

export interface KMeansOptions {
  readonly k: number;
  readonly restarts: number;
  /** So many starts that end at the lowest inertia (within 1e-4) are enough: no more are tried. Absent: all are. */
  readonly agreeing?: number;
  readonly random: Random;
  readonly maxIterations?: number;
  /** Relative to the mean variance of the columns, as scikit-learn's `tol`. */
  readonly tolerance?: number;
  /** k × d; then there is one start, from these. */
  readonly initialCentres?: Float32Array | Float64Array;
  /** Rows have length 1, and so have the centres (`sphericalKMeans`). */
  readonly onSphere?: boolean;
  /** Moves means (k × d, less `shift`, of d) to where centres may lie. */
  readonly settle?: (centres: Float32Array, shift: Float32Array) => void;
}

export interface KMeansResult {
  /** n, 0…k−1: the nearest centre, the lowest index on ties. */
  readonly labels: Int32Array;
  /** k × d, in the units of x, rounded to float32; not in shared memory. */
  readonly centres: Matrix;
  /** The same, unrounded (row-major): where x lies far from the origin, only these tell near rows apart. */
  readonly exactCentres: Float64Array;
  /** Σ‖x − centre of its label‖². */
  readonly inertia: number;
  /** Passes over all rows from the best start, the one that confirms included. */
  readonly iterations: number;
  /** Did the centres come to rest before the passes were over? */
  readonly isSettled: boolean;
}

/**
 * k-means: the labels and centres with the lowest inertia Σ‖x_i − c_label‖² that Lloyd's algorithm finds from
 * `restarts` greedy k-means++ starts. x: n × d, finite, any unit. O(n·k·d) a full pass, late passes about O(n);
 * O(n) memory beside x (a copy of x where its mean is far from the origin). Same bytes whatever the threads.
 *
 * From 32,768 rows on (more where k or d are large) the starts run to convergence on a weighted sample, and the best of them on ever
 * larger ones, at last on all rows (refined starts: Bradley & Fayyad 1998, ICML): the same optima in fewer full passes.
 *
 * Fewer distinct rows than k leave clusters empty; their centres repeat a row.
 * @throws TOO_FEW_USERS when n < k.
 */
export function kMeans(kernels: Kernels, x: Matrix, options: KMeansOptions): KMeansResult {
  const { k, maxIterations = 300, tolerance = 1e-4, initialCentres, onSphere = false, settle } = options;
  const { rows: n, cols: d } = x;
  if (n < k || n === 0) throw new CladeError("TOO_FEW_USERS", { users: n, k });
  const mark = kernels.mark();
  const centred = centre(kernels, x, onSphere);
  const { shift } = centred;
  const limits = {
    ...{ k, maxIterations, shiftTolerance: (tolerance * centred.variance) / d, onSphere },
    ...(settle && { settle: (centres: Float32Array) => settle(centres, shift) }),
  };
  const { labels, centres, inertia, iterations, isSettled } =
    initialCentres === undefined
      ? fitFromStarts(kernels, centred, options, limits)
      : fitFrom(kernels, centred, [Float32Array.from(initialCentres, (value, i) => value - shift[i % d]!)], limits);
  const exactCentres = Float64Array.from(centres, (value, i) => value + shift[i % d]!);
  const result: KMeansResult = {
    labels,
    centres: { data: Float32Array.from(exactCentres), rows: k, cols: d },
    exactCentres,
    inertia,
    iterations,
    isSettled,
  };
  kernels.release(mark);
  return result;
}

/** Rows of the smallest sample: so few a cluster that starts cost little, and enough for centres of d columns. */
function smallestSample(k: number, d: number): number {
  return Math.max(4096, k * Math.min(1024, Math.max(256, Math.ceil(1.5 * d))));
}

/** Each further sample, and at last x, has at least this many times the rows. */
const growth = 4;
/** A poor start costs more in passes over all rows than several starts on the sample. */
const fewestStarts = 4;

/** Rows of x (n × d) that every start goes over: all of them, or those of the first sample. */
export function rowsOfStarts(n: number, d: number, k: number): number {
  const first = smallestSample(k, d);
  return n >= 2 * growth * first ? first : n;
}

function fitFromStarts(kernels: Kernels, x: Centred, options: KMeansOptions, limits: LloydOptions): LloydResult {
  const { k, restarts, random } = options;
  const first = rowsOfStarts(x.n, x.d, k);
  if (first === x.n) return bestOfStarts(kernels, x, options, limits);
  let centres: Float32Array | undefined;
  for (let size = first; growth * size <= x.n; size *= growth) {
    const mark = kernels.mark();
    const some = sampleRows(kernels, x, size, random.fork(`sample ${size}`));
    const fit =
      centres === undefined
        ? bestOfStarts(kernels, some, { ...options, restarts: Math.max(restarts, fewestStarts) }, limits)
        : fitFrom(kernels, some, [centres], limits);
    centres = fit.centres;
    kernels.release(mark);
  }
  return fitFrom(kernels, x, centres === undefined ? [] : [centres], limits);
}

/** Starts that run side by side; whether there have been enough is asked after each such round. */
const startsARound = 10;
/** Inertias of one optimum differ by less where tolerance ends the passes, those of two seldom do. */
const sameInertia = 1e-4;

function bestOfStarts(
  kernels: Kernels,
  x: Centred,
  { k, restarts, agreeing = Number.POSITIVE_INFINITY, random }: KMeansOptions,
  limits: LloydOptions,
): LloydResult {
  let best: LloydResult | undefined;
  const inertias: number[] = [];
  const agree = (one: number) => one <= (1 + sameInertia) * (best?.inertia ?? 0);
  do {
    const count = Math.min(startsARound, restarts - inertias.length);
    const streams = Array.from({ length: count }, (_, i) => random.fork(`start ${inertias.length + i}`));
    const mark = kernels.mark();
    const toBeat = best?.inertia ?? Number.POSITIVE_INFINITY;
    const fit = fitFrom(kernels, x, seedCentres(kernels, x, k, streams), { ...limits, toBeat });
    kernels.release(mark);
    inertias.push(...fit.inertias);
    if (best === undefined || fit.inertia < best.inertia) best = fit;
  } while (inertias.length < restarts && inertias.filter(agree).length < agreeing);
  return best;
}

/** Lloyd's result, with labels that outlive the kernels' memory. */
function fitFrom(kernels: Kernels, x: Centred, initial: readonly Float32Array[], limits: LloydOptions): LloydResult {
  const fit = lloyd(kernels, x, initial, limits);
  return { ...fit, labels: Int32Array.from(fit.labels) };
}

export interface Centres {
  readonly data: Float32Array | Float64Array;
  readonly rows: number;
}

/**
 * The nearest of the given centres for every row of x, the lowest index on ties. centres: k × d in the units of x. With the
 * x and the exact centres of a k-means result it gives that result's labels.
 */
export function assign(kernels: Kernels, x: Matrix, centres: Centres): Int32Array {
  const mark = kernels.mark();
  const labels = openAssignment(kernels, x)(centres);
  kernels.release(mark);
  return labels;
}

/**
 * The same for one set of centres after another; the caller's release gives the memory back. A column that is NaN in all
 * centres is left out.
 */
export function openAssignment(kernels: Kernels, x: Matrix): (centres: Centres) => Int32Array {
  const centred = centre(kernels, x);
  const towards = (value: number, i: number) => (Number.isNaN(value) ? 0 : value - centred.shift[i % x.cols]!);
  return (centres) => {
    const mark = kernels.mark();
    const starts = openStarts(kernels, centred, centres.rows, 1);
    starts.next(0).set(Float32Array.from(centres.data, towards));
    starts.activate([0]);
    starts.update(step.place);
    starts.assign();
    const labels = Int32Array.from(starts.labels(0));
    kernels.release(mark);
    return labels;
  };
}
