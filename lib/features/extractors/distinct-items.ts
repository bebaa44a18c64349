import { type Extractor, skewed } from "../extractor.ts";

export const distinctItems: Extractor = {
  id: "distinct-items",
  label: { en: "Different items", zh: "购买商品种数" },
  help: { en: "Different items among all purchases.", zh: "全部购买中不同商品的种数。" },
  unit: "items",
  decimals: 0,
  treatment: { ...skewed, use: false },
  words: { high: { en: "wide-ranging", zh: "多品类" }, low: { en: "narrow-range", zh: "少品类" }, topic: "range" },
  phrase: { en: "{value}", zh: "{value}" },
  unused: {
    en: "It rises and falls with spend, so it is left out of the distances; it is shown in the profile.",
    zh: "它与消费金额同升同降，因此不参与距离计算，仅在人群特征中展示。",
  },
  needs: ["item"],
  aggregates: [{ level: "item", name: "items", sql: "count(*)" }],
  value: "items",
  missing: { en: "have no item code", zh: "没有商品编码" },
};
