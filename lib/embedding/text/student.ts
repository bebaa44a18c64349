import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { SparseMatrix } from "../../core/sparse.ts";
import { encodeHashed, type HashedRows, hashTexts, placeRows } from "../../kernels/hashed-text.ts";
import { pca } from "../../kernels/pca.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { fitRidge } from "../../kernels/ridge.ts";
import type { EncodeOptions } from "../encoders/encoder.ts";
import type { Student } from "./student-file.ts";

export interface StudentOptions {
  /** A power of two. */
  readonly buckets: number;
  /** λ of the ridge. */
  readonly penalty: number;
  /** At most the teacher's; below it, the teacher's principal components. */
  readonly dimension: number;
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
  /** 0…1. */
  readonly progress?: ((fraction: number) => void) | undefined;
}

export interface Teacher {
  readonly name: string;
  /** texts × d, rows of length 1. */
  readonly vectors: Matrix;
}

export const studentDefaults = { buckets: 32_768, penalty: 1, maxIterations: 40 } as const;

/** Where the longest gradient is this short, further passes change no vector that anybody would see. */
const tolerance = 0.01;
/** Texts hashed or encoded at a time: memory stays flat however many there are. */
const blockOfTexts = 4096;

/**
 * A linear model of hashed words and character runs (TF-IDF weights: (1 + ln count) · smooth idf, rows of length 1) that
 * reproduces a teacher's vectors: ridge regression to the centred vectors, weights kept as int8 with a scale a row.
 * @throws CANCELLED by the signal.
 */
export function trainStudent(
  kernels: Kernels,
  texts: readonly string[],
  teacher: Teacher,
  options: StudentOptions,
): Student {
  const { buckets, penalty, maxIterations, signal, progress } = options;
  const target = targetOf(kernels, teacher.vectors, options.dimension);
  const counts = hashTexts(kernels, texts, buckets);
  const idf = idfOf(counts);
  const features = weigh(counts, idf);
  const { weights } = fitRidge(kernels, features, target.centred, {
    penalty,
    tolerance,
    maxIterations,
    signal,
    progress: (iteration) => progress?.(iteration / maxIterations),
  });
  return { teacher: teacher.name, dimension: weights.cols, rows: quantise(weights, idf, target.mean) };
}

/** Vectors of texts, rows of length 1: texts × dimension. A text without a word gives the direction of the mean. */
export function encodeByStudent(
  kernels: Kernels,
  { rows: model, dimension }: Student,
  texts: readonly string[],
  { signal, progress }: EncodeOptions = {},
): Matrix {
  const mark = kernels.mark();
  const placed = placeRows(kernels, model);
  const data = new Float32Array(texts.length * dimension);
  const block = new Float32Array(blockOfTexts * model.width);
  for (let from = 0; from < texts.length; from += blockOfTexts) {
    if (signal?.aborted) throw new CladeError("CANCELLED");
    const some = texts.slice(from, from + blockOfTexts);
    encodeHashed(kernels, placed, some, block.subarray(0, some.length * model.width));
    for (let i = 0; i < some.length; i++)
      data.set(block.subarray(i * model.width, i * model.width + dimension), (from + i) * dimension);
    progress?.((from + some.length) / texts.length);
  }
  kernels.release(mark);
  return { data, rows: texts.length, cols: dimension };
}

/** The teacher's vectors less their mean, along its principal axes where fewer dimensions are asked for. */
function targetOf(kernels: Kernels, teacher: Matrix, dimension: number): { centred: Matrix; mean: Float32Array } {
  const { rows, cols } = teacher;
  if (dimension < cols) {
    const { scores, axes, mean } = pca(kernels, teacher, dimension);
    const turned = new Float32Array(dimension);
    for (let c = 0; c < dimension; c++) {
      for (let j = 0; j < cols; j++) turned[c] = (turned[c] ?? 0) + (axes[c * cols + j] ?? 0) * (mean[j] ?? 0);
    }
    return { centred: scores, mean: turned };
  }
  const mean = new Float64Array(cols);
  for (let at = 0; at < rows * cols; at++) mean[at % cols] = (mean[at % cols] ?? 0) + (teacher.data[at] ?? 0) / rows;
  const data = Float32Array.from(teacher.data, (value, at) => value - (mean[at % cols] ?? 0));
  return { centred: { data, rows, cols }, mean: Float32Array.from(mean) };
}

/** Smooth inverse document frequency of every bucket. */
function idfOf(counts: SparseMatrix): Float32Array {
  const documents = new Float64Array(counts.cols);
  for (const bucket of counts.columns) documents[bucket] = (documents[bucket] ?? 0) + 1;
  return Float32Array.from(documents, (df) => Math.log((1 + counts.rows) / (1 + df)) + 1);
}

function weigh(counts: SparseMatrix, idf: Float32Array): SparseMatrix {
  const values = new Float32Array(counts.columns.length);
  for (let row = 0; row < counts.rows; row++) {
    const from = counts.starts[row] ?? 0;
    const to = counts.starts[row + 1] ?? 0;
    let length = 0;
    for (let e = from; e < to; e++) {
      const value = (1 + Math.log(counts.values[e] ?? 1)) * (idf[counts.columns[e] ?? 0] ?? 0);
      values[e] = value;
      length += value * value;
    }
    for (let e = from; e < to; e++) values[e] = (values[e] ?? 0) / Math.sqrt(length);
  }
  return { ...counts, values };
}

/** Rows as int8 of their largest weight's 127th; columns padded to whole registers. */
function quantise(weights: Matrix, idf: Float32Array, mean: Float32Array): HashedRows {
  const width = Math.ceil(weights.cols / 16) * 16;
  const rows = new Int8Array(weights.rows * width);
  const scales = new Float32Array(weights.rows);
  for (let bucket = 0; bucket < weights.rows; bucket++) {
    const row = weights.data.subarray(bucket * weights.cols, (bucket + 1) * weights.cols);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest === 0) continue;
    scales[bucket] = largest / 127;
    for (const [j, value] of row.entries()) rows[bucket * width + j] = Math.round((value * 127) / largest);
  }
  const padded = new Float32Array(width);
  padded.set(mean);
  return { buckets: weights.rows, width, rows, scales, idf, mean: padded };
}
