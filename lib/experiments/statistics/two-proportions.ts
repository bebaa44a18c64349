import { computed, inconclusive } from "../../core/outcome.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { pooledScore, type Share, withTable } from "./two-by-two.ts";

/** p_t − p_c with Wald's unpooled interval, SE √(p_c·q_c/n_c + p_t·q_t/n_t), and the p value of the pooled score test. */
export const twoProportions: Statistic = {
  id: "two-proportions",
  label: { en: "Difference of shares (z)", zh: "比例差（z 检验）" },
  help: {
    en: "Normal approximation: right where at least five users with and without the event are expected in each variant.",
    zh: "正态近似；适用于各组发生与未发生的期望人数均不少于 5 的情形。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "proportion",
  compare: (control, treatment, options) =>
    withTable(control.statistics, treatment.statistics, (table) => {
      const variance = (arm: Share) => (arm.share * (1 - arm.share)) / arm.n;
      const standardError = Math.sqrt(variance(table.control) + variance(table.treatment));
      if (standardError === 0) return inconclusive(reasons.constant);
      const estimate = table.treatment.share - table.control.share;
      return computed({
        estimate,
        standardError,
        degreesOfFreedom: Number.POSITIVE_INFINITY,
        ...boundsOf((tail) => -normalQuantile(tail) * standardError, estimate, options),
        pValue: tailsOf(normalSurvival, pooledScore(table), options),
      });
    }),
};
