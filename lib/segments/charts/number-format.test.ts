import { describe, expect, it } from "vitest";
import { writeIndex, writeShare, writeUserValue, writeValue } from "./number-format.ts";

const gbp = { currency: "GBP" };

describe("writeValue", () => {
  it("writes values with their unit in both languages", () => {
    expect(writeValue(212, "en", { kind: "days", ...gbp })).toBe("212 days");
    expect(writeValue(1, "en", { kind: "orders", ...gbp })).toBe("1 order");
    expect(writeValue(1.4, "en", { kind: "orders", decimals: 1, ...gbp })).toBe("1.4 orders");
    expect(writeValue(1234, "zh", { kind: "units", ...gbp })).toBe("1,234 件");
    expect(writeValue(2610.6, "en", { kind: "money", ...gbp })).toBe("£2,611");
    expect(writeValue(0.34, "zh", { kind: "share", ...gbp })).toBe("34%");
    expect(writeValue(0.46, "en", { kind: "ratio", decimals: 2, ...gbp })).toBe("0.46");
  });

  it("shortens for narrow cells, by thousands or by 万", () => {
    const short = { short: true, ...gbp };
    expect(writeValue(2527, "en", { kind: "money", ...short })).toBe("£2.5k");
    expect(writeValue(280_206, "en", { kind: "money", ...short })).toBe("£280k");
    expect(writeValue(280_206, "zh", { kind: "money", ...short })).toBe("£28万");
    expect(writeValue(38.07, "en", { kind: "money", ...short })).toBe("£38");
    expect(writeValue(0.75, "en", { kind: "money", ...short })).toBe("£0.75");
    expect(writeValue(-1500, "en", { kind: "money", ...short })).toBe("−£1.5k");
    expect(writeValue(1_300_000, "en", { kind: "number", ...short })).toBe("1.3M");
    expect(writeValue(999_600, "en", { kind: "number", ...short })).toBe("1M");
    expect(writeValue(212, "en", { kind: "days", ...short })).toBe("212");
    expect(writeValue(1, "en", { kind: "share", ...short })).toBe("100%");
  });

  it("has a dash for what is missing, never a zero", () => {
    expect(writeValue(null, "en", { kind: "money", ...gbp })).toBe("–");
    expect(writeValue(undefined, "en", { kind: "days", ...gbp })).toBe("–");
    expect(writeValue(Number.NaN, "zh", { kind: "share", ...gbp })).toBe("–");
  });

  it("writes money without a currency as a number", () => {
    expect(writeValue(2611, "en", { kind: "money", currency: null })).toBe("2,611");
  });
});

describe("writeShare", () => {
  it("never calls something nothing", () => {
    expect(writeShare(0.00008, "en")).toBe("< 0.1\u00a0%");
    expect(writeShare(0.00008, "zh")).toBe("< 0.1%");
    expect(writeShare(0, "en")).toBe("0\u00a0%");
    expect(writeShare(0.006, "en")).toBe("0.6\u00a0%");
    expect(writeShare(0.8354, "en", 1)).toBe("83.5\u00a0%");
  });
});

describe("writeIndex", () => {
  it("uses a true minus and gives zero no sign", () => {
    expect(writeIndex(-0.05)).toBe("−0.05");
    expect(writeIndex(-0.001)).toBe("0.00");
    expect(writeIndex(null)).toBe("–");
  });
});

describe("writeUserValue", () => {
  it("says yes or no of one user, where a segment has a share", () => {
    const flag = { unit: "yes-no", decimals: 0 } as const;
    expect(writeUserValue(1, "en", flag, null)).toBe("yes");
    expect(writeUserValue(0, "zh", flag, null)).toBe("否");
    expect(writeUserValue(null, "en", flag, null)).toBe("–");
  });
});
