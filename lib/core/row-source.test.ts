import { describe, expect, it } from "vitest";
import { blocksOfRows, gatherSourceRows, rowsOfMatrix } from "./row-source.ts";

const matrix = { data: Float32Array.from({ length: 6000 }, (_, i) => i), rows: 2000, cols: 3 };

describe("gatherSourceRows", () => {
  it("finds near and far rows, and those asked for twice", () => {
    const picked = Int32Array.from([0, 1, 1, 511, 512, 1400, 1999]);
    const { data, rows } = gatherSourceRows(rowsOfMatrix(matrix), picked);
    expect(rows).toBe(7);
    expect([...data]).toEqual([...picked].flatMap((row) => [3 * row, 3 * row + 1, 3 * row + 2]));
  });

  it("reads a stretch that holds several only once", () => {
    const source = rowsOfMatrix(matrix);
    const reads: number[][] = [];
    const read: typeof source.read = (from, to, into) => {
      reads.push([from, to]);
      source.read(from, to, into);
    };
    gatherSourceRows({ ...source, read }, Int32Array.from([3, 300, 500, 1900]));
    expect(reads).toEqual([
      [3, 501],
      [1900, 1901],
    ]);
  });
});

it("cuts rows into blocks, the last one shorter", () => {
  expect([...blocksOfRows(10, 4)]).toEqual([
    [0, 4],
    [4, 8],
    [8, 10],
  ]);
  expect([...blocksOfRows(0, 4)]).toEqual([]);
});
