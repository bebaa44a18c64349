import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";
import { cuped } from "./cuped.ts";
import { cupedRelative } from "./cuped-relative.ts";
import { newcombe } from "./newcombe.ts";
import { permutationT } from "./permutation-t.ts";
import { quantileDifference } from "./quantile-difference.ts";
import { ratioDelta } from "./ratio-delta.ts";
import { reasons } from "./reasons.ts";
import { relativeDelta } from "./relative-delta.ts";
import { largestSkewness, MOST_SKEWNESS } from "./skewness-of-difference.ts";
import type { Statistic } from "./statistic.ts";
import { shareOf, smallestExpected } from "./two-by-two.ts";
import { welch } from "./welch.ts";

/**
 * Expected users with, and without, the event in the smaller arm from which Welch leads. Verdicts without an effect at 5 %, by
 * enumeration, arms 1 to 10: Welch 35.6 % at 1 expected, 6.3 % at 12, 5.7 % at 20, 5.2 % at 50; Newcombe's interval with the score
 * test 4.7 to 5 % at all of them; Wald's with the score test 0.2, 2.9, 3.4 and 4 %, since these two lean to different sides.
 */
const ENOUGH_EXPECTED = 20;

/**
 * Which difference leads, chosen by what is known of both arms together and never by the result:
 * quantile → order statistics; a mean whose difference is too skewed → the
 * randomisation test, none where values are unknown; few events → Newcombe; covariate → CUPED;
 * ratio → delta method; mean → Welch. A share of enough users is a mean like any other: its z stands beside it and says the same,
 * and one method for all metrics of a report makes their numbers alike. Strata do not change it: a column given to look by segment
 * is no adjustment.
 */
export function fixedLead(metric: MetricConfig, control: ArmSample, treatment: ArmSample): Outcome<Statistic> {
  const [a, b] = [control.statistics, treatment.statistics];
  if (metric.type === "quantile") return computed(quantileDifference);
  if (metric.type === "mean" && (largestSkewness(a, b) ?? 0) > MOST_SKEWNESS)
    return permutationT.appliesTo(metric, control, treatment)
      ? computed(permutationT)
      : inconclusive(reasons.tooSkewed);
  if (
    metric.type === "proportion" &&
    smallestExpected({ control: shareOf(a), treatment: shareOf(b) }) < ENOUGH_EXPECTED
  )
    return computed(newcombe);
  if (cuped.appliesTo(metric, control, treatment)) return computed(cuped);
  if (metric.type === "ratio") return computed(ratioDelta);
  return computed(welch);
}

/** The relative lift beside it, adjusted where the difference is. null for quantiles, which have none, and where the difference has no standard error
 * that a lift could have. */
export function fixedLift(metric: MetricConfig, control: ArmSample, treatment: ArmSample): Statistic | null {
  const lead = fixedLead(metric, control, treatment);
  if (!lead.ok || metric.type === "quantile" || lead.value === permutationT) return null;
  return lead.value === cuped ? cupedRelative : relativeDelta;
}
