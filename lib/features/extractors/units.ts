import { type Extractor, skewed } from "../extractor.ts";

export const units: Extractor = {
  id: "units",
  label: { en: "Units", zh: "购买件数" },
  help: { en: "Sum of the quantities of all purchases.", zh: "全部购买的数量之和。" },
  unit: "units",
  decimals: 0,
  treatment: skewed,
  words: { high: { en: "bulk-buying", zh: "大批量" }, low: { en: "few-unit", zh: "小批量" }, topic: "spend" },
  phrase: { en: "{value}", zh: "{value}" },
  needs: ["quantity"],
  aggregates: [{ level: "order", name: "units", sql: "sum(units)" }],
  value: "units",
};
