import { type Extractor, skewed, spend } from "../extractor.ts";

export const monetary: Extractor = {
  id: "monetary",
  label: { en: "Spend", zh: "累计消费" },
  help: {
    en: "Sum of all purchases, before returns are taken off; the return rate tells of those.",
    zh: "全部购买金额之和，不扣除退货；退货情况见退货率。",
  },
  unit: "money",
  decimals: 0,
  treatment: skewed,
  words: {
    high: { en: "high-spending", zh: "高消费", noun: { en: "big spenders" } },
    low: { en: "low-spending", zh: "低消费", noun: { en: "small spenders" } },
    topic: "spend",
  },
  phrase: { en: "{value} spent", zh: "累计消费 {value}" },
  needs: ["amount"],
  aggregates: [spend],
  value: "spend",
};
