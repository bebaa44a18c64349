import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { Interval, PolicyReport } from "../report-schema.ts";
import { takeValues } from "./cross-fit.ts";
import { type FeatureMatrix, takeUsers } from "./features.ts";
import { compareTreating, worthOfTreating } from "./policy-value.ts";
import { describePolicy } from "./rule.ts";
import { worthOf } from "./users.ts";
import { describeVerdict } from "./wording.ts";

export interface Policy {
  readonly report: PolicyReport;
  /** 0 or 1 by user. */
  readonly isTreated: Uint8Array;
  /** Uplift that is expected of each user, in the metric's unit. */
  readonly uplift: Float64Array;
}

export interface PolicyInput {
  /** Uplift by learner and user, told of users that it was not learnt from. */
  readonly scores: readonly Float64Array[];
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
  /** Users on whom it is valued: their models saw none of them. */
  readonly held: Int32Array;
  readonly encoded: FeatureMatrix;
  readonly metric: MetricConfig;
  readonly config: ExperimentConfig;
}

/**
 * Treats a user where benefit × uplift > cost, the uplift the mean of what all learners say: no learner is chosen by how it did,
 * so that nothing is won by choosing. Its gain is read from the outcomes of the held users.
 */
export function choosePolicy({ scores, treated, outcome, held, encoded, metric, config }: PolicyInput): Policy {
  const worth = worthOf(metric, config);
  const uplift = outcome.map((_, user) => {
    let sum = 0;
    for (const own of scores) sum += own[user] ?? 0;
    return sum / scores.length;
  });
  const isTreated = Uint8Array.from(uplift, (own) => Number(worth.benefit * own > worth.cost));
  const chosen = takeValues(isTreated, held, Uint8Array);
  const everybody = new Uint8Array(held.length).fill(1);
  const value = worthOfTreating(takeValues(treated, held, Uint8Array), takeValues(outcome, held, Float64Array), worth);
  const compare = (one: Uint8Array | null, other: Uint8Array | null) =>
    compareTreating(value, one, other, config.alpha);
  const [gain, treatAll] = [compare(chosen, null), compare(everybody, null)];
  const isAllBetter = treatAll.value > 0;
  const advantage = compare(chosen, isAllBetter ? everybody : null);
  const verdict = advantage.low > 0 ? "policy" : isAllBetter ? "everybody" : "nobody";
  const share = chosen.reduce((sum, one) => sum + one, 0) / chosen.length;
  // Told of the held users alone, whose models saw none of them, the words have nothing to do with their outcomes either.
  const own = { columns: encoded.columns, matrix: takeUsers(encoded.matrix, held) };
  const { words, fidelity, where, isMeant } = describePolicy(own, chosen);
  const nothing: Interval = { value: 0, low: 0, high: 0 };
  const found = { share, currency: worth.currency, gain, treatAll, treatNone: nothing, advantage, verdict } as const;
  const sentence = describeVerdict(found, isAllBetter, metric);
  const rule = { rule: words, fidelity, where, ruleGain: compare(isMeant, null) };
  return { report: { ...rule, ...found, sentence }, isTreated, uplift };
}
