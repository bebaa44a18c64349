import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { fillNoise, keptShare, type Sequences, type SkipGramOptions, trainSkipGrams } from "./word2vec.ts";

let one: Kernels;
let two: Kernels;
beforeAll(async () => {
  [one, two] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 2 })]);
});
afterAll(() => Promise.all([one.close(), two.close()]));

/**
 * Sentences of four words: one of two synonyms, 2p or 2p + 1, among the three words that always go with that pair. Synonyms
 * keep the same company and never meet.
 */
function planted(seed: number, sentences: number): Sequences {
  const random = createRandom(seed);
  const numbers: number[] = [];
  const starts = [0];
  for (let s = 0; s < sentences; s++) {
    const pair = random.int(synonyms / 2);
    const company = [0, 1, 2].map((i) => synonyms + 3 * pair + i);
    company.splice(random.int(4), 0, 2 * pair + random.int(2));
    numbers.push(...company);
    starts.push(numbers.length);
  }
  return { words: synonyms * 2.5, numbers: Int32Array.from(numbers), starts: Int32Array.from(starts) };
}

const synonyms = 40;

const options: Omit<SkipGramOptions, "random"> = {
  dimension: 16,
  window: 3,
  negatives: 5,
  epochs: 8,
  rate: 0.05,
  subsampling: 0.01,
  repeatable: false,
};

/** The same steps in plain code, on the same stream of random numbers. */
function plainSkipGrams({ words, numbers, starts }: Sequences, options: SkipGramOptions): number[] {
  const { dimension: d, window, negatives, epochs, rate, subsampling, random } = options;
  const n = starts.length - 1;
  const input = new Float32Array(words * d);
  const output = new Float32Array(words * d);
  const start = random.fork("vectors");
  for (let i = 0; i < input.length; i++) input[i] = (start.next() - 0.5) / d;
  const counts = new Float64Array(words);
  for (const word of numbers) counts[word]! += 1;
  const keep = counts.map((count) => Math.floor(keptShare(count / numbers.length, subsampling) * 0xffff_ffff));
  const table = new Int32Array(1 << 20);
  fillNoise(table, counts);
  const rows = Math.max(16, Math.ceil(n / 512));
  const blocks = Math.ceil(n / rows);
  const draws = random.fork("draws");
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const seeds = Array.from({ length: blocks }, () => 1 + draws.int(0xffff_fffe));
    const [high, low] = [rate * (1 - epoch / epochs), rate * Math.max(1e-4, 1 - (epoch + 1) / epochs)];
    let loss = 0;
    let pairs = 0;
    for (const [block, seed] of seeds.entries()) {
      let state = seed;
      const draw = () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state >>> 0;
      };
      const step = high + ((low - high) * block) / blocks;
      for (let s = block * rows; s < Math.min(n, (block + 1) * rows); s++) {
        const kept = [...numbers.subarray(starts[s], starts[s + 1])].filter((word) => draw() <= keep[word]!);
        for (const [centre, own] of kept.entries()) {
          const reach = 1 + (draw() % window);
          for (let other = centre - reach; other <= centre + reach; other++) {
            const word = kept[other];
            if (word === undefined || other === centre) continue;
            const error = new Float64Array(d);
            for (let k = 0; k <= negatives; k++) {
              const target: number = k === 0 ? word : table[draw() & (table.length - 1)]!;
              if (k > 0 && target === word) continue;
              let score = 0;
              for (let j = 0; j < d; j++) score += input[own * d + j]! * output[target * d + j]!;
              const probability = 1 / (1 + Math.exp(-score));
              loss -= Math.log(k === 0 ? probability : 1 - probability);
              const g = ((k === 0 ? 1 : 0) - probability) * step;
              for (let j = 0; j < d; j++) {
                error[j]! += g * output[target * d + j]!;
                output[target * d + j]! += g * input[own * d + j]!;
              }
            }
            for (let j = 0; j < d; j++) input[own * d + j]! += error[j]!;
            pairs++;
          }
        }
      }
    }
    losses.push(loss / pairs);
  }
  return losses;
}

