import type { Statistic } from "./statistic.ts";
import { welch } from "./welch.ts";

/** Difference of two ratios of means by the delta method (see `momentsOf`), degrees of freedom as Welch's. */
export const ratioDelta: Statistic = {
  id: "ratio-delta",
  label: { en: "Difference of ratios (delta method)", zh: "比率差（delta 方法）" },
  help: {
    en: "The user, not the order, is the unit; numerator and denominator vary together.",
    zh: "以用户而非订单为分析单位，考虑分子与分母的相关性。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "ratio",
  compare: welch.compare,
};
