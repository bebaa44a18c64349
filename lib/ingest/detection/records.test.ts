import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Dialect, splitRecords } from "./records.ts";

const comma: Dialect = { separator: ",", quote: '"' };
const cellsOf = (text: string, dialect = comma) => splitRecords(text, dialect).records.map((record) => record.cells);

describe("splitRecords", () => {
  test("quoted cells hold separators, quotes and line ends; lines are physical ones", () => {
    const { records } = splitRecords('a,b\r\n"x, ""y""\r\nz",2\r\n\r\n3,4', comma);
    expect(records).toEqual([
      { line: 1, lastLine: 1, cells: ["a", "b"] },
      { line: 2, lastLine: 3, cells: ['x, "y"\r\nz', "2"] },
      { line: 5, lastLine: 5, cells: ["3", "4"] },
    ]);
  });

  test("LF, CRLF and CR end lines, mixed too", () => {
    expect(cellsOf("a,b\n1,2\r\n3,4\r5,6")).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  test("a quote inside a cell is a character, and text after a closing quote stays", () => {
    expect(cellsOf('5" screen,1\n"a"b,2\n"",3')).toEqual([
      ['5" screen', "1"],
      ["ab", "2"],
      ["", "3"],
    ]);
  });

  test("a quote that never closes takes the rest, and that is said", () => {
    expect(splitRecords('a,b\n"1,2\n3,4', comma)).toMatchObject({
      openQuote: true,
      records: [{ line: 1 }, { line: 2, lastLine: 3, cells: ["1,2\n3,4"] }],
    });
  });

  test("an empty cell at the end counts", () => {
    expect(cellsOf("a,b,\n,,\n")).toEqual([
      ["a", "b", ""],
      ["", "", ""],
    ]);
  });

  test("runs of blanks separate, leading and trailing ones do not", () => {
    const text = " id  date\tn \n 00001 19970101  1\n\n   \n00002 19970112 5  ";
    expect(splitRecords(text, { separator: "whitespace", quote: "" }).records).toEqual([
      { line: 1, lastLine: 1, cells: ["id", "date", "n"] },
      { line: 2, lastLine: 2, cells: ["00001", "19970101", "1"] },
      { line: 5, lastLine: 5, cells: ["00002", "19970112", "5"] },
    ]);
  });

  test("what RFC 4180 writes is read back", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "客", " ", ";"), maxLength: 8 });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n", "\r"), (table, newline) => {
        const quoted = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        expect(cellsOf(quoted.join(newline))).toEqual(table);
      }),
    );
  });

  test("each line is counted once whatever the text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "'", " "), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<Dialect>(comma, { separator: "whitespace", quote: "" }, { separator: ";", quote: "" }),
        (value, dialect) => {
          const lines = value.split(/\r\n|\r|\n/).length;
          let last = 0;
          for (const record of splitRecords(value, dialect).records) {
            expect(record.line).toBeGreaterThan(last);
            expect(record.lastLine).toBeGreaterThanOrEqual(record.line);
            last = record.lastLine;
          }
          expect(last).toBeLessThanOrEqual(lines);
        },
      ),
    );
  });

  test("a cell of 20 MB and a quote every other character take linear time", () => {
    const start = performance.now();
    splitRecords(`a,b\n1,${"x".repeat(20_000_000)}\n`, comma);
    splitRecords('"a""'.repeat(500_000), comma);
    splitRecords('"\n'.repeat(500_000), comma);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

const spectrum = join(
  process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared"),
  "data/badinput/csv-spectrum",
);

describe.skipIf(!existsSync(spectrum))("csv-spectrum (skipped without ../shared)", () => {
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, "csvs")) : [];
  test.each(names)("%s", (name) => {
    const text = readFileSync(join(spectrum, "csvs", name), "utf8");
    const expected = JSON.parse(readFileSync(join(spectrum, "json", name.replace(".csv", ".json")), "utf8"));
    const [header = [], ...rows] = cellsOf(text);
    const objects = rows.map((row) => Object.fromEntries(header.map((key, index) => [key, row[index]])));
    expect(objects).toEqual(expected);
  });
});
