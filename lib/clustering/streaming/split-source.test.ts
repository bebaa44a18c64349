import fc from "fast-check";
import { expect, it } from "vitest";
import { type RowSource, rowsOfMatrix } from "../../core/row-source.ts";
import { completeRows, splitCompleteRows } from "../complete-rows.ts";
import { splitSource } from "./split-source.ts";

const matrixOf = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: 2,
});

function everyRow(source: RowSource): Float32Array {
  const into = new Float32Array(source.rows * source.cols);
  // In two reads, as a caller with blocks does.
  const middle = source.rows >> 1;
  source.read(0, middle, into);
  source.read(middle, source.rows, into.subarray(middle * source.cols));
  return into;
}

it("takes a source apart as a matrix is, whatever its blocks", () => {
  const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.constant(Number.NaN));
  const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 30 }), (list, rowsAtOnce, out) => {
      const staysOut = (row: number) => row === out;
      const own = splitSource(rowsOfMatrix(matrixOf(list)), ["a", "b"], staysOut, rowsAtOnce);
      const whole = splitCompleteRows(matrixOf(list), ["a", "b"], { ...completeRows, staysOut });
      expect([own.completeAt, own.partialAt]).toEqual([whole.completeAt, whole.partialAt]);
      expect(everyRow(own.complete)).toEqual(whole.complete.data);
      expect(everyRow(own.partial)).toEqual(whole.partial.data);
    }),
    { numRuns: 150 },
  );
});

it("names the feature and the row of an infinite value, counted over all blocks", () => {
  const rows = rowsOfMatrix(
    matrixOf([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, Number.NEGATIVE_INFINITY],
    ]),
  );
  expect(() => splitSource(rows, ["recency", "frequency"], () => false, 2)).toThrow(
    /frequency.*row 4|row 4.*frequency/,
  );
});
