import { inconclusive } from "../../core/outcome.ts";
import type { ArmStatistics } from "../arm-statistics.ts";
import { studentEstimate } from "./estimate.ts";
import { momentsOf } from "./moments.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Σ w_s·(ȳ_ts − ȳ_cs), w_s the stratum's share of all users, SE √Σ w_s²·(s²_cs/n_cs + s²_ts/n_ts), normal
 * (Miratrix, Sekhon & Yu 2013, doi:10.1111/j.1467-9868.2012.01048.x). A stratum without users in either arm does not count.
 */
export const postStratified: Statistic = {
  id: "post-stratified",
  label: { en: "Difference, segments held equal (post-stratified)", zh: "按人群加权的差（事后分层）" },
  help: {
    en: "Segments that landed unevenly in the variants are weighted alike. Segments must be from before assignment.",
    zh: "消除各人群在两组中占比不均的影响。人群须在分组之前确定。",
  },
  scale: "difference",
  appliesTo: ({ type }, control, treatment) =>
    (type === "mean" || type === "proportion") && control.strata.length > 1 && treatment.strata.length > 1,
  compare(control, treatment, options) {
    const pairs = pairStrata(control.strata, treatment.strata);
    const users = pairs.reduce((total, [c, t]) => total + c.n + t.n, 0);
    let difference = 0;
    let variance = 0;
    for (const [c, t] of pairs) {
      const [a, b] = [momentsOf(c), momentsOf(t)];
      if (!a.ok || !b.ok) return inconclusive(reasons.smallStratum);
      const weight = (c.n + t.n) / users;
      difference += weight * (b.value.mean - a.value.mean);
      variance += weight ** 2 * (a.value.variance / c.n + b.value.variance / t.n);
    }
    return studentEstimate(difference, Math.sqrt(variance), Number.POSITIVE_INFINITY, options);
  },
};

/** The strata of two arms side by side, without those where nobody is. */
export function pairStrata(
  control: readonly ArmStatistics[],
  treatment: readonly ArmStatistics[],
): (readonly [ArmStatistics, ArmStatistics])[] {
  return control.flatMap((c, place) => {
    const t = treatment[place];
    return t === undefined || c.n + t.n === 0 ? [] : [[c, t] as const];
  });
}
