import { describe, expect, test } from "vitest";
import { fitStandardiser, joinColumns } from "./standardise.ts";

const no = Number.NaN;
const matrix = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});
const rounded = ({ data, cols }: { data: Float32Array; cols: number }) =>
  Array.from({ length: data.length / cols }, (_, row) =>
    [...data.subarray(row * cols, (row + 1) * cols)].map((value) => Math.round(value * 1000) / 1000 + 0),
  );

describe("a standardiser", () => {
  test("knows the training rows only", () => {
    const ready = fitStandardiser(matrix([[0], [2], [100]]), Int32Array.of(0, 1));
    expect(rounded(ready(Int32Array.of(0, 1, 2)))).toEqual([[-1], [1], [99]]);
  });

  test("puts who lacks a value at the mean and tells so in one column for all that are missing together", () => {
    const x = matrix([
      [0, no, no],
      [2, 1, 5],
      [4, 3, 7],
      [6, no, no],
    ]);
    const ready = fitStandardiser(x, Int32Array.of(0, 1, 2, 3));
    const rows = rounded(ready(Int32Array.of(0, 1, 2, 3)));
    expect(rows.map((row) => row.length)).toEqual([4, 4, 4, 4]);
    expect(rows.map((row) => row.slice(1))).toEqual([
      [0, 0, 1],
      [-1, -1, -1],
      [1, 1, -1],
      [0, 0, 1],
    ]);
  });

  test("makes nothing of a column that does not vary where it was fitted, or that is missing throughout", () => {
    const x = matrix([
      [7, no, 1],
      [7, no, 3],
      [9, no, 2],
    ]);
    expect(rounded(fitStandardiser(x, Int32Array.of(0, 1))(Int32Array.of(2)))).toEqual([[0, 0, 0, 0]]);
  });
});

test("columns stand side by side", () => {
  const joined = joinColumns([
    matrix([[1], [2]]),
    matrix([
      [3, 4],
      [5, 6],
    ]),
  ]);
  expect(joined.cols).toBe(3);
  expect([...joined.data]).toEqual([1, 3, 4, 2, 5, 6]);
});
