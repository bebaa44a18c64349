import type { Matrix } from "../core/matrix.ts";
import { eigenSymmetric } from "../kernels/eigen.ts";
import type { Kernels } from "../kernels/pool.ts";
import { mutualNeighbours } from "./mutual-neighbours.ts";
import { type ReducedBlock, reduceBlock } from "./reduce-block.ts";

export interface AlignOptions {
  /** Columns of each space, side by side in the vectors: one a language, which cannot be compared as they are. */
  readonly widths: readonly number[];
  /** users × p: what is known of users in the same units whatever they speak; NaN where missing. */
  readonly bridge: Matrix;
  readonly dimensions: number;
}

/** A space with fewer users has no axes of its own to speak of; who writes in it alone is placed by the other blocks. */
const fewestUsers = 50;
/** Squared length below which a part is a word or two: it says nothing of who speaks the language. */
const leastShare = 0.1;
/** Pairs settle in a few rounds. */
const rounds = 4;

/**
 * Vectors of several spaces in one: each space's principal components, centred, are turned onto those of the space with most
 * users, so that who speaks another language is no segment for that. The turn (orthogonal, Schönemann 1966,
 * doi:10.1007/BF02289451) brings together the directions that go with the same values of the bridge, and is then refined on
 * pairs of users of either space who are each other's nearest (as in Conneau et al. 2018, arXiv:1710.04087). Distances
 * within a space stay. With one space it is `reduceBlock`; without a bridge the pairs alone turn, from axes of equal rank.
 * vectors: users × Σ widths, rows of length 1 or NaN; the squared length of a part is the space's share in a user.
 */
export function alignSpaces(
  kernels: Kernels,
  vectors: Matrix,
  { widths, bridge, dimensions }: AlignOptions,
): ReducedBlock {
  const parts = partsOf(vectors, widths);
  const [main, ...others] = parts.filter(({ users }, i) => users >= fewestUsers || i === 0);
  if (main === undefined || widths.length < 2) return reduceBlock(kernels, vectors, dimensions);
  const width = Math.min(dimensions, ...[main, ...others].map(({ directions }) => directions.cols));
  const standard = standardise(bridge);
  const reduced = [main, ...others].map((part) => ({ ...part, ...reduceBlock(kernels, part.directions, width) }));
  const target = reduced[0]?.matrix ?? main.directions;
  const { rows } = vectors;
  const data = new Float32Array(rows * width);
  const found = new Float64Array(rows);
  for (const [i, { matrix, squares }] of reduced.entries()) {
    const turned = i === 0 ? matrix : turnOnto(target, matrix, standard);
    for (let row = 0; row < rows; row++) {
      const share = squares[row] ?? 0;
      if (share === 0) continue;
      found[row] = (found[row] ?? 0) + share;
      for (let j = 0; j < width; j++) {
        data[row * width + j] = (data[row * width + j] ?? 0) + share * (turned.data[row * width + j] ?? 0);
      }
    }
  }
  for (const [row, share] of found.entries()) {
    const own = data.subarray(row * width, (row + 1) * width);
    if (share === 0) own.fill(Number.NaN);
    else for (let j = 0; j < width; j++) own[j] = (own[j] ?? 0) / share;
  }
  const users = reduced.reduce((sum, part) => sum + part.users, 0);
  return {
    matrix: { data, rows, cols: width },
    covered: found.filter((share) => share > 0).length,
    shares: Array.from({ length: width }, (_, j) =>
      reduced.reduce((sum, part) => sum + ((part.shares[j] ?? 0) * part.users) / users, 0),
    ),
  };
}

interface Part {
  /** users × columns of the space: rows of length 1, NaN for who has nothing in it. */
  readonly directions: Matrix;
  /** Squared length of each user's part, 0…1. */
  readonly squares: Float64Array;
  readonly users: number;
}

/** Most users first. */
function partsOf({ data, rows, cols }: Matrix, widths: readonly number[]): Part[] {
  let first = 0;
  const parts = widths.map((width): Part => {
    const directions = { data: new Float32Array(rows * width).fill(Number.NaN), rows, cols: width };
    const squares = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const own = data.subarray(row * cols + first, row * cols + first + width);
      const square = own.reduce((sum, value) => sum + value * value, 0);
      if (!(square >= leastShare)) continue;
      squares[row] = square;
      const length = Math.sqrt(square);
      directions.data.set(
        own.map((value) => value / length),
        row * width,
      );
    }
    first += width;
    return { directions, squares, users: squares.filter((square) => square > 0).length };
  });
  return parts.sort((a, b) => b.users - a.users);
}

