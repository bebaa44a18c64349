import { type Extractor, units } from "../extractor.ts";

export const returnRate: Extractor = {
  id: "return-rate",
  label: { en: "Return rate", zh: "退货率" },
  help: {
    en: "Returned units divided by bought units, at most 100 %; by amount where the file has no quantities.",
    zh: "退货件数除以购买件数，最高 100%；文件没有数量列时按金额计算。",
  },
  unit: "share",
  decimals: 2,
  treatment: { use: true, log: false, winsorise: 0.05, scale: "standard" },
  words: {
    high: { en: "return-prone", zh: "高退货" },
    low: { en: "rarely returning", zh: "低退货" },
    topic: "returns",
  },
  phrase: { en: "{value} returned", zh: "退货率 {value}" },
  needs: [],
  aggregates: [units, { level: "return", name: "returned", sql: "sum(size)" }],
  value: "least(1, coalesce(returned, 0)::DOUBLE / units::DOUBLE)",
};
