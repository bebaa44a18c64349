import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import type { LoadedEncoder } from "./encoder.ts";
import { fitStudent } from "./student.ts";
import { word2vec } from "./word2vec.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const topics = ["parcel late", "refund please", "coupon code", "shoes small", "tea gift", "lamp broken"];

function textsOf(n: number): string[] {
  const random = createRandom(4);
  return Array.from({ length: n }, (_, i) => `${topics[random.int(6)]} ${topics[random.int(6)]} ${i % 50} n${i}`);
}

/** Sums of a direction a topic; `noise` alone where it is a teacher nobody can follow. */
function teacher(noise: boolean, asked: string[][] = []): LoadedEncoder {
  const encode = async (texts: readonly string[]): Promise<Matrix> => {
    asked.push([...texts]);
    const data = new Float32Array(texts.length * 16);
    for (const [i, text] of texts.entries()) {
      const found = noise ? [i + 10] : topics.flatMap((topic, t) => (text.includes(topic) ? [t] : []));
      const row = new Array(16).fill(0).map((_, j) => found.reduce((sum, t) => sum + directionOf(t, j), 0));
      data.set(
        row.map((value) => value / Math.hypot(...row)),
        i * 16,
      );
    }
    return { data, rows: texts.length, cols: 16 };
  };
  return { name: "planted", dimension: 16, encode, close: async () => undefined };
}

function directionOf(topic: number, column: number): number {
  const random = createRandom(topic * 31 + column);
  return random.normal();
}

describe("fitStudent", () => {
  it("learns from a sample, is judged on the latest texts, and encodes like its teacher", async () => {
    const asked: string[][] = [];
    const texts = textsOf(1500);
    const fractions: number[] = [];
    const progress = (fraction: number) => fractions.push(fraction);
    const own = await fitStudent(teacher(false, asked), [...texts, ...texts], {
      kernels,
      random: createRandom(1),
      progress,
    });
    expect(own.quality.texts).toBe(150);
    expect(own.quality.centredCosine.low).toBeGreaterThan(0.9);
    expect(asked.flat().length).toBe(1500);
    expect(asked.flat().slice(-150)).toEqual(texts.slice(-150));
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const [mine, given] = await Promise.all([
      own.encode(["parcel late again"]),
      teacher(false).encode(["parcel late again"]),
    ]);
    expect(mine.data.reduce((sum, value, j) => sum + value * (given.data[j] ?? 0), 0)).toBeGreaterThan(0.9);
  });

  it("refuses a student that cannot follow its teacher, and too few texts", async () => {
    const context = { kernels, random: createRandom(1) };
    await expect(fitStudent(teacher(true), textsOf(600), context)).rejects.toMatchObject({ code: "STUDENT_TOO_POOR" });
    await expect(fitStudent(teacher(false), textsOf(100), context)).rejects.toMatchObject({ code: "TOO_FEW_WORDS" });
  });
});

describe("the word2vec entry", () => {
  it("learns from texts of both languages and gives unit rows, zeros for unknown words", async () => {
    const texts = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? "red wool coat warm" : "苹果很甜，水果新鲜"));
    const encoder = await word2vec.fit(texts, { kernels, random: createRandom(1) });
    const { data, cols } = await encoder.encode(["warm coat", "水果很甜", "unknown"]);
    const lengths = [0, 1, 2].map((i) => Math.hypot(...data.subarray(i * cols, (i + 1) * cols)));
    expect(lengths.map((length) => Math.round(1e4 * length) / 1e4)).toEqual([1, 1, 0]);
  });
});
