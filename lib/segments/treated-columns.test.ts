import fc from "fast-check";
import { expect, it } from "vitest";
import { type RowSource, rowsOfMatrix } from "../core/row-source.ts";
import { columnsOfRows } from "./treated-columns.ts";

it("picks any columns out of rows, in the order asked for, however many are picked at once", () => {
  const shape = fc.record({
    rows: fc.nat(9),
    cols: fc.integer({ min: 1, max: 9 }),
    wanted: fc.array(fc.nat(8), { maxLength: 9 }),
    memoryBytes: fc.nat(400),
  });
  fc.assert(
    fc.property(shape, ({ rows, cols, wanted, memoryBytes }) => {
      const source = rowsOfMatrix({ data: Float32Array.from({ length: rows * cols }, (_, i) => i), rows, cols });
      const columns = wanted.map((column) => column % cols);
      let read = 0;
      const counted: RowSource = {
        ...source,
        read(from, to, into) {
          read++;
          source.read(from, to, into);
        },
      };
      const found: number[][] = [];
      for (const column of columnsOfRows(counted, columns, memoryBytes)) found.push([...column]);
      expect(found).toEqual(columns.map((column) => Array.from({ length: rows }, (_, row) => row * cols + column)));
      const atOnce = Math.max(4, Math.floor(memoryBytes / (4 * Math.max(1, rows))));
      expect(read).toBe(rows === 0 ? 0 : Math.ceil(columns.length / atOnce));
    }),
  );
});
