import { adjustedBy, appliesWithCovariate } from "./adjusted-difference.ts";
import { thetaWithin } from "./covariate-slope.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Difference of y − θ·x, x what the same users did before (Deng, Xu, Kohavi & Walker 2013, doi:10.1145/2433396.2433413), θ the slope
 * within arms: that over both arms together takes up part of the effect itself. For ratios y is linearised.
 */
export const cuped: Statistic = {
  id: "cuped",
  label: { en: "Difference adjusted for the time before (CUPED)", zh: "经实验前数据调整的差（CUPED）" },
  help: {
    en: "What users did before takes noise out, with the slope within variants. The covariate must be from before assignment.",
    zh: "用实验前行为去除噪声，斜率取组内估计。协变量须来自分组之前。",
  },
  scale: "difference",
  appliesTo: appliesWithCovariate,
  compare: adjustedBy(thetaWithin),
};
