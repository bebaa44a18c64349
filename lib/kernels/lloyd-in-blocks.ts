import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";
import { moveRows } from "./columns.ts";
import type { Kernels } from "./pool.ts";
import { openStarts, step } from "./starts.ts";

export interface BlockLloydOptions {
  /** d, near the mean of the rows: what they are moved by, so that ‖x‖² − 2xy loses no digits. */
  readonly shift: Float32Array;
  /** Most passes; at least 1. */
  readonly passes: number;
  /** Stop when Σ‖Δc‖² would fall to this. */
  readonly shiftTolerance: number;
  /** Stop also when a pass has lowered the inertia by no more than this share of it; absent: never. */
  readonly leastGain?: number;
  /** Rows a block; the default suits any memory. Sums are added block by block, so it counts for the last digits. */
  readonly rowsAtOnce?: number;
  progress?(fraction: number): void;
}

export interface BlockLloydResult {
  readonly k: number;
  /** n, the nearest of `centres`, the lowest index on ties; not in shared memory. */
  readonly labels: Int32Array;
  /** k × d, in the units of the rows. */
  readonly centres: Float64Array;
  /** Σ‖x − centre of its label‖². */
  readonly inertia: number;
  readonly iterations: number;
  /** Did the centres come to rest before the passes were over? */
  readonly isSettled: boolean;
}

/**
 * Lloyd's algorithm over rows that are read a block at a time, for several numbers of clusters in the same passes: memory
 * for one block and a label a row and fit. starts: k × d centres each, in the units of the rows. Every pass labels all rows by
 * the centres before it; the last pass' labels, centres and inertia belong together. A cluster that loses all its rows keeps
 * its centre. O(rows · d · Σk) a pass. Sums in f64, blocks in their order: the same bytes whatever the threads.
 */
export function lloydInBlocks(
  kernels: Kernels,
  source: RowSource,
  starts: readonly Float64Array[],
  { shift, passes, shiftTolerance, leastGain = -1, rowsAtOnce = blockRows(source.cols), progress }: BlockLloydOptions,
): BlockLloydResult[] {
  const { rows: n, cols: d } = source;
  const mark = kernels.mark();
  const block = kernels.float32(Math.min(n, rowsAtOnce) * d);
  const fits = starts.map((centres) => ({
    k: centres.length / d,
    // In the moved frame, as the kernels see them.
    centres: Float32Array.from(centres, (value, at) => value - (shift[at % d] ?? 0)),
    labels: new Int32Array(n),
    sums: new Float64Array(centres.length),
    counts: new Float64Array(centres.length / d),
    inertia: Number.POSITIVE_INFINITY,
    before: Number.POSITIVE_INFINITY,
    iterations: 0,
    isSettled: false,
  }));
  for (let pass = 1; pass <= passes; pass++) {
    const moving = fits.filter(({ isSettled }) => !isSettled);
    if (moving.length === 0) break;
    for (const fit of moving) {
      if (pass > 1) fit.centres = meansOf(fit, d);
      fit.sums.fill(0);
      fit.counts.fill(0);
      fit.before = fit.inertia;
      fit.inertia = 0;
      fit.iterations = pass;
    }
    for (const [from, to] of blocksOfRows(n, rowsAtOnce)) {
      progress?.((pass - 1 + from / n) / passes);
      const inner = kernels.mark();
      const data = block.subarray(0, (to - from) * d);
      source.read(from, to, data);
      const x = moveRows(kernels, { data, rows: to - from, cols: d }, shift);
      for (const fit of moving) {
        const own = kernels.mark();
        const at = openStarts(kernels, x, fit.k, 1);
        at.next(0).set(fit.centres);
        at.activate([0]);
        at.update(step.place);
        at.assign();
        at.update(step.sum);
        fit.labels.set(at.labels(0), from);
        addTo(fit.sums, at.sums(0));
        addTo(fit.counts, at.counts(0));
        fit.inertia += at.inertia(0);
        kernels.release(own);
      }
      kernels.release(inner);
    }
    for (const fit of moving) {
      const rests = squaredDistance(meansOf(fit, d), fit.centres) <= shiftTolerance;
      fit.isSettled = rests || fit.before - fit.inertia <= leastGain * fit.inertia;
    }
  }
  kernels.release(mark);
  return fits.map(({ k, labels, centres, inertia, iterations, isSettled }) => {
    const exact = Float64Array.from(centres, (value, at) => value + (shift[at % d] ?? 0));
    return { k, labels, centres: exact, inertia, iterations, isSettled };
  });
}

interface Summed {
  readonly centres: Float32Array;
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

function meansOf({ centres, sums, counts }: Summed, d: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(centres, (value, at) => {
    const count = counts[Math.floor(at / d)]!;
    return count > 0 ? sums[at]! / count : value;
  });
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += more[i]!;
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}