function cosine({ data, cols }: Matrix, a: number, b: number): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let j = 0; j < cols; j++) {
    ab += data[a * cols + j]! * data[b * cols + j]!;
    aa += data[a * cols + j]! ** 2;
    bb += data[b * cols + j]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Share of the synonyms whose nearest other word is their own. */
function foundSynonyms(vectors: Matrix): number {
  let found = 0;
  for (let a = 0; a < synonyms; a++) {
    const others = Array.from({ length: vectors.rows }, (_, b) => b).filter((b) => b !== a);
    const nearest = others.reduce((best, b) => (cosine(vectors, a, b) > cosine(vectors, a, best) ? b : best));
    if (nearest === (a ^ 1)) found++;
  }
  return found / synonyms;
}

describe("trainSkipGrams", () => {
  it("has the loss of plain code on the same random numbers, one thread", () => {
    const corpus = planted(1, 400);
    const { losses } = trainSkipGrams(one, corpus, { ...options, random: createRandom(7) });
    const expected = plainSkipGrams(corpus, { ...options, random: createRandom(7) });
    for (const [epoch, loss] of losses.entries()) expect(Math.abs(loss - expected[epoch]!)).toBeLessThan(1e-4);
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  });

  it.each([1, 2])("finds planted synonyms on %i threads", (threads) => {
    const more = { ...options, epochs: 40, random: createRandom(3) };
    const { vectors } = trainSkipGrams(threads === 1 ? one : two, planted(2, 2000), more);
    expect(foundSynonyms(vectors)).toBeGreaterThan(0.9);
  });

  it("gives the same bytes again on one thread, and others for another seed", () => {
    const corpus = planted(4, 100);
    const train = (seed: number) =>
      trainSkipGrams(one, corpus, { ...options, random: createRandom(seed) }).vectors.data;
    expect(train(5)).toEqual(train(5));
    expect(train(5)).not.toEqual(train(6));
  });

  it("gives the same bytes on any number of threads where that is asked for", () => {
    const corpus = planted(4, 300);
    const train = (kernels: Kernels) =>
      trainSkipGrams(kernels, corpus, { ...options, repeatable: true, random: createRandom(5) }).vectors.data;
    expect(train(two)).toEqual(train(one));
  });

  it("takes sequences of one word, empty ones, and none", () => {
    const lonely = { words: 3, numbers: Int32Array.of(0, 2), starts: Int32Array.of(0, 1, 1, 2) };
    expect(trainSkipGrams(one, lonely, { ...options, random: createRandom(1) }).losses).toEqual(new Array(8).fill(0));
    const none = { words: 0, numbers: new Int32Array(0), starts: Int32Array.of(0) };
    expect(trainSkipGrams(one, none, { ...options, random: createRandom(1) }).vectors.rows).toBe(0);
  });

  it("stops between epochs when told to", () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const progress = (epoch: number) => {
      seen.push(epoch);
      if (epoch === 2) stop.abort();
    };
    const started = { ...options, random: createRandom(1), signal: stop.signal, progress };
    expect(() => trainSkipGrams(one, planted(5, 50), started)).toThrow("Cancelled");
    expect(seen).toEqual([1, 2]);
  });
});

describe("noise and subsampling", () => {
  it("draws noise by count^.75", () => {
    const table = new Int32Array(10_000);
    fillNoise(table, Float64Array.of(1, 16, 81));
    const drawn = [0, 1, 2].map((word) => table.filter((entry) => entry === word).length / 10_000);
    for (const [word, share] of [1 / 36, 8 / 36, 27 / 36].entries()) expect(drawn[word]!).toBeCloseTo(share, 3);
  });

  it("keeps rare words always and frequent ones seldom", () => {
    expect(keptShare(1e-5, 1e-3)).toBe(1);
    expect(keptShare(0.1, 1e-3)).toBeCloseTo(0.11, 10);
    expect(keptShare(0.1, 0)).toBe(1);
  });
});
