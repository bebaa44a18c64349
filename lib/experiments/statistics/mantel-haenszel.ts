import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { pairStrata } from "./post-stratified.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { type Share, shareOf } from "./two-by-two.ts";

interface Stratum {
  readonly control: Share;
  readonly treatment: Share;
  readonly users: number;
}

const appliesTo: Statistic["appliesTo"] = ({ type }, control, treatment) =>
  type === "proportion" && control.strata.length > 1 && treatment.strata.length > 1;

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
  appliesTo,
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

/**
 * Common risk ratio less 1, Σ s_t·n_c/N ÷ Σ s_c·n_t/N, the interval on the logarithm with the variance of Greenland & Robins
 * (1985, doi:10.2307/2530643).
 */
export const mantelHaenszelRelative: Statistic = {
  id: "mantel-haenszel-relative",
  label: { en: "Relative lift, segments held equal (Mantel–Haenszel)", zh: "按人群分层的相对提升（Mantel–Haenszel）" },
  help: {
    en: "One common risk ratio over segments; the interval is on the logarithm.",
    zh: "假定各人群比值相同；区间在对数尺度上计算。",
  },
  scale: "relative",
  appliesTo,
  compare(control, treatment, options) {
    const strata = strataOf(control, treatment);
    if (!strata.ok) return strata;
    const sum = sumOver(strata.value);
    const above = sum((s) => (s.treatment.successes * s.control.n) / s.users);
    const below = sum((s) => (s.control.successes * s.treatment.n) / s.users);
    if (below === 0) return inconclusive(reasons.controlNotPositive);
    if (above === 0) return inconclusive(reasons.constant);
    const spread = sum(({ control: c, treatment: t, users }) => {
      const successes = c.successes + t.successes;
      return (c.n * t.n * successes - c.successes * t.successes * users) / users ** 2;
    });
    const error = Math.sqrt(Math.max(0, spread) / (above * below));
    if (error === 0) return inconclusive(reasons.constant);
    const onLog = boundsOf((tail) => -normalQuantile(tail) * error, Math.log(above / below), options);
    return computed({
      estimate: above / below - 1,
      standardError: null,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      low: onLog.low === Number.NEGATIVE_INFINITY ? onLog.low : Math.expm1(onLog.low),
      high: Math.expm1(onLog.high),
      pValue: tailsOf(normalSurvival, cochranScore(strata.value), options),
    });
  },
};

/** Signed root of the Cochran–Mantel–Haenszel statistic: Σ(s_t − E s_t)/√Σ Var s_t, hypergeometric. */
function cochranScore(strata: readonly Stratum[]): number {
  const sum = sumOver(strata);
  const excess = sum(
    (s) => s.treatment.successes - ((s.control.successes + s.treatment.successes) * s.treatment.n) / s.users,
  );
  const variance = sum(({ control: c, treatment: t, users }) => {
    const successes = c.successes + t.successes;
    return users < 2 ? 0 : (c.n * t.n * successes * (users - successes)) / (users ** 2 * (users - 1));
  });
  return excess / Math.sqrt(variance);
}

/** Strata where both arms have users: the others tell nothing of a difference. */
function strataOf(control: ArmSample, treatment: ArmSample): Outcome<readonly Stratum[]> {
  const strata = pairStrata(control.strata, treatment.strata).flatMap(([c, t]) =>
    c.n === 0 || t.n === 0 ? [] : [{ control: shareOf(c), treatment: shareOf(t), users: c.n + t.n }],
  );
  if (strata.length === 0) return inconclusive(reasons.nobody);
  const varies = strata.some(({ control: c, treatment: t, users }) => {
    const successes = c.successes + t.successes;
    return successes > 0 && successes < users;
  });
  return varies ? computed(strata) : inconclusive(reasons.noEvents);
}

function sumOver(strata: readonly Stratum[]) {
  return (term: (stratum: Stratum) => number): number => strata.reduce((total, stratum) => total + term(stratum), 0);
}
