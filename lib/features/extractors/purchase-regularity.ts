import { type Extractor, gapDays, gaps } from "../extractor.ts";

export const purchaseRegularity: Extractor = {
  id: "purchase-regularity",
  label: { en: "Regularity", zh: "购买规律性" },
  help: {
    en: "1 / (1 + coefficient of variation of the days between purchases): 1 is like clockwork, about 50 % is by chance. Needs three gaps.",
    zh: "1 /（1 + 购买间隔的变异系数）：100% 表示像钟表一样规律，约 50% 表示随机。至少需要三个间隔。",
  },
  unit: "share",
  decimals: 2,
  treatment: { use: true, log: false, winsorise: 0.01, scale: "standard" },
  words: { high: { en: "steady", zh: "规律" }, low: { en: "irregular", zh: "不规律" }, topic: "regularity" },
  phrase: { en: "regularity {value}", zh: "规律性 {value}" },
  needs: [],
  aggregates: [gaps, gapDays, { level: "day", name: "squared_gap_days", sql: "sum(gap * gap)" }],
  // Sample deviation from whole numbers, so that no order of summing can change a bit: n·Σg² − (Σg)² is exact.
  value: `CASE WHEN gaps >= 3 THEN
    1 / (1 + sqrt((gaps * squared_gap_days - gap_days * gap_days)::DOUBLE / (gaps * (gaps - 1))) * gaps / gap_days) END`,
  missing: { en: "have fewer than three gaps between purchases so far", zh: "的购买间隔目前少于三个" },
};
