import type { Matrix } from "../core/matrix.ts";
import { clusterSizes } from "./sample.ts";

/** Rows of a matrix with the cluster of each. */
export interface LabelledRows {
  readonly x: Matrix;
  /** One label in 0…k−1 a row. */
  readonly labels: Int32Array;
}

/** First-order effects on a mean silhouette: of the users themselves and of the points that they are compared with. */
interface Effects {
  /** Silhouette of each user against the reference, f64. */
  readonly silhouettes: Float64Array;
  /**
   * How each reference point j of cluster h moves the mean: z_j = mean over users i of (∂s_i/∂D_ih) (d_ij − D_ih), D_ih
   * the mean distance of i to the reference points of h.
   */
  readonly pulls: Float64Array;
}

/**
 * Standard error of the mean silhouette of a simple random sample of users compared among themselves, as an estimate
 * of that of all `population` users. By linearisation (Demnati & Rao 2004): each user moves the mean by its own
 * silhouette and by being a point that others are compared with, ψ_j = s_j + z_j / p_h, p_h the share of its cluster;
 * SE² = (1 − m/N) var(ψ) / m. Leaving the second term out, as sd(s)/√m does, is wrong by what the two share.
 * `probe` is the sample or a random part of it (a thousand are enough to estimate a variance); m is the size of the
 * sample. Fewer than two points, or one cluster, give 0.
 */
export function sampleMeanError(probe: LabelledRows, k: number, sampleSize: number, population: number): number {
  const { silhouettes, pulls } = effects(probe, probe, k, true);
  const rows = probe.labels.length;
  const sizes = clusterSizes(probe.labels, k);
  const influence = silhouettes.map((own, j) => own + ((pulls[j] ?? 0) * rows) / (sizes[probe.labels[j] ?? 0] ?? 1));
  return Math.sqrt(((1 - sampleSize / population) * variance(influence)) / sampleSize);
}

/**
 * Standard error of the mean silhouette of *all* users, each compared with a sample of `reference` points that is
 * stratified by cluster: SE² = Σ_h (1 − n_h/N_h) var_h(z) / n_h (Cochran 1977, Sampling Techniques, eq. 5.13, of the
 * linearised mean). `users` is a random part of all users (a thousand are enough); `members` holds N_h, the users of each
 * cluster. A cluster taken whole adds nothing.
 */
export function stratifiedMeanError(users: LabelledRows, reference: LabelledRows, members: readonly number[]): number {
  const { pulls } = effects(users, reference, members.length, false);
  let sum = 0;
  for (const [cluster, inAll] of members.entries()) {
    const within = pulls.filter((_, j) => reference.labels[j] === cluster);
    if (within.length > 1) sum += ((1 - within.length / inAll) * variance(within)) / within.length;
  }
  return Math.sqrt(Math.max(0, sum));
}

function effects(users: LabelledRows, reference: LabelledRows, k: number, sameRows: boolean): Effects {
  const silhouettes = new Float64Array(users.labels.length);
  const pulls = new Float64Array(reference.labels.length);
  const distances = new Float64Array(reference.labels.length);
  const sizes = clusterSizes(reference.labels, k);
  for (const [i, own] of users.labels.entries()) {
    const sums = new Float64Array(k);
    for (let j = 0; j < distances.length; j++) {
      const distance = distanceOf(users.x, i, reference.x, j);
      distances[j] = distance;
      const label = reference.labels[j] ?? 0;
      sums[label] = (sums[label] ?? 0) + distance;
    }
    const others = (cluster: number) => (sizes[cluster] ?? 0) - (sameRows && cluster === own ? 1 : 0);
    const means = sums.map((sum, cluster) => sum / others(cluster));
    const near = nearestOther(means, own);
    const a = means[own] ?? Number.NaN;
    const b = means[near] ?? Number.NaN;
    if (!(a < Number.POSITIVE_INFINITY && b < Number.POSITIVE_INFINITY) || Math.max(a, b) === 0) continue;
    silhouettes[i] = (b - a) / Math.max(a, b);
    const [slopeA, slopeB] = a < b ? [-1 / b, a / (b * b)] : [-b / (a * a), 1 / a];
    for (let j = 0; j < distances.length; j++) {
      const label = reference.labels[j];
      if (label === own && !(sameRows && i === j)) pulls[j] = (pulls[j] ?? 0) + slopeA * ((distances[j] ?? 0) - a);
      else if (label === near) pulls[j] = (pulls[j] ?? 0) + slopeB * ((distances[j] ?? 0) - b);
    }
  }
  return { silhouettes, pulls: pulls.map((pull) => pull / users.labels.length) };
}

function nearestOther(means: Float64Array, own: number): number {
  let near = -1;
  for (const [cluster, mean] of means.entries()) {
    if (cluster !== own && (near < 0 || mean < (means[near] ?? 0) || Number.isNaN(means[near]))) near = cluster;
  }
  return near;
}

function distanceOf(x: Matrix, i: number, y: Matrix, j: number): number {
  let sum = 0;
  for (let column = 0; column < x.cols; column++) {
    sum += ((x.data[i * x.cols + column] ?? 0) - (y.data[j * y.cols + column] ?? 0)) ** 2;
  }
  return Math.sqrt(sum);
}

/** Sample variance, divisor n − 1; 0 for fewer than two values. */
function variance(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
