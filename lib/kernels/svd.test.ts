import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import type { SparseMatrix } from "../core/sparse.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { truncatedSvd } from "./svd.ts";
import { readGolden } from "./test-data.ts";

interface GoldenCase {
  id: string;
  kind: string;
  based_on: string;
  vocabulary: string[];
  rows: Record<string, number>[];
  all_singular_values: number[];
  singular_values: number[];
  scores: number[][];
}

const golden = readGolden("text", "tfidf.json", { cases: [] as GoldenCase[] });
const { cases } = golden.content;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

function sparseOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const cols = rows[0]?.length ?? 0;
  const entries = rows.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const starts = [0];
  for (const row of entries) starts.push(starts.at(-1)! + row.length);
  const flat = entries.flat();
  const columns = Int32Array.from(flat, ([column]) => column);
  const values = Float64Array.from(flat, ([, value]) => value);
  return { rows: rows.length, cols, starts: Int32Array.from(starts), columns, values };
}

/** Few terms a row, as texts have them. */
function randomSparse(seed: number, rows: number, cols: number): SparseMatrix {
  const random = createRandom(seed);
  return sparseOf(
    Array.from({ length: rows }, () => {
      const row = new Array<number>(cols).fill(0);
      for (let i = 0; i < 6; i++) row[Math.floor(cols * random.next() ** 3)] = 1 + random.next();
      return row;
    }),
  );
}

describe.skipIf(!golden.isThere)("against ARPACK (skipped where ../shared is absent)", () => {
  it.each(cases.filter(({ kind }) => kind === "lsa"))("$id", ({ based_on, singular_values, scores }) => {
    const base = cases.find(({ id }) => id === based_on)!;
    const x = sparseOf(base.rows.map((row) => base.vocabulary.map((term) => row[term] ?? 0)));
    const result = truncatedSvd(kernels, x, { components: 3, random: createRandom(1) });
    for (const [c, value] of singular_values.entries()) expect(result.singularValues[c]!).toBeCloseTo(value, 6);
    for (let c = 0; c < 3; c++) {
      const sign = Math.sign(scores.reduce((sum, row, i) => sum + row[c]! * result.scores.data[i * 3 + c]!, 0));
      for (const [i, row] of scores.entries())
        expect(Math.abs(sign * result.scores.data[i * 3 + c]! - row[c]!)).toBeLessThan(1e-5);
    }
  });
});

describe("truncatedSvd", () => {
  it("has orthonormal axes, scores of the singular values' lengths, and x · axes = scores", () => {
    const x = randomSparse(5, 400, 150);
    const { axes, scores, singularValues } = truncatedSvd(kernels, x, { components: 20, random: createRandom(2) });
    for (let a = 0; a < 20; a++) {
      for (let b = 0; b < 20; b++) {
        let axis = 0;
        let score = 0;
        for (let i = 0; i < 150; i++) axis += axes.data[i * 20 + a]! * axes.data[i * 20 + b]!;
        for (let i = 0; i < 400; i++) score += scores.data[i * 20 + a]! * scores.data[i * 20 + b]!;
        expect(axis).toBeCloseTo(a === b ? 1 : 0, 5);
        expect(score / singularValues[0]! ** 2).toBeCloseTo(
          a === b ? (singularValues[a]! / singularValues[0]!) ** 2 : 0,
          5,
        );
      }
    }
    for (let row = 0; row < 400; row += 37) {
      let expected = 0;
      for (let e = x.starts[row]!; e < x.starts[row + 1]!; e++)
        expected += x.values[e]! * axes.data[x.columns[e]! * 20 + 3]!;
      expect(scores.data[row * 20 + 3]!).toBeCloseTo(expected, 5);
    }
  });

  it("gives the same bytes whatever the threads", async () => {
    const x = randomSparse(6, 1500, 300);
    const one = await openKernels({ threads: 1 });
    const fit = (pool: Kernels) => truncatedSvd(pool, x, { components: 10, random: createRandom(4) });
    expect(fit(kernels).scores.data).toEqual(fit(one).scores.data);
    await one.close();
  });

  it("gives as many components as the rank has", () => {
    const x = sparseOf([
      [1, 2, 0],
      [2, 4, 0],
      [0, 0, 3],
      [0, 0, 0],
    ]);
    const { singularValues, scores } = truncatedSvd(kernels, x, { components: 3, random: createRandom(1) });
    expect(singularValues.length).toBe(2);
    expect(singularValues[0]!).toBeCloseTo(5, 5);
    expect(singularValues[1]!).toBeCloseTo(3, 5);
    expect([...scores.data.subarray(6, 8)].map(Math.abs)).toEqual([0, 0]);
  });

  it("takes a matrix without entries, or without rows", () => {
    expect(
      truncatedSvd(
        kernels,
        sparseOf([
          [0, 0],
          [0, 0],
        ]),
        { components: 2, random: createRandom(1) },
      ).axes.cols,
    ).toBe(0);
    const none = {
      rows: 0,
      cols: 5,
      starts: new Int32Array(1),
      columns: new Int32Array(0),
      values: new Float64Array(0),
    };
    expect(truncatedSvd(kernels, none, { components: 2, random: createRandom(1) }).scores.rows).toBe(0);
  });
});
