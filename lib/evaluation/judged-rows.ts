import type { OpenedMatrix } from "../clustering/streaming/stored-rows.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { blockRows, blocksOfRows, gatherSourceRows, type RowSource } from "../core/row-source.ts";
import type { PcaResult } from "../kernels/pca.ts";
import type { Kernels } from "../kernels/pool.ts";
import { mapCoordinates } from "./map.ts";
import { simpleSample } from "./sample.ts";

/** The rows that judges look at. */
export interface JudgedRows {
  readonly x: Matrix;
  /** The user at each row of x, ascending; null where x holds everybody. */
  readonly at: Int32Array | null;
  /** Users that x stands for. */
  readonly population: number;
}

/** What says of millions what they are, and costs seconds to judge. */
const mostJudged = 100_000;

/** All complete rows where they are in memory, else a simple random sample of them in kernel memory. */
export function judgedRows(
  kernels: Kernels,
  { matrix, complete, completeAt }: OpenedMatrix,
  random: Random,
): JudgedRows {
  if (matrix) return { x: matrix, at: completeAt, population: matrix.rows };
  const drawn = simpleSample(complete.rows, mostJudged, random);
  const x = gatherSourceRows(complete, drawn, kernels.matrix(drawn.length, complete.cols));
  return { x, at: completeAt ? drawn.map((row) => completeAt[row] ?? 0) : drawn, population: complete.rows };
}

/** One value a user: those of the rows of x, and NaN for who was not judged. */
export function spreadOverUsers(values: Float32Array, at: Int32Array | null, users: number): Float32Array {
  if (at === null) return values;
  const all = new Float32Array(users).fill(Number.NaN);
  for (const [i, user] of at.entries()) all[user] = values[i] ?? Number.NaN;
  return all;
}

/** Everybody's place on the map, users × 2. */
export function mapUsers(
  { complete, completeAt, partial, partialAt }: OpenedMatrix,
  principal: Pick<PcaResult, "mean" | "axes">,
): Float32Array {
  const coordinates = new Float32Array(2 * (complete.rows + partial.rows));
  placeRows(complete, completeAt, principal, coordinates);
  placeRows(partial, partialAt, principal, coordinates);
  return coordinates;
}

function placeRows(
  source: RowSource,
  at: Int32Array | null,
  principal: Pick<PcaResult, "mean" | "axes">,
  into: Float32Array,
): void {
  const { rows, cols } = source;
  const size = Math.min(rows, blockRows(cols));
  const block = new Float32Array(size * cols);
  for (const [from, to] of blocksOfRows(rows, size)) {
    source.read(from, to, block);
    const placed = mapCoordinates({ data: block, rows: to - from, cols }, principal);
    if (at === null) into.set(placed, 2 * from);
    else
      for (let i = from; i < to; i++) into.set(placed.subarray(2 * (i - from), 2 * (i - from) + 2), 2 * (at[i] ?? 0));
  }
}
