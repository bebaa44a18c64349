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
  treatment: { use: false, log: false, winsorise: 0, scale: "standard" },
  words: { high: { en: "long-standing", zh: "老" }, low: { en: "new", zh: "新" }, topic: "tenure" },
  phrase: { en: "customer for {value}", zh: "首购至今 {value}" },
  unused: {
    en: "It says when somebody came, not how they buy, so it is left out of the distances; it is shown in the profile.",
    zh: "它反映客户何时到来，而非如何购买，因此不参与距离计算，仅在人群特征中展示。",
  },
  needs: [],
  aggregates: [firstDay],
  value: "reference_date - first_day",
};
