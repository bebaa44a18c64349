import { computed, inconclusive } from "../../core/outcome.ts";
import { normalSurvival } from "../distributions/normal.ts";
import { withBoundedLift } from "./bounded-lift.ts";
import { tailsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Relative lift by Fieller's theorem (1954): all ρ at which m_t − ρ·m_c is not told from 0, so (m_c² − z²v_c)ρ² − 2·m_c·m_t·ρ +
 * m_t² − z²v_t ≤ 0, less 1. Normal. Where m_c² ≤ z²v_c the set has no bounds: inconclusive. The p value is that of ρ = 1.
 */
export const fieller: Statistic = {
  id: "fieller",
  label: { en: "Relative lift (Fieller)", zh: "相对提升（Fieller）" },
  help: {
    en: "Right where the control's mean is small against its error; has no bounds where it cannot be told from 0.",
    zh: "适用于对照组均值相对误差较大的情形；若均值与 0 无法区分，则没有上下界。",
  },
  scale: "relative",
  appliesTo: ({ type }) => type !== "quantile",
  compare: (control, treatment, options) =>
    withBoundedLift(control.statistics, treatment.statistics, options, (a, b, z) => {
      const [va, vb] = [a.variance / a.n, b.variance / b.n];
      if (va + vb === 0) return inconclusive(reasons.constant);
      // In units of the control's mean, and solved for the lift instead of the ratio, so that large means lose no digits.
      const [ua, ub] = [(z * z * va) / a.mean ** 2, (z * z * vb) / a.mean ** 2];
      const lift = (b.mean - a.mean) / a.mean;
      const leading = 1 - ua;
      const root = Math.sqrt(ua * (1 + lift) ** 2 + ub * leading);
      const low = (lift + ua - root) / leading;
      const high = (lift + ua + root) / leading;
      const score = (b.mean - a.mean) / Math.sqrt(va + vb);
      const { alternative, metric } = options;
      const isOpen = (side: "up" | "down") => alternative === "better" && metric.direction === side;
      return computed({
        estimate: lift,
        standardError: null,
        degreesOfFreedom: Number.POSITIVE_INFINITY,
        low: isOpen("down") ? Number.NEGATIVE_INFINITY : low,
        high: isOpen("up") ? Number.POSITIVE_INFINITY : high,
        pValue: tailsOf(normalSurvival, score, options),
      });
    }),
};
