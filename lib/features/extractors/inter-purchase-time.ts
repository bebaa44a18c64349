import { type Extractor, gapDays, gaps, skewed } from "../extractor.ts";

export const interPurchaseTime: Extractor = {
  id: "inter-purchase-time",
  label: { en: "Time between purchases", zh: "购买间隔" },
  help: {
    en: "Mean days from one purchase day to the next: (last − first) / (purchase days − 1). Needs two purchase days.",
    zh: "相邻两个购买日之间的平均天数：（末次 − 首次）/（购买天数 − 1）。至少需要两个购买日。",
  },
  unit: "days",
  decimals: 0,
  treatment: skewed,
  words: { high: { en: "slow-cycle", zh: "长周期" }, low: { en: "quick-cycle", zh: "短周期" }, topic: "rhythm" },
  phrase: { en: "{value} between purchases", zh: "购买间隔 {value}" },
  needs: [],
  aggregates: [gaps, gapDays],
  value: "CASE WHEN gaps >= 1 THEN gap_days::DOUBLE / gaps END",
  missing: { en: "bought on one day only so far", zh: "目前只在一天购买过" },
};
