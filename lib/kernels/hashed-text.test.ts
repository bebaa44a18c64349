import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SparseMatrix } from "../core/sparse.ts";
import { encodeHashed, type HashedRows, hashTexts, placeRows } from "./hashed-text.ts";
import { type Kernels, openKernels } from "./pool.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const buckets = 1 << 20;

/** Features of a text as words of its own: what the kernel hashes, said again in plain code. */
function featuresOf(text: string): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string) => features.set(feature, (features.get(feature) ?? 0) + 1);
  let previous: string | undefined;
  for (const run of text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[一-鿿]+|[a-z0-9]+/g) ?? []) {
    if (/[一-鿿]/.test(run)) {
      for (let i = 0; i < run.length; i++)
        for (let n = 1; n <= 4 && i + n <= run.length; n++) add(`run ${run.slice(i, i + n)}`);
      previous = undefined;
      continue;
    }
    add(`word ${run}`);
    if (previous !== undefined) add(`pair ${previous} ${run}`);
    previous = run;
    const padded = `<${run}>`;
    for (let n = 3; n <= 5; n++) for (let i = 0; i + n <= padded.length; i++) add(`part ${padded.slice(i, i + n)}`);
  }
  return features;
}

function countsOf(x: SparseMatrix, row: number): number[] {
  return [...x.values.subarray(x.starts[row], x.starts[row + 1])].sort((a, b) => a - b);
}

const texts = fc.array(
  fc.string({
    unit: fc.constantFrom("a", "b", "Z", "9", " ", ".", "ＡＢ", "好", "评", "默认", "-"),
    maxLength: 30,
  }),
  { minLength: 1, maxLength: 8 },
);

describe("hashTexts", () => {
  it("counts words, pairs of words, and runs of characters", () => {
    fc.assert(
      fc.property(texts, (list) => {
        const hashed = hashTexts(kernels, list, buckets);
        for (const [i, text] of list.entries())
          expect(countsOf(hashed, i)).toEqual([...featuresOf(text).values()].sort((a, b) => a - b));
      }),
    );
  });

  it("gives a feature the same bucket wherever it stands, and others another", () => {
    const hashed = hashTexts(kernels, ["red shoes", "shoes of wool", "wool", "很好", "质量很好"], buckets);
    const of = (row: number) => [...hashed.columns.subarray(hashed.starts[row], hashed.starts[row + 1])];
    const shared = (a: number, b: number) => of(a).filter((bucket) => of(b).includes(bucket)).length;
    expect(shared(0, 1)).toBe(featuresOf("shoes").size);
    expect(shared(2, 1)).toBe(of(2).length);
    expect(shared(3, 4)).toBe(of(3).length);
    expect(shared(0, 4)).toBe(0);
  });

  it("takes empty texts, emoji, lone halves of pairs, and a text of a million characters", () => {
    const hashed = hashTexts(kernels, ["", "🎁🎁", "\ud83c", "x".repeat(1_000_000)], buckets);
    expect([1, 2, 3].map((row) => hashed.starts[row]! > hashed.starts[row - 1]!)).toEqual([false, true, true]);
    expect(hashed.starts[4]! - hashed.starts[3]!).toBe(10);
  });
});

describe("encodeHashed", () => {
  const small: HashedRows = {
    buckets: 64,
    width: 16,
    rows: Int8Array.from({ length: 64 * 16 }, (_, i) => ((i * 37) % 255) - 127),
    scales: Float32Array.from({ length: 64 }, (_, i) => 0.01 + (i % 5) * 0.003),
    idf: Float32Array.from({ length: 64 }, (_, i) => 1 + (i % 7)),
    mean: Float32Array.from({ length: 16 }, (_, i) => i / 50),
  };

  function encode(pool: Kernels, list: readonly string[]): Float32Array {
    const out = new Float32Array(list.length * 16);
    const mark = pool.mark();
    encodeHashed(pool, placeRows(pool, small), list, out);
    pool.release(mark);
    return out;
  }

  it("adds up weighted rows of the buckets, as plain code does", () => {
    fc.assert(
      fc.property(texts, (list) => {
        const found = encode(kernels, list);
        const counts = hashTexts(kernels, list, 64);
        for (let i = 0; i < list.length; i++) {
          const vector = Float64Array.from(small.mean);
          const entries = Array.from(
            { length: counts.starts[i + 1]! - counts.starts[i]! },
            (_, e) => counts.starts[i]! + e,
          );
          const weight = (e: number) => (1 + Math.log(counts.values[e]!)) * small.idf[counts.columns[e]!]!;
          const length = Math.hypot(...entries.map(weight));
          for (const e of entries) {
            const bucket = counts.columns[e]!;
            for (let j = 0; j < 16; j++)
              vector[j]! += (weight(e) / length) * small.scales[bucket]! * small.rows[bucket * 16 + j]!;
          }
          const norm = Math.hypot(...vector);
          for (let j = 0; j < 16; j++) expect(found[i * 16 + j]!).toBeCloseTo(vector[j]! / norm, 5);
        }
      }),
    );
  });

  it("gives a text the same bytes alone, among others, and on any number of threads", async () => {
    const list = Array.from({ length: 300 }, (_, i) => `order ${i} 收到了 refill ${i % 7}`);
    const all = encode(kernels, list);
    expect(encode(kernels, [list[123]!])).toEqual(all.subarray(123 * 16, 124 * 16));
    const one = await openKernels({ threads: 1 });
    expect(encode(one, list)).toEqual(all);
    await one.close();
  });

  it("gives a text without features the direction of the mean", () => {
    const norm = Math.hypot(...small.mean);
    expect(encode(kernels, [" ?! "])[15]!).toBeCloseTo(15 / 50 / norm, 6);
  });
});
