import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { nearestRows } from "./nearest-rows.ts";
import { type Forest, growForest } from "./neighbour-forest.ts";
import type { Kernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";

/** Of m queries, in shared memory until the caller releases it. */
export interface FoundRows {
  /** m × k: rows of the searched matrix, nearest first. */
  readonly rows: Int32Array;
  /** m × k: how far they are. */
  readonly distances: Float32Array;
}

/** Pairs of numbers that are compared in about a second. */
const cheapPairs = 4e9;
const trees = 16;
const rowsOfLeaf = 64;
const rowsOfBlock = 64;

/**
 * The k rows of `among` that are nearest to each query; 1 ≤ k ≤ rows. Exact where no more than `cheap` pairs of numbers are to be compared, else the nearest in the leaves
 * of 16 random projection trees that a query falls into, which depend on the seed and not on other queries:
 * O(trees·(n + m)·d·(log n + leaf)) time.
 */
export function searchNeighbours(
  kernels: Kernels,
  among: Matrix,
  queries: Matrix,
  k: number,
  random: Random,
  cheap = cheapPairs,
): FoundRows {
  const rows = kernels.int32(queries.rows * k).fill(0x7fff_ffff);
  const distances = kernels.float32(queries.rows * k).fill(Number.POSITIVE_INFINITY);
  const mark = kernels.mark();
  const isCheap = queries.rows * among.rows * among.cols <= cheap || among.rows <= 4 * k;
  if (isCheap) searchExactly(kernels, among, queries, { rows, distances });
  else searchForest(kernels, among, queries, { rows, distances }, random);
  kernels.release(mark);
  return { rows, distances };
}

function searchExactly(kernels: Kernels, among: Matrix, queries: Matrix, found: FoundRows): void {
  const k = found.rows.length / queries.rows;
  const cells = openSpaceCells(kernels, among);
  const asked = openSpaceCells(kernels, queries, cells);
  const { squared, places } = nearestRows(kernels, asked, cells, k);
  for (const [place, row] of asked.rowAt.entries())
    for (let i = 0; i < k; i++) {
      found.rows[row * k + i] = cells.rowAt[places[place * k + i]!]!;
      found.distances[row * k + i] = Math.sqrt(squared[place * k + i]!);
    }
}

function searchForest(kernels: Kernels, among: Matrix, queries: Matrix, found: FoundRows, random: Random): void {
  const m = queries.rows;
  const k = found.rows.length / m;
  const width = Math.ceil(among.cols / 4) * 4;
  const x = { data: padColumns(kernels, among, width), rows: among.rows, cols: width };
  const leaves = Math.ceil(among.rows / Math.max(rowsOfLeaf, 2 * k));
  const forest = growForest(kernels, x, leaves, trees, random);
  const { rows, squared } = searchLeaves(kernels, { forest, width, trees }, padColumns(kernels, queries, width), m, k);
  for (let i = 0; i < m * k; i++) {
    found.rows[i] = rows[i]! & 0x7fff_ffff;
    found.distances[i] = Math.sqrt(squared[i]!);
  }
}

/** Of m queries, in shared memory. */
interface LeafRows {
  /** Of the kernels' description (assembly/descent.ts). */
  readonly address: number;
  /** m × k: rows, nearest first, with the sign bit; its complement where there are fewer. */
  readonly rows: Int32Array;
  readonly squared: Float32Array;
}

interface Searched {
  readonly forest: Forest;
  readonly width: number;
  readonly trees: number;
}

/** The k nearest among the leaves that each query falls into. queries: m × width. */
export function searchLeaves(
  kernels: Kernels,
  { forest, width, trees }: Searched,
  queries: Float32Array,
  m: number,
  k: number,
): LeafRows {
  const rows = kernels.int32(m * k).fill(0x7fff_ffff);
  const squared = kernels.float32(m * k).fill(Number.POSITIVE_INFINITY);
  const graph = kernels.int32(19).fill(0);
  graph.set([0, m, width, k, squared.byteOffset, rows.byteOffset]);
  const directions = kernels.float32(kernels.threads * (width + 4));
  const args = [graph.byteOffset, forest.address, queries.byteOffset, rowsOfBlock, directions.byteOffset];
  kernels.run("searchForest", Math.ceil(m / rowsOfBlock), args, m * trees * width * 2 * rowsOfLeaf);
  return { address: graph.byteOffset, rows, squared };
}

/** A copy whose rows are filled with 0 up to `width`. */
export function padColumns(kernels: Kernels, { data, rows, cols }: Matrix, width: number): Float32Array {
  if (width === cols && kernels.holds(data)) return data;
  const padded = kernels.float32(rows * width);
  if (width === cols) padded.set(data.subarray(0, rows * cols));
  else {
    padded.fill(0);
    for (let row = 0; row < rows; row++) padded.set(data.subarray(row * cols, (row + 1) * cols), row * width);
  }
  return padded;
}
