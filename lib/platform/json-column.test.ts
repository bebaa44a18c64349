import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonColumn } from "./json-column.ts";

/** What PostgreSQL refuses in jsonb. */
function isKept(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, child]) => isKept(key) && isKept(child));
}

describe("a value for a JSON column", () => {
  test("loses its NUL characters, and half a pair becomes a replacement character", () => {
    expect(jsonColumn({ a: "x\0y", b: ["\ud83d", "\ude00!"] })).toEqual({ a: "xy", b: ["\ufffd", "\ufffd!"] });
  });

  test("is mended in its names as well: they come from files", () => {
    expect(jsonColumn({ "spend\0": 1, "\ud800": { "a\udfff": 2 } })).toEqual({ spend: 1, "\ufffd": { "a\ufffd": 2 } });
  });

  test("keeps what only looks like such a character", () => {
    const texts = ["\\u0000", "\\\\u0000", "C:\\users\\u0000", "\\ud800", "😀", "é", "\u0001"];
    expect(jsonColumn(texts)).toEqual(texts);
    expect(jsonColumn("\\\0")).toBe("\\");
    expect(jsonColumn("\\\\\ud800")).toBe("\\\\\ufffd");
  });

  test("never has two halves grow together where a NUL was between them", () => {
    expect(jsonColumn("\ud83d\0\ude00")).toBe("\ufffd\ufffd");
  });

  test("is kept as it is where PostgreSQL keeps it, and can always be kept", () => {
    const hostile = fc.string({
      unit: fc.constantFrom("\0", "\\", "u", "0", '"', "\ud83d", "\ude00", "a", "\n", "字"),
      maxLength: 12,
    });
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, hostile, fc.integer(), fc.constant(null), tie("list"), tie("record")),
      list: fc.array(tie("value"), { maxLength: 3 }),
      record: fc.dictionary(hostile, tie("value"), { maxKeys: 3 }),
    })).value;
    fc.assert(
      fc.property(value, (given) => {
        const kept = jsonColumn(given);
        expect(isKept(kept)).toBe(true);
        if (isKept(given)) expect(kept).toEqual(JSON.parse(JSON.stringify(given)));
        expect(jsonColumn(kept)).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });
});
