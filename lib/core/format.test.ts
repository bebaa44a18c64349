import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, formatNumber, formatShare } from "./format.ts";

describe("formatNumber", () => {
  it.each([
    [0, 0, "0"],
    [999, 0, "999"],
    [1000, 0, "1,000"],
    [1234567.891, 2, "1,234,567.89"],
    [-1234.5, 1, "−1,234.5"],
    [-0.001, 2, "0.00"],
    [12.004, 2, "12.00"],
    [Number.NaN, 0, "–"],
    [Number.POSITIVE_INFINITY, 0, "–"],
  ])("writes %d with %d decimals as %s", (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it("leaves out decimals that say nothing when asked to trim", () => {
    expect(formatNumber(12, 2, true)).toBe("12");
    expect(formatNumber(12.5, 2, true)).toBe("12.50");
  });

  it("reads back as the rounded number", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (value) => {
        expect(Number(formatNumber(value).replaceAll(",", "").replace("−", "-"))).toBe(value);
      }),
    );
  });
});

describe("formatShare", () => {
  it("keeps a decimal only where a whole percentage would hide the share", () => {
    expect(formatShare(0.835, "zh")).toBe("84%");
    expect(formatShare(0.004, "zh")).toBe("0.4%");
    expect(formatShare(0.0001, "zh")).toBe("0%");
    expect(formatShare(0, "zh")).toBe("0%");
  });

  it("does not call less than everybody 100 %", () => {
    expect(formatShare(0.994, "zh")).toBe("99%");
    expect(formatShare(0.996, "zh")).toBe("99.6%");
    expect(formatShare(0.99999, "zh")).toBe("99.9%");
    expect(formatShare(1, "zh")).toBe("100%");
    expect(formatShare(-0.996, "zh")).toBe("−99.6%");
    expect(formatShare(1.004, "zh")).toBe("100%");
  });

  it("sets the English sign apart without a line break", () => {
    expect(formatShare(0.03, "en")).toBe("3\u00a0%");
  });
});

describe("formatMoney", () => {
  it.each([
    [2611.4, "GBP", "£2,611"],
    [18.5, "gbp", "£18.50"],
    [18, "CNY", "¥18"],
    [99.999, "EUR", "€100"],
    [-12.5, "USD", "−$12.50"],
    [2611, null, "2,611"],
    [5, "CHF", "CHF\u00a05"],
    [5, "€", "€5"],
    [5, "constructor", "5"],
    [5, "__proto__", "5"],
  ])("writes %d in %s as %s", (value, currency, text) => {
    expect(formatMoney(value, currency)).toBe(text);
  });

  it("keeps as many decimals as are asked for", () => {
    expect(formatMoney(0.0042, "USD", 4)).toBe("$0.0042");
    expect(formatMoney(250, "EUR", 2)).toBe("€250.00");
  });
});
