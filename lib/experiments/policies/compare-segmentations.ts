import type { Random } from "../../core/random.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { PolicyPairReport, TargetingReport } from "../report-schema.ts";
import { dealFolds } from "../uplift/cross-fit.ts";
import { effectsOfGroups } from "../uplift/group-effects.ts";
import { compareTreating, type Worth, worthOfTreating } from "../uplift/policy-value.ts";
import { fewestUsers, type Levels, type TestUsers, worthOf } from "../uplift/users.ts";
import { describeTooFew } from "../uplift/wording.ts";
import { describePair, describeTargeting } from "./wording.ts";

const folds = 5;

/**
 * Segmentations as targeting policies on one finished, randomised test: each treats the segments where benefit × effect > cost,
 * the effects learnt on the other folds and drawn towards the common one; what that gains is read by inverse probability. Pairs
 * are compared on the same users, so that only those count whom they treat differently. "No difference" is said where the whole
 * interval lies within the margin or both treat the same users, and "not told apart" where it does not: one is evidence, the
 * other the lack of it.
 */
export function compareSegmentations(
  users: TestUsers,
  metric: MetricConfig,
  config: ExperimentConfig,
  random: Random,
): TargetingReport {
  const { treated, arm, segmentations } = users;
  const n = treated.length;
  const worth = worthOf(metric, config);
  const head = { metric: metric.name, arm, users: n, currency: worth.currency };
  const inArm = treated.reduce((sum, one) => sum + one, 0);
  const nothing = { value: 0, low: 0, high: 0 };
  if (Math.min(inArm, n - inArm) < fewestUsers)
    return { ...head, policies: [], treatAll: nothing, pairs: [], sentence: describeTooFew(fewestUsers) };
  const outcome = users.outcomes.get(metric.name) ?? new Float64Array(n);
  const value = worthOfTreating(treated, outcome, worth);
  const fold = dealFolds(treated, folds, random);
  const decided = [...segmentations].map(([name, levels]) => ({
    ...{ name, segments: levels.levels.length },
    isTreated: decide(levels, { treated, outcome, fold, worth }),
  }));
  const pairs = decided.flatMap((first, at) =>
    decided.slice(at + 1).map((second): PolicyPairReport => {
      const alike = first.isTreated.filter((own, user) => own === second.isTreated[user]).length / n;
      const difference = compareTreating(value, first.isTreated, second.isTreated, config.alpha);
      const verdict = judge(difference, alike, config.targeting?.margin);
      const pair = { first: first.name, second: second.name, alike, difference, verdict };
      return { ...pair, sentence: describePair(pair, metric, worth.currency) };
    }),
  );
  const policies = decided.map(({ name, segments, isTreated }) => ({
    ...{ name, segments, share: isTreated.reduce((sum, one) => sum + one, 0) / n },
    gain: compareTreating(value, isTreated, null, config.alpha),
  }));
  const treatAll = compareTreating(value, new Uint8Array(n).fill(1), null, config.alpha);
  return { ...head, policies, treatAll, pairs, sentence: describeTargeting(pairs) };
}

interface Outcomes {
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
  readonly fold: Uint8Array;
  readonly worth: Worth;
}

/** Treat or not, by user, from the effects that their segments had among the users of other folds. */
function decide({ codes, levels }: Levels, { treated, outcome, fold, worth }: Outcomes): Uint8Array {
  const isTreated = new Uint8Array(codes.length);
  for (let held = 0; held < folds; held++) {
    const others = Int32Array.from(fold.keys()).filter((user) => fold[user] !== held);
    const { effects, common } = effectsOfGroups(
      Int32Array.from(others, (user) => codes[user] ?? -1),
      levels.length,
      Uint8Array.from(others, (user) => treated[user] ?? 0),
      Float64Array.from(others, (user) => outcome[user] ?? 0),
    );
    for (const [user, own] of codes.entries())
      if (fold[user] === held) isTreated[user] = Number(worth.benefit * (effects[own] ?? common) > worth.cost);
  }
  return isTreated;
}

function judge(
  { low, high }: PolicyPairReport["difference"],
  alike: number,
  margin: number | undefined,
): PolicyPairReport["verdict"] {
  if (alike === 1 || (margin !== undefined && low > -margin && high < margin)) return "no-difference";
  if (low > 0) return "first";
  return high < 0 ? "second" : "not-told-apart";
}
