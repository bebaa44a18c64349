import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { blocksOf, place } from "./columns.ts";
import { kMeans } from "./k-means.ts";
import type { Kernels } from "./pool.ts";

export type Covariance = "full" | "diagonal";

/** Parameters of a mixture of k Gaussians in d dimensions. */
export interface Gaussians {
  /** k, sum 1. */
  readonly weights: Float64Array;
  /** k × d, in the units of x. */
  readonly means: Float64Array;
  /** k × d × d, or k × d variances where the covariance is diagonal. */
  readonly covariances: Float64Array;
}

export interface MixtureOptions {
  readonly k: number;
  readonly covariance: Covariance;
  readonly random: Random;
  /** Starts from k-means; the one of the highest likelihood is kept. */
  readonly restarts?: number;
  readonly maxIterations?: number;
  /** Ends when the mean log-likelihood grows by less. */
  readonly tolerance?: number;
  /** Is added to every variance at each step, so that none vanishes. */
  readonly ridge?: number;
  /** Then there is one start, from these. */
  readonly initial?: Gaussians;
}

export interface MixtureResult extends Gaussians {
  /** n, 0…k−1: the likeliest component. */
  readonly labels: Int32Array;
  /** n: its probability, 1/k…1. */
  readonly strength: Float32Array;
  /** Per row, natural logarithm. */
  readonly meanLogLikelihood: number;
  /** −2 ln L + parameters · ln n; smaller is better (Schwarz 1978). */
  readonly bic: number;
  readonly iterations: number;
}

/**
 * Gaussian mixture by expectation maximisation (Dempster, Laird & Rubin 1977), from k-means clusters. Sums are f64 around the
 * means of the pass before, so that offsets lose no digits. x: n × d, finite. A pass takes O(n·k·d²) time (diagonal: O(n·k·d));
 * memory is that of the parameters, some 64 times.
 * @throws TOO_FEW_USERS when n < k.
 */
export function gaussianMixture(kernels: Kernels, x: Matrix, options: MixtureOptions): MixtureResult {
  const { k, random, restarts = 1, initial } = options;
  const { rows: n } = x;
  if (n < k || n === 0) throw new CladeError("TOO_FEW_USERS", { users: n, k });
  const mark = kernels.mark();
  const shared = { data: place(kernels, x), rows: n, cols: x.cols };
  const pass = openPass(kernels, shared, k, options.covariance);
  let best: Converged | undefined;
  for (let start = 0; start < (initial ? 1 : restarts); start++) {
    const from = initial ?? fromClusters(kernels, shared, options, random.fork(`start ${start}`));
    const found = converge(pass, from, options, n);
    if (best === undefined || found.meanLogLikelihood > best.meanLogLikelihood) best = found;
  }
  if (best === undefined) throw new RangeError("no start");
  const { labels, strength } = pass.assign(best);
  kernels.release(mark);
  const parameters = k - 1 + k * x.cols + k * pass.size;
  return { ...best, labels, strength, bic: -2 * n * best.meanLogLikelihood + parameters * Math.log(n) };
}

/**
 * How likely each row is of every component (responsibilities; the largest is `strength`): n × k, 0…1, a row sums to 1, in memory of
 * its own. x: n × d, finite, in the units of the fit. O(n·k·d²) time (diagonal: O(n·k·d)).
 */
export function responsibilitiesOf(
  kernels: Kernels,
  x: Matrix,
  { of, covariance }: { readonly of: Gaussians; readonly covariance: Covariance },
): Float32Array {
  const mark = kernels.mark();
  const shared = { data: place(kernels, x), rows: x.rows, cols: x.cols };
  const shares = openPass(kernels, shared, of.weights.length, covariance).share(of);
  kernels.release(mark);
  return shares;
}

interface Converged extends Gaussians {
  readonly meanLogLikelihood: number;
  readonly iterations: number;
}

function converge(pass: Pass, from: Gaussians, options: MixtureOptions, n: number): Converged {
  const { maxIterations = 100, tolerance = 1e-3, ridge = 1e-6 } = options;
  let now = from;
  let before = Number.NEGATIVE_INFINITY;
  for (let iteration = 1; ; iteration++) {
    const { likelihood, next } = pass.step(now, ridge);
    const mean = likelihood / n;
    if (iteration > maxIterations || Math.abs(mean - before) < tolerance)
      return { ...now, meanLogLikelihood: mean, iterations: iteration };
    before = mean;
    now = next;
  }
}

