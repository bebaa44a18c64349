import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "./pool.ts";

export interface SkipGramOptions {
  readonly dimension: number;
  /** Words to each side; how many count is drawn anew for every centre. */
  readonly window: number;
  readonly negatives: number;
  readonly epochs: number;
  /** Learning rate of the first step; it falls in a line to a ten-thousandth. */
  readonly rate: number;
  /** Words whose share of all is above this are kept less often: √(t/share) + t/share of the time. 0 keeps all. */
  readonly subsampling: number;
  /** One thread does all, and the same bytes come whatever the threads; the rate then falls epoch by epoch. */
  readonly repeatable: boolean;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
  /** Mean loss a pair of the epoch just ended. */
  readonly progress?: ((epoch: number, loss: number) => void) | undefined;
}

export interface SkipGramResult {
  /** words × dimension: the input vectors. */
  readonly vectors: Matrix;
  /** Mean loss a pair of every epoch. */
  readonly losses: readonly number[];
}

/** Sequences of words numbered 0…words − 1: sequence i is numbers[starts[i]…starts[i + 1]). */
export interface Sequences {
  readonly words: number;
  readonly numbers: Int32Array;
  readonly starts: Int32Array;
}

/** Noise words are drawn from a table of this many, so that a draw is one read. */
const tableSize = 1 << 20;
/** The more blocks, the finer the rate falls. */
const mostBlocks = 512;

/**
 * Word vectors by skip-gram with negative sampling (Mikolov et al. 2013, arXiv:1310.4546): subsampled frequent words, noise by
 * count^.75. All threads step on the same matrices without locks, so with more than one the last digits differ from run to
 * run unless `repeatable`; with one thread the same bytes always. O(pairs · (negatives + 1) · dimension) time.
 * @throws CANCELLED by the signal, between epochs.
 */
export function trainSkipGrams(kernels: Kernels, sequences: Sequences, options: SkipGramOptions): SkipGramResult {
  const { words, numbers, starts } = sequences;
  const { dimension, epochs, rate, repeatable, random, signal, progress } = options;
  const n = starts.length - 1;
  const width = Math.ceil(dimension / 4) * 4;
  const mark = kernels.mark();
  const counts = countWords(numbers, words);
  const input = kernels.float32(words * width).fill(0);
  const output = kernels.float32(words * width).fill(0);
  const start = random.fork("vectors");
  for (let w = 0; w < words; w++)
    for (let j = 0; j < dimension; j++) input[w * width + j] = (start.next() - 0.5) / dimension;
  const rows = repeatable ? Math.max(1, n) : Math.max(16, Math.ceil(n / mostBlocks));
  const blocks = Math.ceil(n / rows);
  const description = placeCorpus(kernels, sequences, counts, { ...options, rows, width, input, output });
  const seeds = kernels.int32(blocks);
  const losses = kernels.float64(blocks);
  const pairs = kernels.float64(blocks);
  const draws = random.fork("draws");
  const means: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (signal?.aborted) throw new CladeError("CANCELLED");
    for (let block = 0; block < blocks; block++) seeds[block] = 1 + draws.int(0xffff_fffe);
    const [from, to] = [rateAt(rate, epoch / epochs), rateAt(rate, (epoch + 1) / epochs)];
    const work = numbers.length * options.window * (options.negatives + 1) * width * 3;
    const addresses = [losses.byteOffset, pairs.byteOffset];
    kernels.run("trainSkipGrams", blocks, [description, seeds.byteOffset, from, to, blocks, ...addresses], work);
    const seen = pairs.reduce((sum, count) => sum + count, 0);
    means.push(seen === 0 ? 0 : losses.reduce((sum, loss) => sum + loss, 0) / seen);
    progress?.(epoch + 1, means.at(-1) ?? 0);
  }
  const data = new Float32Array(words * dimension);
  for (let w = 0; w < words; w++) data.set(input.subarray(w * width, w * width + dimension), w * dimension);
  kernels.release(mark);
  return { vectors: { data, rows: words, cols: dimension }, losses: means };
}

function rateAt(rate: number, done: number): number {
  return rate * Math.max(1e-4, 1 - done);
}

function countWords(numbers: Int32Array, words: number): Float64Array {
  const counts = new Float64Array(words);
  for (const word of numbers) counts[word]! += 1;
  return counts;
}

interface CorpusParts extends SkipGramOptions {
  readonly rows: number;
  readonly width: number;
  readonly input: Float32Array;
  readonly output: Float32Array;
}

function placeCorpus(
  kernels: Kernels,
  { numbers, starts }: Sequences,
  counts: Float64Array,
  parts: CorpusParts,
): number {
  const n = starts.length - 1;
  const words = kernels.int32(numbers.length);
  words.set(numbers);
  const places = kernels.int32(n + 1);
  places.set(starts);
  const keep = kernels.int32(counts.length);
  const shares = counts.map((count) => count / numbers.length);
  for (const [w, share] of shares.entries()) keep[w] = Math.floor(keptShare(share, parts.subsampling) * 0xffff_ffff);
  const table = kernels.int32(tableSize);
  fillNoise(table, counts);
  let longest = 1;
  for (let i = 0; i < n; i++) longest = Math.max(longest, starts[i + 1]! - starts[i]!);
  const kept = kernels.int32(longest * kernels.threads);
  const errors = kernels.float32(parts.width * kernels.threads);
  const description = kernels.int32(15);
  const { rows, input, output, width, window, negatives } = parts;
  description.set([
    ...[words.byteOffset, places.byteOffset, n, rows, keep.byteOffset, table.byteOffset, tableSize],
    ...[input.byteOffset, output.byteOffset, width, window, negatives, kept.byteOffset, longest, errors.byteOffset],
  ]);
  return description.byteOffset;
}

/** How often a word of this share of all words is kept (as the authors' program does it, which differs from the paper). */
export function keptShare(share: number, subsampling: number): number {
  if (subsampling === 0 || share === 0) return 1;
  return Math.min(1, Math.sqrt(subsampling / share) + subsampling / share);
}

/** Each word as often as its count^.75 has a share of the sum. */
export function fillNoise(table: Int32Array, counts: Float64Array): void {
  const powers = counts.map((count) => count ** 0.75);
  const total = powers.reduce((sum, power) => sum + power, 0);
  let word = 0;
  let sum = powers[0] ?? 0;
  for (let i = 0; i < table.length; i++) {
    while (word < counts.length - 1 && (i + 0.5) / table.length > sum / total) sum += powers[++word]!;
    table[i] = word;
  }
}
