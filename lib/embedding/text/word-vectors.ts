import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { type SkipGramOptions, trainSkipGrams } from "../../kernels/word2vec.ts";
import { countTerms } from "./vocabulary.ts";

export interface WordVectors {
  /** Sorted by code point. */
  readonly vocabulary: readonly string[];
  /** words × dimension, rows of length 1. */
  readonly vectors: Matrix;
  /** Share of all words that each is. */
  readonly shares: Float64Array;
  /** Mean loss a pair of every epoch. */
  readonly losses: readonly number[];
}

export interface Neighbour {
  readonly word: string;
  /** −1…1. */
  readonly cosine: number;
}

/** For texts: words near each other in a sentence. */
export const word2VecDefaults = {
  ...{ dimension: 64, window: 5, negatives: 5, epochs: 10, rate: 0.025, subsampling: 1e-3 },
  repeatable: true,
} as const;
/** For baskets and sessions: everything in one goes together, and no item is a filler word (Barkan & Koenigstein 2016). */
export const item2VecDefaults = {
  ...{ dimension: 32, window: 20, negatives: 10, epochs: 20, rate: 0.025, subsampling: 0 },
  repeatable: true,
} as const;

const leastTimes = 3;

/**
 * Vectors of words (or items) from sequences of them, by skip-gram with negative sampling. Those in fewer than three
 * sequences are left out: nothing can be learnt of them.
 * @throws CANCELLED by the signal; TOO_FEW_WORDS when fewer than two are left.
 */
export function fitWordVectors(
  kernels: Kernels,
  sequences: readonly (readonly string[])[],
  options: SkipGramOptions,
): WordVectors {
  const limits = { minDocuments: leastTimes, maxDocuments: 1, maxTerms: Number.POSITIVE_INFINITY };
  const { vocabulary } = countTerms(sequences, limits);
  if (vocabulary.length < 2) throw new CladeError("TOO_FEW_WORDS", { words: vocabulary.length, least: leastTimes });
  const numberOf = new Map(vocabulary.map((word, number) => [word, number]));
  const known = sequences.map((words) => words.flatMap((word) => numberOf.get(word) ?? []));
  const starts = new Int32Array(known.length + 1);
  for (const [i, words] of known.entries()) starts[i + 1] = (starts[i] ?? 0) + words.length;
  const numbers = Int32Array.from(known.flat());
  const { vectors, losses } = trainSkipGrams(kernels, { words: vocabulary.length, numbers, starts }, options);
  const shares = new Float64Array(vocabulary.length);
  for (const number of numbers) shares[number] = (shares[number] ?? 0) + 1 / numbers.length;
  for (let row = 0; row < vectors.rows; row++) normalise(vectors.data, row, vectors.cols);
  return { vocabulary, vectors, shares, losses };
}

/** The words nearest to one, nearest first; none where it is not known. */
export function nearestWords({ vocabulary, vectors }: WordVectors, word: string, most: number): Neighbour[] {
  const own = vocabulary.indexOf(word);
  if (own < 0) return [];
  const { data, cols } = vectors;
  const all = vocabulary.map((other, row) => {
    let cosine = 0;
    for (let j = 0; j < cols; j++) cosine += (data[own * cols + j] ?? 0) * (data[row * cols + j] ?? 0);
    return { word: other, cosine };
  });
  return all
    .filter((_, row) => row !== own)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, most);
}

/**
 * Vectors of texts, rows of length 1: the mean of their words' vectors weighted by a/(a + share), a = 10⁻³, so that fillers
 * count little (Arora, Liang & Ma 2017, without the common component, which would depend on the other texts). A text of
 * unknown words gives zeros. words: those of each text.
 */
export function averageWords(model: WordVectors, texts: readonly (readonly string[])[]): Matrix {
  const { data: words, cols } = model.vectors;
  const rowOf = new Map(model.vocabulary.map((word, row) => [word, row]));
  const data = new Float32Array(texts.length * cols);
  for (const [i, text] of texts.entries()) {
    for (const word of text) {
      const row = rowOf.get(word);
      if (row === undefined) continue;
      const weight = 1e-3 / (1e-3 + (model.shares[row] ?? 0));
      for (let j = 0; j < cols; j++)
        data[i * cols + j] = (data[i * cols + j] ?? 0) + weight * (words[row * cols + j] ?? 0);
    }
    normalise(data, i, cols);
  }
  return { data, rows: texts.length, cols };
}

function normalise(data: Float32Array, row: number, cols: number): void {
  const vector = data.subarray(row * cols, (row + 1) * cols);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let j = 0; j < cols; j++) vector[j] = (vector[j] ?? 0) / length;
}
