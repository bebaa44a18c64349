import { type Extractor, firstDay } from "../extractor.ts";

export const tenure: Extractor = {
  id: "tenure",
  label: { en: "Tenure", zh: "客户年资" },
  help: {
    en: "Whole days from the first purchase to the reference date.",
    zh: "从首次购买到基准日的整天数。",
  },
  unit: "days",
  decimals: 0,
  treatment: { use: true, log: false, winsorise: 0, scale: "standard" },
  words: { high: { en: "long-standing", zh: "老" }, low: { en: "new", zh: "新" }, topic: "tenure" },
  phrase: { en: "customer for {value}", zh: "首购至今 {value}" },
  needs: [],
  aggregates: [firstDay],
  value: "reference_date - first_day",
};
