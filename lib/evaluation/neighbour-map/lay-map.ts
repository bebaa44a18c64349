import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { placeOnUmap } from "../../kernels/place-on-umap.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { umap } from "../../kernels/umap.ts";
import { gatherRows, simpleSample } from "../sample.ts";
import type { UmapConfig } from "../schema.ts";
import { type Place, placePartial } from "./place-partial.ts";

export interface LayInput extends UmapConfig {
  /** n × d, finite. */
  readonly complete: Matrix;
  /** m × d, NaN where missing. */
  readonly partial: Matrix;
  /** Places of the complete rows on an earlier map, n × 2, NaN for who was not on it; null: there is none. */
  readonly earlier: Float32Array | null;
  readonly random: Random;
  /** Beyond so many complete rows the picture is made from a sample. */
  readonly fitUpTo: number;
  progress(fraction: number): void;
}

export interface LaidMap {
  readonly complete: Float32Array;
  readonly partial: Float32Array;
  readonly fitted: number;
  /** Of the fitted rows, those that began where they stood on the earlier map. */
  readonly known: number;
}

/** So small a share of known rows would hold the others nowhere. */
const leastKnown = 0.1;
/** Rows that are laid in at once. */
const stretch = 65_536;

/**
 * A picture of the complete rows by their nearest neighbours (UMAP: McInnes, Healy & Melville 2018, arXiv:1802.03426), into
 * which the others are laid. Where enough of the rows have a place on an earlier map they begin there, so that the picture
 *  grows on and neither turns nor flips. Beyond `fitUpTo` rows it is made from a
 * simple random sample and the rest is laid in. The kernels' memory is given back.
 */
export function layMap(kernels: Kernels, input: LayInput): LaidMap {
  const { complete, partial, earlier, random, fitUpTo, neighbours, minDistance } = input;
  const mark = kernels.mark();
  const at = complete.rows > fitUpTo ? simpleSample(complete.rows, fitUpTo, random.fork("sample")) : null;
  const fitted = at ? gatherRows(complete, at, kernels.matrix(at.length, complete.cols)) : complete;
  const stood = earlier && at ? pickPlaces(earlier, at) : earlier;
  const known = stood ? countKnown(stood) : 0;
  const isContinued = known >= Math.max(3, leastKnown * fitted.rows);
  const result = umap(kernels, fitted, {
    ...{ neighbours, minDistance, random: random.fork("layout") },
    start: isContinued && stood ? stood : undefined,
    progress: (fraction) => input.progress(0.9 * fraction),
  });
  const { coordinates } = result;
  const layIn: Place = (seen, rows) =>
    placeOnUmap(kernels, seen, coordinates, rows, { ...result, random: random.fork("place") });
  const placed = {
    complete: at ? layRest(complete, { at, coordinates }, (rows) => layIn(fitted, rows)) : coordinates,
    partial: placePartial(fitted, coordinates, partial, layIn),
  };
  kernels.release(mark);
  return { ...placed, fitted: fitted.rows, known: isContinued ? known : 0 };
}

function countKnown(places: Float32Array): number {
  let known = 0;
  for (let at = 0; at < places.length; at += 2) if (!Number.isNaN(places[at])) known++;
  return known;
}

function layRest(
  x: Matrix,
  { at, coordinates }: { readonly at: Int32Array; readonly coordinates: Float32Array },
  layIn: (rows: Matrix) => Float32Array,
): Float32Array {
  const places = new Float32Array(2 * x.rows);
  for (const [i, row] of at.entries()) places.set(coordinates.subarray(2 * i, 2 * i + 2), 2 * row);
  const rest: number[] = [];
  for (let row = 0, next = 0; row < x.rows; row++)
    if (at[next] === row) next++;
    else rest.push(row);
  for (let from = 0; from < rest.length; from += stretch) {
    const rows = rest.slice(from, from + stretch);
    const found = layIn(gatherRows(x, Int32Array.from(rows)));
    for (const [i, row] of rows.entries()) places.set(found.subarray(2 * i, 2 * i + 2), 2 * row);
  }
  return places;
}

export function pickPlaces(places: Float32Array, rows: Int32Array): Float32Array {
  return gatherRows({ data: places, rows: places.length / 2, cols: 2 }, rows).data;
}
