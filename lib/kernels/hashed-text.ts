import { CladeError } from "../core/errors.ts";
import type { SparseMatrix } from "../core/sparse.ts";
import { blocksOf } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/** A power of two. */
export type Buckets = number;

/** Rows of a linear model on hashed features, ready for `encodeHashed`. */
export interface HashedRows {
  readonly buckets: Buckets;
  /** A multiple of 16. */
  readonly width: number;
  /** buckets × width. */
  readonly rows: Int8Array;
  /** What each row is multiplied by, buckets. */
  readonly scales: Float32Array;
  /** Inverse document frequency of each bucket. */
  readonly idf: Float32Array;
  /** width. */
  readonly mean: Float32Array;
}

/** Counts from here on weigh the same: 1 + ln(count) hardly grows any more. */
const logs = 4096;
/** Hashed features a UTF-16 unit can give: an ideograph four runs; a letter one of each length, its word and its pair. */
const mostPerUnit = 5;
/** Units a text is read up to: a novel in one cell must not take the memory of all the others. */
const mostUnits = 20_000;

let kindTable: Uint8Array | undefined;

/** Kind of each UTF-16 unit: 1 for letters, digits and marks, 2 for characters written without blanks and halves of pairs. */
function kinds(): Uint8Array {
  if (kindTable !== undefined) return kindTable;
  const table = new Uint8Array(65_536);
  const ideographs =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const letters = /[\p{L}\p{N}\p{M}_]/u;
  for (let unit = 0; unit < table.length; unit++) {
    const character = String.fromCharCode(unit);
    if ((unit >= 0xd800 && unit <= 0xdfff) || ideographs.test(character)) table[unit] = 2;
    else if (letters.test(character)) table[unit] = 1;
  }
  kindTable = table;
  return table;
}

/** What is hashed of a text: compatibility forms made plain (full-width letters), lower case. */
function plain(text: string): string {
  return (text.length > mostUnits ? text.slice(0, mostUnits) : text).normalize("NFKC").toLowerCase();
}

interface Placed {
  readonly description: number;
  readonly blocks: number;
  readonly lengths: readonly number[];
}

function placeTexts(kernels: Kernels, texts: readonly string[], buckets: Buckets): Placed {
  const plainTexts = texts.map(plain);
  const lengths = plainTexts.map((text) => text.length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const store = kernels.int32(Math.ceil(total / 2));
  const units = new Uint16Array(store.buffer, store.byteOffset, total);
  const offsets = kernels.int32(texts.length + 1);
  offsets[0] = 0;
  let at = 0;
  for (const [i, text] of plainTexts.entries()) {
    for (let j = 0; j < text.length; j++) units[at++] = text.charCodeAt(j);
    offsets[i + 1] = at;
  }
  const kindBytes = kernels.int32(65_536 / 4);
  new Uint8Array(kindBytes.buffer, kindBytes.byteOffset, 65_536).set(kinds());
  const counts = kernels.int32(buckets * kernels.threads).fill(0);
  const touched = kernels.int32(buckets * kernels.threads);
  const { rows, count } = blocksOf(texts.length, 256, 16);
  const description = kernels.int32(8);
  const addresses = [kindBytes.byteOffset, buckets, counts.byteOffset, touched.byteOffset];
  description.set([units.byteOffset, offsets.byteOffset, texts.length, rows, ...addresses]);
  return { description: description.byteOffset, blocks: count, lengths };
}

function checkBuckets(buckets: Buckets): void {
  if (buckets < 1 || (buckets & (buckets - 1)) !== 0)
    throw new CladeError("INTERNAL", { stage: "kernels", problem: `${buckets} buckets` });
}

/**
 * Counts of hashed features (Weinberger et al. 2009, doi:10.1145/1553374.1553516, unsigned): the words of a text, pairs of
 * neighbouring words, runs of 3 to 5 characters within a word and its edges; of characters written without blanks
 * (Chinese, Japanese, Thai) runs of 1 to 4. texts × buckets; columns of a row in the order of the text, not rising.
 * Texts are made plain (NFKC, lower case) first, and read up to 20,000 units.
 */
export function hashTexts(kernels: Kernels, texts: readonly string[], buckets: Buckets): SparseMatrix {
  checkBuckets(buckets);
  const mark = kernels.mark();
  const { description, blocks, lengths } = placeTexts(kernels, texts, buckets);
  const places = kernels.int32(texts.length);
  let room = 0;
  for (const [i, length] of lengths.entries()) {
    places[i] = room;
    room += Math.min(buckets, mostPerUnit * length);
  }
  const columns = kernels.int32(room);
  const values = kernels.float32(room);
  const found = kernels.int32(texts.length);
  const addresses = [places, columns, values, found].map((view) => view.byteOffset);
  kernels.run("hashTexts", blocks, [description, ...addresses], room * 8);
  const starts = new Int32Array(texts.length + 1);
  for (let i = 0; i < texts.length; i++) starts[i + 1] = starts[i]! + found[i]!;
  const entries = starts[texts.length]!;
  const result = {
    rows: texts.length,
    cols: buckets,
    starts,
    columns: new Int32Array(entries),
    values: new Float32Array(entries),
  };
  for (let i = 0; i < texts.length; i++) {
    const place = places[i]!;
    result.columns.set(columns.subarray(place, place + found[i]!), starts[i]);
    result.values.set(values.subarray(place, place + found[i]!), starts[i]);
  }
  kernels.release(mark);
  return result;
}

/** A model in shared memory; texts are encoded by it block by block. Released by the mark taken before. */
export interface PlacedRows {
  readonly model: HashedRows;
  readonly description: number;
}

export function placeRows(kernels: Kernels, model: HashedRows): PlacedRows {
  const { buckets, width } = model;
  checkBuckets(buckets);
  const bytes = kernels.int32((buckets * width) / 4);
  new Int8Array(bytes.buffer, bytes.byteOffset, buckets * width).set(model.rows);
  const scales = kernels.float32(buckets);
  const idf = kernels.float32(buckets);
  const mean = kernels.float32(width);
  const table = kernels.float32(logs);
  scales.set(model.scales);
  idf.set(model.idf);
  mean.set(model.mean);
  for (let times = 1; times < logs; times++) table[times] = 1 + Math.log(times);
  const description = kernels.int32(8);
  const addresses = [bytes, scales, idf, mean].map((view) => view.byteOffset);
  description.set([...addresses, width, table.byteOffset, logs]);
  return { model, description: description.byteOffset };
}

/**
 * Vectors of texts: mean + Σ weight · row over their hashed features, weights (1 + ln count) · idf scaled to length 1, and the
 * vector scaled to length 1. Writes texts × width into `out`; returns how many features each text had: with 0 the vector is
 * the mean's direction and says nothing. A vector depends on its text only.
 */
export function encodeHashed(
  kernels: Kernels,
  { model, description: rows }: PlacedRows,
  texts: readonly string[],
  out: Float32Array,
): Int32Array {
  const mark = kernels.mark();
  const { description, blocks, lengths } = placeTexts(kernels, texts, model.buckets);
  const vectors = kernels.float32(texts.length * model.width);
  const found = kernels.int32(texts.length);
  const work = lengths.reduce((sum, length) => sum + length, 0) * mostPerUnit * model.width;
  kernels.run("encodeTexts", blocks, [description, rows, vectors.byteOffset, found.byteOffset], work);
  out.set(vectors);
  const known = Int32Array.from(found);
  kernels.release(mark);
  return known;
}
