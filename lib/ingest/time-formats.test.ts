import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTime } from "./detection/dates.ts";
import type { DateOrder } from "./schema.ts";
import { isZonedFormat, timeFormats, unixTime } from "./time-formats.ts";

const orders: readonly DateOrder[] = ["ymd", "dmy", "mdy"];

describe("timeFormats", () => {
  test("two-digit years are tried before four-digit ones", () => {
    for (const order of orders) {
      const formats = timeFormats(order);
      for (const [place, format] of formats.entries()) {
        const long = formats.indexOf(format.replace("%y", "%Y"));
        if (format.includes("%y") && !format.includes("%b")) expect(place, format).toBeLessThan(long);
      }
      expect(formats.lastIndexOf("%d-%m-%y")).toBeLessThan(formats.indexOf("%Y-%m-%d"));
    }
  });

  test("lists each format once and knows which say their offset", () => {
    for (const order of orders) {
      const formats = timeFormats(order);
      expect(new Set(formats).size).toBe(formats.length);
      expect(formats.filter(isZonedFormat).length).toBeGreaterThan(20);
    }
    expect(isZonedFormat("%Y-%m-%dT%H:%M:%SZ")).toBe(true);
    expect(isZonedFormat("%Y-%m-%d %H:%M:%S")).toBe(false);
  });

  test("no number is both seconds, milliseconds and a compact date", () => {
    expect(unixTime.seconds.from).toBeGreaterThan(21_991_231);
    expect(unixTime.milliseconds.from).toBeGreaterThan(unixTime.seconds.to);
    expect(unixTime.milliseconds.to).toBeLessThan(19_000_101_000_000);
  });
});

/** The engine reads what the detection reads, by the format that the detection names, as the same instant. */
describe("parseTime beside DuckDB's try_strptime", () => {
  let instance: DuckDBInstance;
  let query: (sql: string, values: string[]) => Promise<(string | null)[]>;

  beforeAll(async () => {
    instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    query = async (sql, values) => {
      const reader = await connection.runAndReadAll(sql, values);
      return reader.getRows().map(([value]) => (value === null || value === undefined ? null : String(value)));
    };
  });
  afterAll(() => instance.closeSync());

  const moments = ["2010-12-01 08:26:00", "1999-02-28 23:59:59", "2024-02-29 00:00:07", "2068-05-31 12:30:45"];

  test.each(orders)("every format of %s is read back from a time that is written in it", async (order) => {
    const written = timeFormats(order).filter((format) => !format.includes("%z"));
    for (const format of written) {
      const texts = await query(
        `SELECT strftime(moment::TIMESTAMP, $1) FROM (SELECT unnest(['${moments.join("','")}']) AS moment)`,
        [format.replace("%n", "%f")],
      );
      for (const [index, text] of texts.entries()) {
        const cell = text ?? "";
        const parsed = parseTime(cell, order);
        expect(parsed, `${cell} (${format})`).toBeDefined();
        const full = Date.parse(`${moments[index]?.replace(" ", "T")}Z`);
        const [same] = await query("SELECT epoch_ms(try_strptime($1, $2)::TIMESTAMP)", [cell, parsed?.format ?? ""]);
        expect(`${cell} → ${parsed?.instant}`).toBe(`${cell} → ${same}`);
        if (format.includes("%S") && !format.includes("%I")) expect(parsed?.instant).toBe(full);
      }
    }
  });

  const digit = fc.integer({ min: 0, max: 35 });
  const shape = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1890, max: 2210 }), fc.constantFrom("-", "/", "."), digit, digit)
      .map(([y, m, a, b]) => `${y}${m}${a}${m}${b}`),
    fc
      .tuple(digit, fc.constantFrom("-", "/", "."), digit, digit)
      .map(([a, m, b, c]) => `${a}${m}${b}${m}${String(c).padStart(2, "0")}`),
    fc.tuple(digit, digit, fc.constantFrom(2019, 2020)).map(([a, b, c]) => `${a}/${b}/${c}`),
    fc.tuple(digit, fc.constantFrom("Jan", "MAY", "june", "Sept", "December")).map(([d, m]) => `${d} ${m} 2021`),
    fc.tuple(digit, fc.constantFrom("Feb", "March")).map(([d, m]) => `${m} ${d}, 2021`),
    fc.tuple(digit, digit).map(([m, d]) => `2022年${m}月${d}日`),
  );
  const clock = fc.oneof(
    fc.constant(""),
    fc.tuple(fc.constantFrom(" ", "T"), digit, digit).map(([s, h, m]) => `${s}${h}:${m}`),
    fc.tuple(fc.constantFrom(" ", "T", "  "), digit, digit, digit).map(([s, h, m, x]) => `${s}${h}:${m}:${x}`),
    fc.tuple(digit, fc.constantFrom(" AM", "PM", " pm")).map(([h, half]) => ` ${h}:05${half}`),
    fc.constantFrom(
      " 08:05:06.25",
      "T08:05:06.1234567",
      "T08:05:06Z",
      " 08:05:06+08:00",
      "T08:05:06-0330",
      " 08:05:06 UTC",
    ),
  );

  test("reads of generated cells agree", async () => {
    const cells = fc.sample(fc.tuple(shape, clock, fc.constantFrom(...orders)), { numRuns: 600, seed: 7 });
    let read = 0;
    for (const [date, time, order] of cells) {
      const cell = date + time;
      const parsed = parseTime(cell, order);
      const any = timeFormats(order).filter((format) => isZonedFormat(format) === /Z|UTC|[+-]\d\d:?\d\d$/.test(time));
      const list = any.map((format) => `'${format}'`).join(",");
      const [value] = await query(
        `SELECT epoch_ms(try_strptime(regexp_replace(trim($1), '\\s+', ' ', 'g'), [${list}])::TIMESTAMP)`,
        [cell],
      );
      const year = value === null || value === undefined ? Number.NaN : new Date(Number(value)).getUTCFullYear();
      const plausible = year >= 1900 && year < 2200 ? Number(value) : undefined;
      if (parsed?.format !== "unix")
        expect(`${cell} (${order}): ${parsed && Math.floor(parsed.instant)}`).toBe(`${cell} (${order}): ${plausible}`);
      if (parsed) read++;
    }
    expect(read).toBeGreaterThan(100);
  }, 60_000);
});