function turnOnto(target: Matrix, source: Matrix, bridge: Matrix): Matrix {
  const d = target.cols;
  const [there, here] = [alongBridge(target, bridge), alongBridge(source, bridge)];
  let turned = bridge.cols > 0 ? turn(source, polarFactor(product(here, there, d, bridge.cols), d)) : source;
  for (let round = 0; round < rounds; round++) {
    const cross = new Float64Array(d * d);
    for (const [mine, theirs] of mutualNeighbours(turned, target, bridge)) {
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) {
          const at = i * d + j;
          cross[at] = (cross[at] ?? 0) + (source.data[mine * d + i] ?? 0) * (target.data[theirs * d + j] ?? 0);
        }
    }
    turned = turn(source, polarFactor(cross, d));
  }
  return turned;
}

/** d × p: covariance of the columns of x with those of the bridge, over the rows that x has. */
function alongBridge({ data, rows, cols: d }: Matrix, bridge: Matrix): Float64Array {
  const p = bridge.cols;
  const sums = new Float64Array(d * p);
  const means = new Float64Array(p);
  const present = Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(data[row * d]));
  for (const row of present)
    for (let j = 0; j < p; j++) means[j] = (means[j] ?? 0) + (bridge.data[row * p + j] ?? 0) / present.length;
  for (const row of present)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < p; j++) {
        const step = (data[row * d + i] ?? 0) * ((bridge.data[row * p + j] ?? 0) - (means[j] ?? 0));
        sums[i * p + j] = (sums[i * p + j] ?? 0) + step / present.length;
      }
  return sums;
}

/** A·Bᵀ for d × p matrices. */
function product(a: Float64Array, b: Float64Array, d: number, p: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    let sum = 0;
    for (let k = 0; k < p; k++) sum += (a[i * p + k] ?? 0) * (b[j * p + k] ?? 0);
    return sum;
  });
}

/**
 * The turn nearest to a d × d matrix: M·(MᵀM)^−½, U·Vᵀ of its singular value decomposition. Directions of which M says
 * nothing (singular values below 1e-6 of the largest) are left out rather than turned anywhere.
 */
export function polarFactor(m: Float64Array, d: number): Float64Array {
  const columns = transpose(m, d);
  const { values, vectors } = eigenSymmetric(product(columns, columns, d, d), d);
  const least = 1e-12 * (values[0] ?? 0);
  const root = new Float64Array(d * d);
  for (const [i, value] of values.entries()) {
    if (!(value > least)) continue;
    for (let a = 0; a < d; a++)
      for (let b = 0; b < d; b++)
        root[a * d + b] =
          (root[a * d + b] ?? 0) + ((vectors[i * d + a] ?? 0) * (vectors[i * d + b] ?? 0)) / Math.sqrt(value);
  }
  return product(m, root, d, d);
}

function transpose(m: Float64Array, d: number): Float64Array {
  return Float64Array.from(m, (_, at) => m[(at % d) * d + Math.floor(at / d)] ?? 0);
}

function turn({ data, rows, cols: d }: Matrix, by: Float64Array): Matrix {
  const turned = new Float32Array(rows * d);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += (data[row * d + i] ?? 0) * (by[i * d + j] ?? 0);
      turned[row * d + j] = sum;
    }
  return { data: turned, rows, cols: d };
}

/** Each column of mean 0 and deviation 1; missing values are 0, which is the mean. */
function standardise({ data, rows, cols }: Matrix): Matrix {
  const standard = new Float32Array(rows * cols);
  for (let j = 0; j < cols; j++) {
    let [n, mean, squares] = [0, 0, 0];
    for (let row = 0; row < rows; row++) {
      const value = data[row * cols + j] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const before = value - mean;
      mean += before / ++n;
      squares += before * (value - mean);
    }
    const deviation = Math.sqrt(squares / Math.max(1, n));
    if (!(deviation > 0)) continue;
    for (let row = 0; row < rows; row++) {
      const value = data[row * cols + j] ?? Number.NaN;
      if (!Number.isNaN(value)) standard[row * cols + j] = (value - mean) / deviation;
    }
  }
  return { data: standard, rows, cols };
}
