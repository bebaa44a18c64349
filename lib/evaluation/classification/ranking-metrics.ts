import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";

export interface RankingMetrics {
  /** Chance that a positive scores above a negative, ties counting half (Mann–Whitney), 0…1. */
  readonly rocAuc: number;
  /** Σ (recall step) · precision: the step sum, not the trapezoid, 0…1. */
  readonly averagePrecision: number;
}

/** One score at which everybody at or above it is called positive. */
interface Cut {
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * How well scores rank positives above negatives. truth: n of 0 and 1; scores: n finite numbers of any scale.
 * Inconclusive where only one class occurs.
 */
export function rankingMetrics(truth: ArrayLike<number>, scores: ArrayLike<number>): Outcome<RankingMetrics> {
  const cuts = cutsOf(truth, scores);
  const last = cuts.at(-1);
  if (!last || last.truePositives === 0 || last.falsePositives === 0)
    return inconclusive({ en: "Only one class occurs.", zh: "只出现了一个类别。" });
  const { truePositives: positives, falsePositives: negatives } = last;
  let area = 0;
  let precisionSum = 0;
  let before: Cut = { truePositives: 0, falsePositives: 0 };
  for (const cut of cuts) {
    const risen = cut.truePositives - before.truePositives;
    area += ((before.truePositives + cut.truePositives) / 2) * (cut.falsePositives - before.falsePositives);
    precisionSum += risen * (cut.truePositives / (cut.truePositives + cut.falsePositives));
    before = cut;
  }
  return computed({ rocAuc: area / (positives * negatives), averagePrecision: precisionSum / positives });
}

/** Points of a curve that a picture can tell apart. */
const mostCuts = 100;

/**
 * The ROC and the precision–recall curve: recall, false positive rate and precision at cuts of the scores, from the highest
 * down; a hundred at most, even in the number of positives and negatives that they add. truth: n of 0 and 1, both occurring
 * (else none); scores: n finite numbers.
 */
export function rankingCuts(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
): { readonly recall: number; readonly falsePositiveRate: number; readonly precision: number }[] {
  const cuts = cutsOf(truth, scores);
  const last = cuts.at(-1);
  if (!last || last.truePositives === 0 || last.falsePositives === 0) return [];
  const { truePositives: positives, falsePositives: negatives } = last;
  // Along either axis, so that neither a steep nor a flat stretch is cut short.
  const wayOf = (cut: Cut) => (cut.truePositives / positives + cut.falsePositives / negatives) / 2;
  let told = -1;
  return cuts.flatMap((cut) => {
    const step = Math.floor(wayOf(cut) * (mostCuts - 1));
    if (step === told) return [];
    told = step;
    const { truePositives, falsePositives } = cut;
    const precision = truePositives / (truePositives + falsePositives);
    return [{ recall: truePositives / positives, falsePositiveRate: falsePositives / negatives, precision }];
  });
}

/** Counts at every different score, from the highest down. */
function cutsOf(truth: ArrayLike<number>, scores: ArrayLike<number>): Cut[] {
  const order = Array.from({ length: truth.length }, (_, i) => i);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const cuts: Cut[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (const [place, i] of order.entries()) {
    if (truth[i] === 1) truePositives++;
    else falsePositives++;
    const next = order[place + 1];
    if (next === undefined || scores[next] !== scores[i]) cuts.push({ truePositives, falsePositives });
  }
  return cuts;
}
