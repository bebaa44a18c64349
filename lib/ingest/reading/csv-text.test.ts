import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell, csvRow, neutralise } from "./csv-text.ts";
import { splitRecord } from "./record-splitter.ts";

test("cells are quoted where they must be, and read back as they were", () => {
  expect(csvCell("plain")).toBe("plain");
  expect(csvCell('say "a, b"')).toBe('"say ""a, b"""');
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 8 }), { minLength: 2, maxLength: 5 }), (cells) => {
      expect(splitRecord(csvRow(cells).slice(0, -1), { separator: ",", quote: '"' })).toEqual(cells);
    }),
  );
});

test("formulas are defused, numbers stay numbers", () => {
  for (const cell of ["=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=1", "\r=1"]) expect(neutralise(cell)).toBe(`'${cell}`);
  for (const cell of ["-2.5", "+3", "-1,000.50", "1e5", "-1E+5", "text", "", "a=b"])
    expect(neutralise(cell)).toBe(cell);
});
