import type { Centred } from "./columns.ts";
import { openPasses, squaredShift } from "./passes.ts";
import type { Kernels } from "./pool.ts";

export interface LloydOptions {
  readonly k: number;
  readonly maxIterations: number;
  /** Stop when Σ‖Δc‖² falls to this. */
  readonly shiftTolerance: number;
}

export interface LloydResult {
  /** k × d in the shifted frame, such that shift + centre is a float32. */
  readonly centres: Float32Array;
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * Lloyd's algorithm from given centres to convergence, with one threshold a row that skips the distances of rows whose
 * label cannot have changed (after Hamerly 2010, SDM; rounding is inside the threshold, so the labels are those of plain
 * Lloyd). Sums are kept in f64 and only corrected by the rows that moved. An empty cluster is given the row farthest
 * from its centre. Stops when no label changes, centres move less than the tolerance, or after maxIterations.
 * `labels` (n) holds the result: the nearest of the returned centres, the lowest index on ties.
 */
export function lloyd(
  kernels: Kernels,
  x: Centred,
  labels: Int32Array,
  initial: Float32Array,
  options: LloydOptions,
): LloydResult {
  const mark = kernels.mark();
  const pass = openPasses(kernels, x, labels, options.k);
  let centres = initial;
  pass.all(centres);
  let iterations = 1;
  for (;;) {
    pass.fillEmpty(centres);
    const next = pass.means(centres);
    const shift = squaredShift(centres, next);
    centres = next;
    if (shift <= options.shiftTolerance || iterations >= options.maxIterations) break;
    iterations++;
    if (pass.moved(centres) === 0) break;
  }
  centres = representable(centres, x.shift);
  pass.moved(centres);
  const inertia = pass.inertia(centres);
  kernels.release(mark);
  return { centres, inertia, iterations };
}

/** Rounds centres so that shift + centre is a float32: what is returned is then what the labels were taken with. */
function representable(centres: Float32Array, shift: Float32Array): Float32Array {
  const d = shift.length;
  return centres.map((value, i) => Math.fround(value + shift[i % d]!) - shift[i % d]!);
}