/** Each cluster's share, mean and scatter; one pass with its rows as certain. */
function fromClusters(
  kernels: Kernels,
  x: Matrix,
  { k, covariance, ridge = 1e-6 }: MixtureOptions,
  random: Random,
): Gaussians {
  const { labels, exactCentres: means } = kMeans(kernels, x, { k, restarts: 1, random });
  const d = x.cols;
  const width = covariance === "full" ? d * d : d;
  const sizes = new Float64Array(k);
  const covariances = new Float64Array(k * width);
  const difference = new Float64Array(d);
  for (const [row, label] of labels.entries()) {
    sizes[label]!++;
    for (let j = 0; j < d; j++) difference[j] = x.data[row * d + j]! - means[label * d + j]!;
    for (let a = 0; a < d; a++) {
      if (covariance === "diagonal") covariances[label * width + a]! += difference[a]! ** 2;
      else for (let b = 0; b < d; b++) covariances[label * width + a * d + b]! += difference[a]! * difference[b]!;
    }
  }
  for (let c = 0; c < k; c++)
    for (let at = 0; at < width; at++) {
      const isVariance = covariance === "diagonal" || at % (d + 1) === 0;
      const own = covariances[c * width + at]! / Math.max(1, sizes[c]!);
      covariances[c * width + at] = own + (isVariance ? ridge : 0);
    }
  // An empty cluster would have no logarithm.
  return { weights: sizes.map((size) => Math.max(size, 1e-3) / x.rows), means, covariances };
}

interface Pass {
  /** Parameters of a component's covariance. */
  readonly size: number;
  step(from: Gaussians, ridge: number): { likelihood: number; next: Gaussians };
  assign(of: Gaussians): { labels: Int32Array; strength: Float32Array };
  /** n × k. */
  share(of: Gaussians): Float32Array;
}

/** Sums of all blocks take at most about this many values. */
const mostValues = 2 ** 23;

function openPass(kernels: Kernels, x: Matrix, k: number, covariance: Covariance): Pass {
  const { rows: n, cols: d } = x;
  const isFull = covariance === "full";
  const size = isFull ? (d * (d + 1)) / 2 : d;
  const stride = 1 + d + size;
  const blocks = blocksOf(n, Math.max(1, Math.min(64, Math.floor(mostValues / (k * stride)))));
  const means = kernels.float64(k * d);
  const factors = kernels.float64(k * size);
  const constants = kernels.float64(k);
  const sums = kernels.float64(blocks.count * k * stride);
  const likelihoods = kernels.float64(blocks.count);
  const scratchBytes = 16 * k * (d + 1);
  const scratches = kernels.float64((kernels.threads * scratchBytes) / 8);
  const labels = kernels.int32(n);
  const strengths = kernels.float32(n);
  const description = kernels.int32(16);

  function run(from: Gaussians, isLast: boolean, shares = 0): void {
    means.set(from.means);
    for (let c = 0; c < k; c++) {
      const logDeterminant = isFull
        ? invertCholesky(from.covariances.subarray(c * d * d, (c + 1) * d * d), d, factors.subarray(c * size))
        : invertDeviations(from.covariances.subarray(c * d, (c + 1) * d), factors.subarray(c * size));
      constants[c] = Math.log(from.weights[c]!) + logDeterminant - 0.5 * d * Math.log(2 * Math.PI);
    }
    const views = [means, factors, constants, sums, likelihoods, scratches].map((view) => view.byteOffset);
    const targets = isLast ? [labels.byteOffset, strengths.byteOffset, shares] : [0, 0, 0];
    description.set([x.data.byteOffset, n, d, k, blocks.rows, Number(isFull), ...views, scratchBytes, ...targets]);
    kernels.run("mixturePass", blocks.count, [description.byteOffset], n * k * (2 * size + 20));
  }

  return {
    size,
    step(from, ridge) {
      run(from, false);
      const total = new Float64Array(k * stride);
      for (let block = 0; block < blocks.count; block++)
        for (let at = 0; at < total.length; at++) total[at]! += sums[block * k * stride + at]!;
      const likelihood = likelihoods.reduce((sum, value) => sum + value, 0);
      return { likelihood, next: maximise(from, total, { n, d, k, isFull, ridge }) };
    },
    assign(of) {
      run(of, true);
      return { labels: Int32Array.from(labels), strength: Float32Array.from(strengths) };
    },
    share(of) {
      const shares = kernels.float32(n * k);
      run(of, true, shares.byteOffset);
      return Float32Array.from(shares);
    },
  };
}

