import { computed } from "../../core/outcome.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { tailsOf } from "./estimate.ts";
import type { Statistic } from "./statistic.ts";
import { pooledScore, withTable } from "./two-by-two.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/**
 * p_t − p_c with the interval that combines Wilson's of both arms (Newcombe 1998, method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8
 * <873::AID-SIM779>3.0.CO;2-I), and the p value of the pooled score test, with which it agrees where Wald's does not.
 */
export const newcombe: Statistic = {
  id: "newcombe",
  label: { en: "Difference of shares (Newcombe)", zh: "比例差（Newcombe）" },
  help: {
    en: "Holds for small counts too, and never leaves −100 % to 100 %.",
    zh: "人数较少时同样可靠，区间不会超出 −100% 至 100%。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "proportion",
  compare: (control, treatment, options) =>
    withTable(control.statistics, treatment.statistics, (table) => {
      const { alpha, alternative, metric } = options;
      const z = -normalQuantile(alternative === "two-sided" ? alpha / 2 : alpha);
      const [a, b] = [table.control, table.treatment];
      const [ofA, ofB] = [wilsonInterval(a.successes, a.n, z), wilsonInterval(b.successes, b.n, z)];
      const estimate = b.share - a.share;
      const isOpen = (side: "up" | "down") => alternative === "better" && metric.direction === side;
      return computed({
        estimate,
        standardError: null,
        degreesOfFreedom: Number.POSITIVE_INFINITY,
        low: isOpen("down") ? Number.NEGATIVE_INFINITY : estimate - Math.hypot(b.share - ofB.low, ofA.high - a.share),
        high: isOpen("up") ? Number.POSITIVE_INFINITY : estimate + Math.hypot(ofB.high - b.share, a.share - ofA.low),
        pValue: tailsOf(normalSurvival, pooledScore(table), options),
      });
    }),
};
