import { computed, inconclusive } from "../../core/outcome.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { appliesToStrata, cochranScore, strataOf, sumOver } from "./stratified-tables.ts";

/**
 * Common difference of shares over strata, Σ(s_t·n_c − s_c·n_t)/N ÷ Σ n_c·n_t/N (Mantel & Haenszel 1959; s successes, N users of a
 * stratum), its variance by Sato (1989, doi:10.2307/2531774), which holds for few large strata and many small ones; p value of the
 * Cochran–Mantel–Haenszel test without correction.
 */
export const mantelHaenszel: Statistic = {
  id: "mantel-haenszel",
  label: {
    en: "Difference of shares, segments held equal (Mantel–Haenszel)",
    zh: "按人群分层的比例差（Mantel–Haenszel）",
  },
  help: {
    en: "One common difference over segments; holds for small segments too.",
    zh: "假定各人群差异相同；人群较小时同样可用。",
  },
  scale: "difference",
  appliesTo: appliesToStrata,
  compare(control, treatment, options) {
    const strata = strataOf(control, treatment);
    if (!strata.ok) return strata;
    const sum = sumOver(strata.value);
    const weight = sum((s) => (s.control.n * s.treatment.n) / s.users);
    const estimate =
      sum((s) => (s.treatment.successes * s.control.n - s.control.successes * s.treatment.n) / s.users) / weight;
    const p = sum(
      ({ control: c, treatment: t, users }) =>
        (t.n ** 2 * c.successes - c.n ** 2 * t.successes + (c.n * t.n * (c.n - t.n)) / 2) / users ** 2,
    );
    const q = sum(
      ({ control: c, treatment: t, users }) =>
        (t.successes * (c.n - c.successes) + c.successes * (t.n - t.successes)) / (2 * users),
    );
    const standardError = Math.sqrt(Math.max(0, estimate * p + q)) / weight;
    if (standardError === 0) return inconclusive(reasons.constant);
    return computed({
      estimate,
      standardError,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      ...boundsOf((tail) => -normalQuantile(tail) * standardError, estimate, options),
      pValue: tailsOf(normalSurvival, cochranScore(strata.value), options),
    });
  },
};