interface Shape {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly isFull: boolean;
  readonly ridge: number;
}

/** Parameters from sums around the old means: Σr(x − m)(x − m)ᵀ/Σr less the square of how far the mean moved. */
function maximise(from: Gaussians, total: Float64Array, { n, d, k, isFull, ridge }: Shape): Gaussians {
  const size = isFull ? (d * (d + 1)) / 2 : d;
  const stride = 1 + d + size;
  const weights = new Float64Array(k);
  const means = Float64Array.from(from.means);
  const covariances = Float64Array.from(from.covariances);
  for (let c = 0; c < k; c++) {
    const sums = total.subarray(c * stride, (c + 1) * stride);
    const count = sums[0]! + 10 * Number.EPSILON;
    weights[c] = count / n;
    if (!(sums[0]! > 1e-9)) continue;
    const moved = sums.subarray(1, 1 + d).map((sum) => sum / count);
    const products = sums.subarray(1 + d);
    for (let a = 0; a < d; a++) {
      means[c * d + a]! += moved[a]!;
      if (!isFull) covariances[c * d + a] = Math.max(0, products[a]! / count - moved[a]! ** 2) + ridge;
      else
        for (let b = 0; b <= a; b++) {
          const value = products[(a * (a + 1)) / 2 + b]! / count - moved[a]! * moved[b]!;
          covariances[(c * d + a) * d + b] = a === b ? Math.max(0, value) + ridge : value;
          covariances[(c * d + b) * d + a] = covariances[(c * d + a) * d + b]!;
        }
    }
  }
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return { weights: weights.map((weight) => weight / sum), means, covariances };
}

/** Into `factor`: d inverse deviations. Returns Σ ln of them. */
function invertDeviations(variances: Float64Array, factor: Float64Array): number {
  let logarithm = 0;
  for (const [j, variance] of variances.entries()) {
    factor[j] = 1 / Math.sqrt(variance);
    logarithm += Math.log(factor[j]!);
  }
  return logarithm;
}

/**
 * Into `factor`: the upper triangular U with UUᵀ = Σ⁻¹, column after column. Returns ln |U|. A Σ that rounding left without a
 * Cholesky factor gets a larger diagonal until it has one.
 */
function invertCholesky(covariance: Float64Array, d: number, factor: Float64Array): number {
  const trace = Array.from({ length: d }, (_, j) => covariance[j * d + j]!).reduce((sum, value) => sum + value, 0);
  let lower = choleskyOf(covariance, d, 0);
  for (let extra = 1e-12; lower === null; extra *= 10) lower = choleskyOf(covariance, d, (extra * trace) / d + 1e-300);
  let logarithm = 0;
  for (let a = 0; a < d; a++) {
    // Row a of L⁻¹ is column a of U.
    const row = (a * (a + 1)) / 2;
    factor[row + a] = 1 / lower[a * d + a]!;
    logarithm += Math.log(factor[row + a]!);
    for (let b = a - 1; b >= 0; b--) {
      let sum = 0;
      for (let m = b; m < a; m++) sum += lower[a * d + m]! * factor[(m * (m + 1)) / 2 + b]!;
      factor[row + b] = -sum / lower[a * d + a]!;
    }
  }
  return logarithm;
}

function choleskyOf(matrix: Float64Array, d: number, extra: number): Float64Array | null {
  const lower = new Float64Array(d * d);
  for (let a = 0; a < d; a++)
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * d + b]! + (a === b ? extra : 0);
      for (let m = 0; m < b; m++) sum -= lower[a * d + m]! * lower[b * d + m]!;
      if (a !== b) lower[a * d + b] = sum / lower[b * d + b]!;
      else if (sum > 0) lower[a * d + a] = Math.sqrt(sum);
      else return null;
    }
  return lower;
}
