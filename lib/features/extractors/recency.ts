import { type Extractor, lastDay, skewed } from "../extractor.ts";

export const recency: Extractor = {
  id: "recency",
  label: { en: "Recency", zh: "最近购买距今" },
  help: {
    en: "Whole days from the last purchase to the reference date.",
    zh: "从最后一次购买到基准日的整天数。",
  },
  unit: "days",
  decimals: 0,
  treatment: skewed,
  words: { high: { en: "lapsed", zh: "沉睡" }, low: { en: "recent", zh: "近期" }, topic: "time" },
  phrase: { en: "last bought {value} ago", zh: "最近一次购买在 {value}前" },
  needs: [],
  aggregates: [lastDay],
  value: "reference_date - last_day",
};
