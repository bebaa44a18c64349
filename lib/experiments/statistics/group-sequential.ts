import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundOf, repeatedPValue } from "../sequential/repeated.ts";
import { fixedLead, fixedLift } from "./fixed-lead.ts";
import { reasons } from "./reasons.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";

/** The difference that would lead a fixed test, at this look of a group sequential one. */
export const groupSequential: Statistic = {
  id: "group-sequential",
  label: { en: "Difference at this look (group sequential)", zh: "本次查看的差（成组序贯）" },
  help: {
    en: "Range and p value hold at every planned look at once.",
    zh: "区间与 p 值在各次计划内的查看中同时成立。",
  },
  scale: "difference",
  mode: "group-sequential",
  appliesTo: (metric, control, treatment) => fixedLead(metric, control, treatment).ok,
  compare(control, treatment, options) {
    const lead = fixedLead(options.metric, control, treatment);
    return lead.ok ? repeatedEstimate(lead.value, control, treatment, options) : lead;
  },
};

/** The relative lift that would lead a fixed test, at this look. */
export const groupSequentialRelative: Statistic = {
  id: "group-sequential-relative",
  label: { en: "Relative lift at this look (group sequential)", zh: "本次查看的相对提升（成组序贯）" },
  help: groupSequential.help,
  scale: "relative",
  mode: "group-sequential",
  appliesTo: (metric, control, treatment) => fixedLift(metric, control, treatment) !== null,
  compare(control, treatment, options) {
    const lift = fixedLift(options.metric, control, treatment);
    return lift === null ? inconclusive(reasons.tooSkewed) : repeatedEstimate(lift, control, treatment, options);
  },
};

/**
 * Repeated confidence interval (Jennison & Turnbull 1989, doi:10.1111/j.2517-6161.1989.tb01433.x): the method's own at the error of
 * this look, 2·(1 − Φ(c)), c the bound of |z| here; so it holds of any method, with a standard error or without. Its p value by the
 * same, valid at every look. One-sided: the bounds of both sides at 2α.
 */
export function repeatedEstimate(
  statistic: Statistic,
  control: ArmSample,
  treatment: ArmSample,
  options: CompareOptions,
): Outcome<Estimate> {
  const { look, alpha, alternative } = options;
  if (look === null) return inconclusive(reasons.noLook);
  const sides = alternative === "two-sided" ? 2 : 1;
  const bound = boundOf(look, alpha * (2 / sides));
  const outcome = statistic.compare(control, treatment, { ...options, alpha: sides * normalSurvival(bound) });
  if (!outcome.ok) return outcome;
  const z = scoreOf(outcome.value.pValue / sides);
  const pValue = z > 0 ? (repeatedPValue(look, z) * sides) / 2 : 1;
  return computed({ ...outcome.value, degreesOfFreedom: null, pValue });
}

/** The z whose upper tail this is. */
export function scoreOf(tail: number): number {
  return tail < 1e-300 ? 37 : -normalQuantile(Math.min(tail, 1 - 1e-16));
}
