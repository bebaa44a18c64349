import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SparseMatrix, transpose } from "./sparse.ts";

const matrices = fc
  .array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 4, maxLength: 4 }), { maxLength: 6 })
  .map((rows) => ({ rows, sparse: sparseOf(rows, 4) }));

function sparseOf(rows: readonly (readonly number[])[], cols: number): SparseMatrix {
  const entries = rows.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const starts = Int32Array.from([0, ...entries.map((_, i) => entries.slice(0, i + 1).flat().length)]);
  const flat = entries.flat();
  const columns = Int32Array.from(flat, ([column]) => column);
  return { rows: rows.length, cols, starts, columns, values: Float64Array.from(flat, ([, value]) => value) };
}

describe("transpose", () => {
  it("puts what stands at (i, j) to (j, i)", () => {
    fc.assert(
      fc.property(matrices, ({ rows, sparse }) => {
        const columns = Array.from({ length: 4 }, (_, j) => rows.map((row) => row[j] ?? 0));
        expect(transpose(sparse)).toEqual(sparseOf(columns, rows.length));
      }),
    );
  });

  it("twice sorts the columns of a row", () => {
    const mixed = { ...sparseOf([[1, 2, 3, 0]], 4), columns: Int32Array.of(2, 0, 1) };
    expect(transpose(transpose(mixed))).toMatchObject({
      columns: Int32Array.of(0, 1, 2),
      values: Float64Array.of(2, 3, 1),
    });
  });
});
