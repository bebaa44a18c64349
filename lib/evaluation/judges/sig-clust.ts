import type { Matrix } from "../../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import { kMeans } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { SigClustResult } from "../judges-schema.ts";
import { countSpreadAxes, fillCloud } from "../null-cloud.ts";
import { totalSquares } from "./gap.ts";

/** Below so many rows a column the sample's small variances are too small and its large ones too large. */
const enoughRows = 10;

/**
 * Is this one Gaussian? The 2-means cluster index, within over total sum of squares, beside that of clouds drawn from one Gaussian of
 * the same covariance (SigClust: Liu, Hayes, Nobel & Marron 2008, doi:10.1198/016214508000000454). x: n × d; variances: along its
 * principal axes, descending. The p value counts the data as one of the clouds: at least 1 / (clouds + 1).
 */
export function sigClust(
  kernels: Kernels,
  x: Matrix,
  variances: ArrayLike<number>,
  clouds: number,
  random: Random,
): Outcome<SigClustResult> {
  if (clouds === 0) return inconclusive({ en: "No clouds were drawn.", zh: "未生成对照数据云。" });
  const own = clusterIndex(kernels, x, random.fork("data"));
  if (Number.isNaN(own)) return inconclusive({ en: "All are alike.", zh: "取值完全相同。" });
  const spread = x.rows < enoughRows * x.cols ? shrinkVariances(variances, noiseVariance(x)) : Array.from(variances);
  const cols = countSpreadAxes(spread);
  const cloud: Matrix = { data: new Float32Array(x.rows * cols), rows: x.rows, cols };
  const indices = Array.from({ length: clouds }, (_, number) => {
    const stream = random.fork(`cloud ${number}`);
    fillCloud(cloud, spread, stream);
    return clusterIndex(kernels, cloud, stream);
  });
  return computed({
    index: own,
    nullMean: indices.reduce((sum, index) => sum + index, 0) / clouds,
    pValue: (1 + indices.filter((index) => index <= own).length) / (clouds + 1),
    clouds,
  });
}

function clusterIndex(kernels: Kernels, x: Matrix, random: Random): number {
  if (x.rows < 2) return Number.NaN;
  return kMeans(kernels, x, { k: 2, restarts: 4, random }).inertia / totalSquares(x);
}

/** Of the entries' noise, robustly: (1.4826 · median |value − median|)², all columns together (Liu et al. 2008, sec. 3). */
export function noiseVariance({ data }: Matrix): number {
  const middle = medianOf(data);
  return (1.4826 * medianOf(data.map((value) => Math.abs(value - middle)))) ** 2;
}

function medianOf(values: Float32Array): number {
  const sorted = values.toSorted();
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/**
 * Soft thresholding of eigenvalues (Huang, Liu, Yuan & Marron 2015, doi:10.1080/10618600.2014.948179): λ_j becomes
 * max(λ_j − τ, noise), τ ≥ 0 such that the total stays as it is; where the noise alone exceeds the total all become their mean.
 * variances descend.
 */
export function shrinkVariances(variances: ArrayLike<number>, noise: number): number[] {
  const all = Array.from(variances, (value) => Math.max(0, value));
  const total = all.reduce((sum, value) => sum + value, 0);
  const floor = Math.min(noise, total / all.length);
  const shrunk = (tau: number) => all.map((value) => Math.max(value - tau, floor));
  let [low, high] = [0, all[0] ?? 0];
  for (let step = 0; step < 60; step++) {
    const tau = (low + high) / 2;
    if (shrunk(tau).reduce((sum, value) => sum + value, 0) > total) low = tau;
    else high = tau;
  }
  return shrunk(high);
}
