import type { OpenedMatrix } from "../../clustering/streaming/stored-rows.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { blockRows, blocksOfRows, gatherSourceRows } from "../../core/row-source.ts";
import { placeOnUmap } from "../../kernels/place-on-umap.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { umap } from "../../kernels/umap.ts";
import { simpleSample } from "../sample.ts";
import type { UmapConfig } from "../schema.ts";
import { type Alignment, alignTo } from "./align.ts";
import { type Place, placePartial } from "./place-partial.ts";

export interface LayInput extends UmapConfig {
  readonly rows: Pick<OpenedMatrix, "matrix" | "complete" | "completeAt" | "partial" | "partialAt">;
  /** Places of users on an earlier map, users × 2, NaN for who was not on it; null: there is none. */
  readonly earlier: Float32Array | null;
  readonly random: Random;
  /** Beyond so many complete rows the picture is made from a sample. */
  readonly fitUpTo: number;
  progress(fraction: number): void;
}

export interface LaidMap {
  /** Of all users, users × 2. */
  readonly coordinates: Float32Array;
  /** The rows that the picture was made from, and their places. */
  readonly fitted: Matrix;
  readonly places: Float32Array;
  /** Fitted rows that began where they stood on the earlier map, and how far they went from there; null: it is made afresh. */
  readonly continued: ({ readonly known: number } & Alignment) | null;
}

/** So small a share of known rows would hold the others nowhere. */
const leastKnown = 0.1;
/** Kernels reach 4 GiB, and the neighbours need their part of it. */
const mostBytes = 2 ** 30;

/**
 * A picture of the complete rows by their nearest neighbours (UMAP: McInnes, Healy & Melville 2018, arXiv:1802.03426), into
 * which the others are laid: who misses a feature, and beyond `fitUpTo` rows those outside of a simple random sample. Where
 * enough rows have a place on an earlier map they begin there, and the picture is turned back to it, so that people find it as
 * they know it. `fitted` stays in the kernels' memory.
 */
export function layMap(kernels: Kernels, input: LayInput): LaidMap {
  const { rows, earlier, random, neighbours, minDistance, progress } = input;
  const { complete, completeAt, partial, partialAt } = rows;
  const most = Math.min(input.fitUpTo, Math.max(1, Math.floor(mostBytes / 4 / Math.max(1, complete.cols))));
  const whole = complete.rows <= most ? rows.matrix : null;
  const drawn = whole ? null : simpleSample(complete.rows, most, random.fork("sample"));
  const fitted = whole ?? gather(kernels, rows, drawn ?? new Int32Array(0));
  const userAt = (row: number) => completeAt?.[row] ?? row;
  const start = earlier && startOf(fitted.rows, earlier, (i) => userAt(drawn?.[i] ?? i));
  const result = umap(kernels, fitted, {
    ...{ neighbours, minDistance, random: random.fork("layout") },
    start: start?.places,
    progress: (fraction) => progress(0.8 * fraction),
  });
  const { coordinates: places } = result;
  const continued = start && { known: start.known, ...alignTo(places, start.places) };
  const layIn: Place = (seen, others) =>
    placeOnUmap(kernels, seen, places, others, { ...result, random: random.fork("place") });

  const coordinates = new Float32Array(2 * (complete.rows + partial.rows));
  const put = (user: number, from: Float32Array, i: number) =>
    coordinates.set(from.subarray(2 * i, 2 * i + 2), 2 * user);
  for (let i = 0; i < fitted.rows; i++) put(userAt(drawn?.[i] ?? i), places, i);
  const rest = drawn ? othersThan(drawn, complete.rows) : new Int32Array(0);
  for (const [from, to] of blocksOfRows(rest.length, blockRows(complete.cols))) {
    const picked = rest.subarray(from, to);
    const laid = layIn(fitted, gatherSourceRows(complete, picked));
    for (const [i, row] of picked.entries()) put(userAt(row), laid, i);
    progress(0.8 + (0.1 * to) / rest.length);
  }
  const laid = placePartial(fitted, places, partial, layIn);
  for (const [i, user] of partialAt.entries()) put(user, laid, i);
  progress(1);
  return { coordinates, fitted, places, continued };
}

function gather(kernels: Kernels, { complete }: LayInput["rows"], picked: Int32Array): Matrix {
  return gatherSourceRows(complete, picked, kernels.matrix(picked.length, complete.cols));
}

/** Where the fitted rows begin, NaN for the unknown; null where too few are known. */
function startOf(rows: number, earlier: Float32Array, userAt: (row: number) => number) {
  const places = new Float32Array(2 * rows);
  let known = 0;
  for (let row = 0; row < rows; row++) {
    const user = userAt(row);
    places.set(earlier.subarray(2 * user, 2 * user + 2), 2 * row);
    if (!Number.isNaN(places[2 * row])) known++;
  }
  return known >= Math.max(3, leastKnown * rows) ? { places, known } : null;
}

/** The numbers 0…n−1 that are not among `drawn`, both ascending. */
function othersThan(drawn: Int32Array, n: number): Int32Array {
  const others = new Int32Array(n - drawn.length);
  for (let row = 0, next = 0; row < n; row++)
    if (drawn[next] === row) next++;
    else others[row - next] = row;
  return others;
}
