import { describe, expect, it } from "vitest";
import type { FeatureInfo, Unit } from "../features/schema.ts";
import { describeSegment } from "./line.ts";

function feature(id: string, unit: Unit, phrase?: { en: string; zh: string }, label = { en: id, zh: id }): FeatureInfo {
  const treatment = { use: true, log: false, winsorise: 0, scale: "standard" } as const;
  const info = {
    id,
    label,
    help: label,
    unit,
    decimals: 0,
    coverage: 1,
    treatment,
    inMatrix: true,
    leftOut: null,
    words: null,
  };
  return phrase ? { ...info, phrase } : info;
}

const shop = [
  feature("recency", "days", { en: "last one {value} ago", zh: "最近一次在 {value}前" }),
  feature("frequency", "orders", { en: "{value}", zh: "{value}" }),
  feature("monetary", "money", { en: "{value} spent", zh: "消费 {value}" }),
  feature("return-rate", "share", { en: "{value} returned", zh: "退货率 {value}" }),
  feature("distinct-items", "items", { en: "{value}", zh: "{value}" }),
];

/** Cells of [mean, median, standardised]. */
function line(
  features: readonly FeatureInfo[],
  cells: readonly (readonly [number, number, number])[],
  known = 1,
  named: readonly number[] = [],
) {
  return describeSegment({
    features,
    named,
    profile: cells.map(([mean, median, standardised]) => ({ mean, median, standardised })),
    coverage: cells.map((_, at) => (at < 3 ? 1 : known)),
    related: () => 0,
    currency: "GBP",
  });
}

describe("describeSegment", () => {
  it("says a shop's basics, then what tells most, in medians and mean shares", () => {
    const cells = [
      [15, 12, -0.9],
      [14, 11, 1.4],
      [5200, 2611, 1.3],
      [0.03, 0, -0.5],
      [120, 80, 0.1],
    ] as const;
    expect(line(shop, cells)).toEqual({
      en: "11 orders, last one 12 days ago, £2,611 spent, 3\u00a0% returned",
      zh: "11 单，最近一次在 12 天前，消费 £2,611，退货率 3%",
    });
  });

  it("does not say what most members lack", () => {
    const cells = [
      [15, 12, -0.9],
      [14, 11, 1.4],
      [5200, 2611, 1.3],
      [0.03, 0, -2.5],
      [120, 80, 2],
    ] as const;
    expect(line(shop, cells, 0.3).en).toBe("11 orders, last one 12 days ago, £2,611 spent");
  });

  it("bears the name out before it says what else stands out", () => {
    const cells = [
      [15, 12, -0.9],
      [14, 11, 1.4],
      [5200, 2611, 1.3],
      [0.03, 0, -0.5],
      [120, 80, 2],
    ] as const;
    expect(line(shop, cells, 1, [0, 3]).en).toMatch(/, 3\u00a0% returned$/);
  });

  it("writes years without a comma", () => {
    expect(line([feature("Year_Birth", "number")], [[1957.2, 1957, 1]]).en).toBe("Year Birth 1957");
  });

  it("falls back on labels, most telling first, and leaves out what somebody is not", () => {
    const table = [
      feature("Age", "number"),
      feature("Gender=Female", "yes-no", undefined, { en: "Gender: Female", zh: "Gender：Female" }),
      feature("Gender=Male", "yes-no", undefined, { en: "Gender: Male", zh: "Gender：Male" }),
      feature("Income", "number", undefined, { en: "Annual Income (k$)", zh: "年收入" }),
    ];
    const cells = [
      [24, 24, -0.9],
      [0.95, 1, 0.8],
      [0.05, 0, -0.8],
      [40.4, 40, -0.7],
    ] as const;
    expect(line(table, cells)).toEqual({
      en: "Age 24 · 95\u00a0% female · Annual Income 40 k$",
      zh: "Age 24 · 女性 95% · 年收入 40 k$",
    });
  });

  it("says a category by its column and level, whole, and leaves names of one letter alone", () => {
    const band = { en: "History segment: 2) $100 - $200", zh: "History segment：2) $100 - $200" };
    const table = [feature("history", "yes-no", undefined, band), feature("x", "number")];
    const cells = [
      [0.97, 1, 0.9],
      [3, 3, 0.5],
    ] as const;
    expect(line(table, cells)).toEqual({
      en: "History segment 2) $100 - $200 (97\u00a0%) · x 3",
      zh: "History segment：2) $100 - $200（97%） · x 3",
    });
  });

  it("says counts and sums as such, and no level that a minority has", () => {
    const table = [
      feature("Num web purchases", "number"),
      feature("Mnt wines", "number"),
      feature("channel", "yes-no", undefined, { en: "Channel: Phone", zh: "渠道：Phone" }),
      feature("Retention 7", "yes-no"),
    ];
    const cells = [
      [6, 6, 0.9],
      [298, 298, 0.8],
      [0.4, 0, 0.7],
      [0.06, 0, -0.6],
    ] as const;
    expect(line(table, cells)).toEqual({
      en: "6 web purchases · Wines spend 298 · Retention 7: 6\u00a0%",
      zh: "web purchases 6 · wines 消费 298 · Retention 7：6%",
    });
  });

  it("takes template signs in a value's place as text", () => {
    const odd = [feature("x", "number", { en: "{value} & {value} $&", zh: "{value}" })];
    expect(line(odd, [[1, 1, 1]]).en).toBe("1 & 1 $&");
  });

  it("is empty where there is nothing to say", () => {
    expect(line([], [])).toEqual({ en: "", zh: "" });
  });
});
