import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import { groupFiles, resolveTables, toTableConfig } from "./resolve.ts";
import type { TableConfig } from "./schema.ts";

/** Rows or a clear error, and the outcome repeated by its own config: anything else fails the test. */
function survive(bytes: Uint8Array, truncated: boolean, config: Partial<TableConfig> = {}): string {
  const samples = new Map([["f", { name: "f", bytes, truncated }]]);
  try {
    groupFiles(["f"], samples);
    const [table] = resolveTables([{ ...config, files: ["f"] }], samples);
    if (!table) throw new Error("no table");
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(table.columns.length);
    expect(resolveTables([toTableConfig(table)], samples)).toEqual([table]);
    return table.kind;
  } catch (error) {
    if (error instanceof CladeError && error.code !== "INTERNAL") {
      expect(error.message).not.toMatch(/\{\w+\}|\?\.$/);
      return error.code;
    }
    throw error;
  }
}

const shop = new TextEncoder().encode(
  `order_id,customer_id,下单时间,quantity,price,email\n${Array.from({ length: 40 }, (_, i) => `"o${i >> 1}",c${i % 7},2026/1/${1 + (i % 28)} 9:0${i % 10},${i % 5},"1,0${i}.5",a${i}@x.org`).join("\r\n")}\r\n`,
);

const roles = fc.constantFrom("user", "time", "order", "item", "amount", "order-total", "number", "ignore", "label");
const config: fc.Arbitrary<Partial<TableConfig>> = fc.record(
  {
    kind: fc.constantFrom("transactions", "users"),
    header: fc.oneof(fc.boolean(), fc.nat({ max: 60 })),
    encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be", "gb18030"),
    separator: fc.constantFrom(",", ";", "\t", "|", "whitespace"),
    quote: fc.constantFrom('"', "'", ""),
    decimal: fc.constantFrom(".", ","),
    dateOrder: fc.constantFrom("ymd", "dmy", "mdy"),
    columns: fc.dictionary(
      fc.constantFrom("order_id", "customer_id", "column_1", "column_2", "__proto__", "price"),
      roles,
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: [] },
);

describe("whatever the bytes, there is a table or a clear error", () => {
  test("random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, cut) => void survive(bytes, cut)),
      { numRuns: 300 },
    );
  });

  test("text of separators, quotes, line ends and odd characters", () => {
    const piece = fc.constantFrom(
      ",",
      ";",
      "\t",
      "|",
      '"',
      "'",
      "\n",
      "\r",
      "\r\n",
      " ",
      "1",
      "2026-01-05",
      "a",
      "客户",
      "*",
      "=",
      "\0",
      "\uFEFF",
      "1.5",
      "-",
      "__proto__",
      "🙂",
    );
    const text = fc.array(piece, { maxLength: 120 }).map((pieces) => new TextEncoder().encode(pieces.join("")));
    fc.assert(
      fc.property(text, fc.boolean(), (bytes, cut) => void survive(bytes, cut)),
      { numRuns: 400 },
    );
  });

  test("a shop file cut at any byte", () => {
    expect(survive(shop, false)).toBe("transactions");
    for (let end = 0; end < shop.length; end += 7) survive(shop.subarray(0, end), true);
  });

  test("a shop file with bytes overwritten", () => {
    const slip = fc.tuple(fc.nat({ max: shop.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(slip, { maxLength: 30 }), (slips) => {
        const bytes = shop.slice();
        for (const [at, byte] of slips) bytes[at] = byte;
        survive(bytes, false);
      }),
      { numRuns: 150 },
    );
  });

  test("a shop file under any config", () => {
    fc.assert(
      fc.property(config, fc.boolean(), (wishes, cut) => void survive(shop, cut, wishes)),
      { numRuns: 300 },
    );
  });
});

describe("time grows with the size, not with its square", () => {
  const half = 256 * 1024;
  const fill = (unit: string, length: number) => new TextEncoder().encode(unit.repeat(Math.ceil(length / unit.length)));
  test.each([
    ["one giant cell", "x"],
    ["one giant quoted cell", '""'],
    ["quotes that never match", '"a"b,'],
    ["empty cells", ","],
    ["empty lines", "\n"],
    ["one letter a line", "a\n"],
    ["blanks", " "],
    ["dates that are none", "2026-13-45,"],
    ["dates that may be either", "01/02/2026,1\n"],
    ["numbers", "1,234.5e7;"],
    ["addresses", "a@b.c@d.e\n"],
    ["stars", "***,*\n"],
    ["high bytes", "é\n"],
  ])("%s", (_, unit) => {
    survive(fill(unit, half / 4), true);
    const start = performance.now();
    survive(fill(unit, half * 2), true);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
