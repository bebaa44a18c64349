import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { rowsOfMatrix } from "../../core/row-source.ts";
import { placePartial } from "./place-partial.ts";

const no = Number.NaN;
const matrix = (...rows: readonly (readonly number[])[]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

/** Where the nearest fitted row stands. */
const nearest =
  (coordinates: Float32Array) =>
  (fitted: Matrix, rows: Matrix): Float32Array => {
    const at = (x: Matrix, row: number, column: number) => x.data[row * x.cols + column] ?? no;
    return Float32Array.from(
      Array.from({ length: rows.rows }, (_, row) => {
        const distances = Array.from({ length: fitted.rows }, (_, other) =>
          Array.from({ length: rows.cols }, (_, j) => (at(rows, row, j) - at(fitted, other, j)) ** 2).reduce(
            (sum, one) => sum + one,
            0,
          ),
        );
        const found = distances.indexOf(Math.min(...distances));
        return [coordinates[2 * found] ?? no, coordinates[2 * found + 1] ?? no];
      }).flat(),
    );
  };

const fitted = matrix([0, 0, 5], [9, 0, 0], [0, 9, 5]);
const coordinates = Float32Array.of(-1, -1, 1, 0, 0, 2);
const place = (partial: Matrix, most?: number) => [
  ...placePartial(fitted, coordinates, rowsOfMatrix(partial), nearest(coordinates), most),
];

describe("placePartial", () => {
  it("goes by the features that a row has, and imputes none", () => {
    expect(place(matrix([8, no, no], [no, 8, no], [no, 1, 4]))).toEqual([1, 0, 0, 2, -1, -1]);
  });

  it("puts who has nothing in the middle of the picture", () => {
    const [x, y] = place(matrix([no, no, no]));
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(1 / 3);
  });

  it("sees the rarest patterns in the columns they share", () => {
    const rows = matrix([8, no, no], [8, 1, no], [8, no, 9]);
    expect(place(rows, 1)).toEqual([1, 0, 1, 0, 1, 0]);
    expect(place(matrix([8, no, no], [no, 8, no]), 1).map((value) => Math.round(value * 3))).toEqual([0, 1, 0, 1]);
  });

  it("places a row alike whatever rows stand beside it", () => {
    const cell = fc.oneof(fc.constant(no), fc.integer({ min: -5, max: 12 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }), (rows) => {
        const together = place(matrix(...rows));
        rows.forEach((row, i) => {
          expect(together.slice(2 * i, 2 * i + 2)).toEqual(place(matrix(row)));
        });
      }),
      { numRuns: 40 },
    );
  });
});
