import { computed, inconclusive } from "../../core/outcome.ts";
import type { ArmValues } from "../arm-statistics.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/**
 * P(treated > control) + ½P(equal) = U/(n_c·n_t) (Mann & Whitney 1947). p value: normal, corrected for ties and continuity. Interval:
 * variance by placements (DeLong, DeLong & Clarke-Pearson 1988, doi:10.2307/2531595). O(distinct values).
 */
export const mannWhitney: Statistic = {
  id: "mann-whitney",
  label: { en: "Probability of superiority (Mann–Whitney)", zh: "优势概率（Mann–Whitney）" },
  help: {
    en: "How often a treated user has more than one of the control. It says nothing about the total, so it never decides.",
    zh: "实验组用户高于对照组用户的概率；不反映总量，因此不作为决策依据。",
  },
  scale: "probability",
  appliesTo: ({ type }, control, treatment) => type === "mean" && control.values !== null && treatment.values !== null,
  compare(control, treatment, options) {
    const [a, b] = [control.values, treatment.values];
    if (a === null || b === null) return inconclusive(reasons.nobody);
    const [na, nb] = [total(a), total(b)];
    if (na === 0 || nb === 0) return inconclusive(reasons.nobody);
    if (na < 2 || nb < 2) return inconclusive(reasons.fewerThanTwo);
    const placed = place(a, b, na, nb);
    const users = na + nb;
    const nullVariance = (na * nb * (users + 1 - placed.ties / (users * (users - 1)))) / 12;
    if (!(nullVariance > 0)) return inconclusive(reasons.constant);
    const estimate = placed.superior / (na * nb);
    const excess = placed.superior - (na * nb) / 2;
    const standardError = Math.sqrt(placed.controlVariance / na + placed.treatmentVariance / nb);
    const { alternative, metric } = options;
    const towards = alternative === "two-sided" ? Math.sign(excess) : metric.direction === "up" ? 1 : -1;
    const score = (excess - 0.5 * towards) / Math.sqrt(nullVariance);
    return computed({
      estimate,
      standardError,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      ...boundsOf((tail) => -normalQuantile(tail) * standardError, estimate, options),
      pValue: tailsOf(normalSurvival, score, options),
    });
  },
};

function total({ counts }: ArmValues): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** U of b over a, Σ(t³ − t) over ties, and the variances of placements, all in one walk over both arms' values in order. */
function place(a: ArmValues, b: ArmValues, na: number, nb: number) {
  let [i, j, belowA, belowB, superior, ties, squaresA, squaresB] = [0, 0, 0, 0, 0, 0, 0, 0];
  while (i < a.values.length || j < b.values.length) {
    const value = Math.min(a.values[i] ?? Number.POSITIVE_INFINITY, b.values[j] ?? Number.POSITIVE_INFINITY);
    const inA = a.values[i] === value ? (a.counts[i++] ?? 0) : 0;
    const inB = b.values[j] === value ? (b.counts[j++] ?? 0) : 0;
    const overA = belowA + inA / 2;
    superior += inB * overA;
    squaresB += inB * (overA / na) ** 2;
    squaresA += inA * (1 - (belowB + inB / 2) / nb) ** 2;
    const tied = inA + inB;
    ties += tied ** 3 - tied;
    belowA += inA;
    belowB += inB;
  }
  const mean = superior / (na * nb);
  return {
    superior,
    ties,
    controlVariance: Math.max(0, squaresA - na * mean ** 2) / (na - 1),
    treatmentVariance: Math.max(0, squaresB - nb * mean ** 2) / (nb - 1),
  };
}
