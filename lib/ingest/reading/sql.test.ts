import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openDuckDb, selectRows, sqlTexts } from "../../platform/duckdb.ts";
import { parseTime } from "../detection/dates.ts";
import { isMissing, parseNumber } from "../detection/numbers.ts";
import { timeFormats } from "../time-formats.ts";
import { idSql } from "./id-sql.ts";
import { isMissingSql, missingMarks, presentSql } from "./missing-sql.ts";
import { numberSql } from "./number-sql.ts";
import { plausibleTimeSql, timeSql } from "./time-sql.ts";
import { isOneOfSql } from "./words-sql.ts";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb({ folders: [], threads: 1, temporaryFolder: "" });
});

/** What an expression over column `x` makes of each cell. */
async function evaluate(cells: readonly string[], sql: string): Promise<unknown[]> {
  const from = `(SELECT unnest(${sqlTexts(cells)}) AS x, generate_subscripts(${sqlTexts(cells)}, 1) AS i)`;
  const rows = await selectRows(connection, `SELECT ${sql} AS value FROM ${from} ORDER BY i`);
  return rows.map(({ value }) => value);
}

describe("numbers", () => {
  const read = (cells: readonly string[], decimal: "." | "," = ".") =>
    evaluate(cells, numberSql("x", decimal, "DOUBLE"));

  test("with signs, groups, currencies, brackets and exponents", async () => {
    const cells = [
      "1",
      "-2.5",
      "+3",
      "1,234.50",
      "£3.20",
      "12 %",
      "(12.5)",
      "5-",
      "−3",
      "1e3",
      "$ 1 000.5",
      " 7 ",
      ".5",
      "¥9",
    ];
    expect(await read(cells)).toEqual([1, -2.5, 3, 1234.5, 3.2, 12, -12.5, -5, -3, 1000, 1000.5, 7, 0.5, 9]);
  });

  test("with a comma as the decimal mark", async () => {
    expect(await read(["1,5", "1.234,5", "1.234", "12", "-0,25 €", "1.5", "1,234.5"], ",")).toEqual([
      ...[1.5, 1234.5, 1234, 12, -0.25, null, null],
    ]);
  });

  test("are none where the cell shows none", async () => {
    const cells = [
      "",
      "-",
      "abc",
      "1,23",
      "nan",
      "NaN",
      "inf",
      "-Infinity",
      "()",
      "(-5)",
      "1 2x",
      "0x10",
      "true",
      "--5",
    ];
    expect(await read(cells)).toEqual(cells.map(() => null));
  });

  test("as decimals are exact, rounded away from zero and bounded", async () => {
    const text = await evaluate(
      ["0.1", "2.00005", "-2.00005", "1e14", "99999999999999.9999"],
      `${numberSql("x", ".", "DECIMAL(18,4)")}::VARCHAR`,
    );
    expect(text).toEqual(["0.1000", "2.0001", "-2.0001", null, "99999999999999.9999"]);
  });

  test("are those that the detection sees", async () => {
    const mark = fc.constantFrom("", "-", "+", "£", "$", "%", "(", ")", ".", ",", ",000", "e3", " ", "x", "元");
    const cell = fc
      .tuple(mark, mark, fc.integer({ min: 0, max: 99_999 }), mark, fc.nat({ max: 999 }), mark)
      .map((parts) => parts.join("").replace("+-", "-"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 50, maxLength: 50 }),
        fc.constantFrom(".", ","),
        async (cells, decimal) => {
          const seen = cells.map((text) => parseNumber(text, decimal) ?? null);
          const values = await read(cells, decimal);
          // What is beyond a double is infinite here, which sets the row aside.
          expect(values.map((value) => (Number.isFinite(value) ? value : null))).toEqual(seen);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("missing cells", () => {
  test("are the detection's", async () => {
    const cells = [
      ...missingMarks,
      ...missingMarks.map((mark) => ` ${mark.toUpperCase()} `),
      "0",
      "x",
      "nana",
      "None such",
    ];
    expect(await evaluate(cells, isMissingSql("x"))).toEqual(cells.map(isMissing));
  });

  test("are no texts, and others are trimmed", async () => {
    expect(await evaluate([" a b ", "1 ", "NULL", "\t-", "n/a", "9"], presentSql("x"))).toEqual([
      "a b",
      "1",
      null,
      null,
      null,
      "9",
    ]);
  });
});

test("words are told whole, whatever their case and the marks in them", async () => {
  const cells = ["Post", " POST ", "postage", "a.b", "axb", "C++", null];
  const sql = isOneOfSql("nullif(x, '~')", ["post", "A.B", "c++"]);
  expect(
    await evaluate(
      cells.map((cell) => cell ?? "~"),
      sql,
    ),
  ).toEqual([true, true, false, true, false, true, null]);
});

test("words and starts are told as a pattern of theirs would", async () => {
  const unit = fc.constantFrom("s", "S", "h", "é", "É", "1", "_", " ", "退");
  const word = fc.string({ unit, minLength: 1, maxLength: 4 }).filter((text) => text.trim() === text);
  const blank = fc.constantFrom("", "", " ", "\t", "\u3000");
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.array(word, { maxLength: 2 }),
      fc.array(fc.tuple(blank, word, blank), { minLength: 20, maxLength: 20 }),
      async (words, starts, texts) => {
        const cells = [...texts.map((parts) => parts.join("")), ...words, ...starts.map((start) => `${start}more`)];
        const expected = cells.map((cell) => {
          const text = cell.trim().toLowerCase();
          const isWord = words.some((one) => one.toLowerCase() === text);
          return isWord || starts.some((start) => text.startsWith(start.toLowerCase()));
        });
        expect(await evaluate(cells, isOneOfSql("x", words, starts))).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});

describe("ids", () => {
  test("stay text as they are", async () => {
    const cells = ["00001", "17850.0", '="00123"', "1.23E+5", "C12", " a ", "NULL", "-"];
    expect(await evaluate(cells, idSql("x", false))).toEqual([
      "00001",
      "17850.0",
      '="00123"',
      "1.23E+5",
      "C12",
      "a",
      null,
      null,
    ]);
  });

  test("are freed from what spreadsheets did to them", async () => {
    const repaired = {
      "00001": "00001",
      "17850.0": "17850",
      "0012.0": "0012",
      "17850.00 ": "17850",
      '="00123"': "00123",
      '=""': null,
      "1.23E+5": "123000",
      "1.2345E+15": "1234500000000000",
      "9e+02": "900",
      "1.5": "1.5",
      "a.0": "a.0",
      "1.2.0": "1.2.0",
      C12: "C12",
      "x+y": "x+y",
      "": null,
      "n/a": null,
      "123456789012345678901234.0": "123456789012345678901234",
    };
    expect(await evaluate(Object.keys(repaired), idSql("x", true))).toEqual(Object.values(repaired));
  });
});

describe("times", () => {
  const base = { timeFormats: [], timeZone: "UTC" } as const;
  async function read(cells: readonly string[], over: Partial<Parameters<typeof timeSql>[1]> = {}) {
    const sql = timeSql("x", { dateOrder: "ymd", ...base, ...over });
    return evaluate(cells, `strftime(${plausibleTimeSql(sql)}, '%Y-%m-%d %H:%M:%S')`);
  }

  test("of every shape", async () => {
    expect(
      await read([
        "2010-12-01 08:26:00",
        "2010-12-01 8:26",
        "2010/12/1",
        "20101201",
        "2010年12月1日",
        "Dec 1, 2010",
        "1 Dec 2010 14:05",
        "26-1-5",
      ]),
    ).toEqual([
      ...["2010-12-01 08:26:00", "2010-12-01 08:26:00", "2010-12-01 00:00:00", "2010-12-01 00:00:00"],
      ...["2010-12-01 00:00:00", "2010-12-01 00:00:00", "2010-12-01 14:05:00", "2026-01-05 00:00:00"],
    ]);
  });

  test("by the order of day and month", async () => {
    expect(await read(["01/02/2010", "12/31/2010"], { dateOrder: "mdy" })).toEqual([
      "2010-01-02 00:00:00",
      "2010-12-31 00:00:00",
    ]);
    expect(await read(["01/02/2010", "12/31/2010"], { dateOrder: "dmy" })).toEqual(["2010-02-01 00:00:00", null]);
    expect(await read(["01/02/2010"])).toEqual([null]);
  });

  test("with an offset, or unix, are brought to the table's clock; others are on it already", async () => {
    const cells = [
      "2010-12-01T08:26:00Z",
      "2010-12-01 08:26:00+05:00",
      "1291191960",
      "1291191960000",
      "2010-12-01 08:26",
    ];
    expect(await read(cells, { timeZone: "Asia/Shanghai" })).toEqual([
      ...[
        "2010-12-01 16:26:00",
        "2010-12-01 11:26:00",
        "2010-12-01 16:26:00",
        "2010-12-01 16:26:00",
        "2010-12-01 08:26:00",
      ],
    ]);
    expect(await read(["2026-07-01T00:00:00Z", "2026-01-01T00:00:00Z"], { timeZone: "Europe/London" })).toEqual([
      ...["2026-07-01 01:00:00", "2026-01-01 00:00:00"],
    ]);
  });

  test("that are none, or of no plausible year", async () => {
    const cells = [
      "",
      "x",
      "epoch",
      "infinity",
      "-infinity",
      "2010-02-30",
      "0026-01-01",
      "2300-01-01",
      "12:30",
      "1",
      "2010-13-01",
      "now",
    ];
    expect(await read(cells)).toEqual(cells.map(() => null));
  });

  test("are the same whichever formats are tried first", async () => {
    const cells = ["1/2/2010 8:26", "1/2/10", "2010-01-02", "31/12/2010", "5/5/05 5:05"];
    const plain = await read(cells, { dateOrder: "dmy" });
    for (const first of [["%d/%m/%Y %H:%M"], ["%d/%m/%y", "%d/%m/%Y"]]) {
      expect(await read(cells, { dateOrder: "dmy", timeFormats: first })).toEqual(plain);
    }
  });

  test("are those that the detection sees", async () => {
    for (const dateOrder of ["ymd", "dmy", "mdy"] as const) {
      const formats = timeFormats(dateOrder).filter((format) => !format.includes("%n"));
      const written = await Promise.all(
        formats.map((format) =>
          evaluate(["x"], `strftime(TIMESTAMP '2011-03-04 15:06:07', '${format.replace("%z", "+02:00")}')`),
        ),
      );
      const cells = written.flat().map(String);
      const seen = cells.map((cell) => {
        const time = parseTime(cell, dateOrder);
        return time ? new Date(time.instant).toISOString().slice(0, 19).replace("T", " ") : null;
      });
      expect(await read(cells, { dateOrder })).toEqual(seen);
      expect(seen).not.toContain(null);
    }
  });
});
