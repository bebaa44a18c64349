import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { gatherSourceRows, type RowSource } from "../../core/row-source.ts";
import { type BlockLloydResult, lloydInBlocks } from "../../kernels/lloyd-in-blocks.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { Fit } from "../algorithms/algorithm.ts";
import { drawNumbers } from "../density/drawn-rows.ts";

/** Values of the rows that starts go over: 256 MB. */
const sampleValues = 2 ** 26;
/** scikit-learn's `tol`, relative to the mean variance of the columns. */
const tolerance = 1e-4;
/** A pass over a file that gains less is not worth reading it again. */
const leastGain = 1e-5;

/** A simple random sample in kernel memory, as large as a few hundred megabytes hold; all rows where they fit. */
export function sampleOfRows(kernels: Kernels, rows: RowSource, random: Random, values = sampleValues): Matrix {
  const size = Math.min(rows.rows, Math.floor(values / rows.cols));
  return gatherSourceRows(rows, drawNumbers(rows.rows, size, random), kernels.matrix(size, rows.cols));
}

/**
 * Centres that were found on a sample, moved by passes over all rows until they rest or a pass gains next to nothing: Lloyd's
 * last passes, so that labels, centres and inertia are those of everybody. One fit a set of centres (k × d, in the units of the rows).
 */
export function settleOverRows(
  kernels: Kernels,
  { rows, sample, passes }: { readonly rows: RowSource; readonly sample: Matrix; readonly passes: number },
  starts: readonly Float64Array[],
  progress?: (fraction: number) => void,
): (Fit & Pick<BlockLloydResult, "isSettled">)[] {
  const { mean, variance } = spreadOf(sample);
  const shiftTolerance = (tolerance * variance) / rows.cols;
  const options = { shift: mean, passes, shiftTolerance, leastGain, ...(progress ? { progress } : {}) };
  return lloydInBlocks(kernels, rows, starts, options).map(({ k, centres, ...fit }) => ({
    ...fit,
    k,
    centres: { data: Float32Array.from(centres), rows: k, cols: rows.cols },
  }));
}

/** Mean of every column, and the sum of their variances (divisor n), in f64 from the first row on. */
function spreadOf({ data, rows, cols }: Matrix): { mean: Float32Array; variance: number } {
  const sums = new Float64Array(cols);
  const squares = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < cols; j++) {
      const value = (data[row * cols + j] ?? 0) - (data[j] ?? 0);
      sums[j] = (sums[j] ?? 0) + value;
      squares[j] = (squares[j] ?? 0) + value * value;
    }
  }
  const variance = squares.reduce((sum, square, j) => sum + square / rows - ((sums[j] ?? 0) / rows) ** 2, 0);
  const mean = Float32Array.from(sums, (sum, j) => (data[j] ?? 0) + sum / rows);
  return { mean, variance: Math.max(0, variance) };
}
