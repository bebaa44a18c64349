import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOfMatrix } from "../core/row-source.ts";
import { segmentSimilarity, similarityCsv } from "./similarity.ts";

const no = Number.NaN;
const matrix = (rows: readonly (readonly number[])[]) =>
  rowsOfMatrix({ data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 });
const similarityOf = (rows: readonly (readonly number[])[], labels: readonly number[], k: number) =>
  segmentSimilarity(matrix(rows), Int32Array.from(labels), k)(0, rows.length);

test("a user stands to a segment as to the mean of what its members wrote", () => {
  const vectors = [
    [1, 0],
    [0, 1],
    [0, -1],
    [no, no],
    [0, 0],
  ];
  const similarity = similarityOf(vectors, [0, 0, 1, 1, 1], 3);
  expect([...segmentSimilarity(matrix(vectors), Int32Array.of(0, 0, 1, 1, 1), 3)(1, 3)]).toEqual([
    ...similarity.subarray(3, 9),
  ]);
  const half = Math.SQRT1_2;
  const wanted = [half, 0, no, half, -1, no, -half, 1, no, no, no, no, no, no, no];
  for (const [at, value] of wanted.entries()) {
    if (Number.isNaN(value)) expect(similarity[at]).toBeNaN();
    else expect(similarity[at]).toBeCloseTo(value, 6);
  }
});

test("it lies in −1…1, and neither a vector's length nor the order of users matters", () => {
  const vector = fc.tuple(
    fc.integer({ min: -9, max: 9 }),
    fc.integer({ min: -9, max: 9 }),
    fc.integer({ min: 1, max: 4 }),
  );
  fc.assert(
    fc.property(fc.array(vector, { minLength: 2, maxLength: 20 }), (rows) => {
      const labels = rows.map((_, row) => row % 2);
      const plain = similarityOf(rows, labels, 2);
      for (const value of plain) if (!Number.isNaN(value)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      const turned = similarityOf(rows.toReversed(), labels.toReversed(), 2);
      const last = rows.length - 1;
      for (const [at, value] of plain.entries()) {
        const other = turned[(last - Math.floor(at / 2)) * 2 + (at % 2)];
        if (Number.isNaN(value)) expect(other).toBeNaN();
        else expect(other).toBeCloseTo(value, 5);
      }
    }),
  );
});

test("its file has a row a user, empty where it cannot be said", () => {
  const near = Float32Array.of(0.12345, -1, no, no);
  expect([...similarityCsv((from, to) => near.subarray(2 * from, 2 * to), 2, 2)].join("")).toBe(
    "similarity_0,similarity_1\n0.1235,-1\n,\n",
  );
});
