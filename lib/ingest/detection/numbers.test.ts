import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessDecimal, isMissing, parseNumber } from "./numbers.ts";

describe("parseNumber", () => {
  test.each([
    ["12", 12],
    ["-0.5", -0.5],
    [".5", 0.5],
    ["-6.327400e-002", -0.063274],
    ["1,234.50", 1234.5],
    ["¥1,234.50", 1234.5],
    ["￥ 99", 99],
    ["12.5元", 12.5],
    ["45 %", 45],
    ["(1,250.00)", -1250],
    ["12-", -12],
    ["+7", 7],
  ])("%s with a point is %d", (cell, value) => {
    expect(parseNumber(cell, ".")).toBeCloseTo(value, 12);
  });

  test.each([
    ["12,5", 12.5],
    ["1.234,50", 1234.5],
    ["€ 3,99", 3.99],
    ["1.234", 1234],
    ["-0,5", -0.5],
  ])("%s with a comma is %d", (cell, value) => {
    expect(parseNumber(cell, ",")).toBeCloseTo(value, 12);
  });

  test.each(["", "-", ".", "abc", "1,23,4", "1.2.3", "0x1F", "Infinity", "NaN", "1e999", "12abc", "3 - 4", "2) $100"])(
    "%s is no number",
    (cell) => {
      expect(parseNumber(cell, ".")).toBeUndefined();
    },
  );

  test("what JavaScript prints is read back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value), ".")).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test("a giant cell is no number and costs nothing", () => {
    expect(parseNumber("1".repeat(10_000_000), ".")).toBeUndefined();
  });
});

describe("guessDecimal", () => {
  test("cells that can only be read one way decide", () => {
    expect(guessDecimal(["12,5", "1.234", "7,25"])).toBe(",");
    expect(guessDecimal(["12.5", "1,234"])).toBe(".");
    expect(guessDecimal(["1.234,56"])).toBe(",");
    expect(guessDecimal(["€ 12,50", "x"])).toBe(",");
  });

  test("thousands alone say nothing: a point", () => {
    expect(guessDecimal(["1,234", "12,345", "1.234"])).toBe(".");
    expect(guessDecimal([])).toBe(".");
  });
});

test("marks for nothing are known in both languages, trimmed and without case", () => {
  for (const cell of ["", "  ", "NA", "n/a", "NULL", "None", "\\N", "-", "无"]) expect(isMissing(cell)).toBe(true);
  for (const cell of ["0", "no", "NAN1", "--x", "unknown"]) expect(isMissing(cell)).toBe(false);
});
