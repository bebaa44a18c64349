import type { Matrix } from "../../core/matrix.ts";

/** Below this a probability counts as this much (the step of float64 at 1), so that a sure mistake costs finitely. */
const least = 2 ** -52;

/**
 * Mean of −ln p(truth), rows set to sum 1 first; 0 is best. truth: n classes; probabilities: n × classes, 0…1.
 */
export function logLoss(truth: ArrayLike<number>, { data, rows, cols }: Matrix): number {
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    let total = 0;
    for (let j = 0; j < cols; j++) total += data[row * cols + j] ?? 0;
    const share = (data[row * cols + (truth[row] ?? 0)] ?? 0) / (total || 1);
    loss -= Math.log(Math.min(1 - least, Math.max(least, share)));
  }
  return loss / rows;
}

/** Mean over rows of Σ (p − 1[class is the truth])² over the classes, 0…2; 0 is best (Brier 1950). */
export function brierScore(truth: ArrayLike<number>, { data, rows, cols }: Matrix): number {
  let sum = 0;
  for (let at = 0; at < rows * cols; at++) {
    const row = Math.floor(at / cols);
    sum += ((data[at] ?? 0) - Number(truth[row] === at % cols)) ** 2;
  }
  return sum / rows;
}

export interface CalibrationBin {
  readonly count: number;
  /** Share of the bin's rows that are positive, 0…1. */
  readonly observed: number;
  readonly meanPredicted: number;
}

/**
 * What happened beside what was said: rows by predicted probability in bins of equal width, (0, .1], (.1, .2], …, the
 * first with 0 in it; empty bins are left out. truth: n of 0 and 1; predicted: n probabilities.
 */
export function calibration(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  bins = 10,
): readonly CalibrationBin[] {
  const counts = new Array<number>(bins).fill(0);
  const positives = [...counts];
  const sums = [...counts];
  for (let i = 0; i < predicted.length; i++) {
    const value = predicted[i] ?? 0;
    const bin = Math.min(bins - 1, Math.max(0, edgesBelow(value, bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
    positives[bin] = (positives[bin] ?? 0) + (truth[i] ?? 0);
    sums[bin] = (sums[bin] ?? 0) + value;
  }
  return counts.flatMap((count, bin) =>
    count === 0 ? [] : [{ count, observed: (positives[bin] ?? 0) / count, meanPredicted: (sums[bin] ?? 0) / count }],
  );
}

/** Inner edges 1/bins … (bins − 1)/bins that lie below a value. */
function edgesBelow(value: number, bins: number): number {
  let edges = 0;
  while (edges < bins - 1 && (edges + 1) / bins < value) edges++;
  return edges;
}

/** Mean distance of what was said to what happened, weighted by the bins' rows, 0…1; 0 is best. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return (
    bins.reduce((sum, { count, observed, meanPredicted }) => sum + count * Math.abs(observed - meanPredicted), 0) /
    total
  );
}
