import type { Random } from "../../core/random.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { PolicyPairReport, TargetingReport } from "../report-schema.ts";
import { dealFolds, takeValues } from "../uplift/cross-fit.ts";
import { effectsOfGroups } from "../uplift/group-effects.ts";
import { compareTreating, type Worth, worthOfTreating } from "../uplift/policy-value.ts";
import { fewestUsers, type Levels, type TestUsers, worthOf } from "../uplift/users.ts";
import { describeTooFew } from "../uplift/wording.ts";
import { describePair, describeTargeting } from "./wording.ts";

/** A segmentation learns on the first half of the users, and is valued on the second. */
const halves = 2;

/**
 * Segmentations as targeting policies on one finished, randomised test: on half of the users, each learns which segments to treat
 * (benefit × effect > cost, effects drawn towards the common one); on the other half its gain is read by inverse probability. A
 * plain half and no cross-fitting: where effects are near the cost, decisions of folds go together with each other's outcomes, and
 * intervals over all folds held no 95 % (two segmentations by chance "differed" in 9 % of tests). Pairs are compared on the same
 * users, so that only those count whom they treat differently. "No difference" is said where the whole interval lies within the
 * margin or both treat the same users, and "not told apart" where it does not: one is evidence, the other the lack of it.
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
  const half = dealFolds(treated, halves, random);
  const [seen, held] = [0, 1].map((own) => Int32Array.from(half.keys()).filter((user) => half[user] === own));
  if (!seen || !held) throw new Error("no halves");
  const value = worthOfTreating(takeValues(treated, held, Uint8Array), takeValues(outcome, held, Float64Array), worth);
  const decided = [...segmentations].map(([name, levels]) => ({
    ...{ name, segments: levels.levels.length },
    isTreated: decide(levels, { treated, outcome, seen, held, worth }),
  }));
  const alikeOf = (a: Uint8Array, b: Uint8Array) => a.filter((own, user) => own === b[user]).length / held.length;
  const pairs = decided.flatMap((first, at) =>
    decided.slice(at + 1).map((second): PolicyPairReport => {
      const alike = alikeOf(first.isTreated, second.isTreated);
      const difference = compareTreating(value, first.isTreated, second.isTreated, config.alpha);
      const verdict = judge(difference, alike, config.targeting?.margin);
      const pair = { first: first.name, second: second.name, alike, difference, verdict };
      return { ...pair, sentence: describePair(pair, metric, worth.currency) };
    }),
  );
  const policies = decided.map(({ name, segments, isTreated }) => ({
    ...{ name, segments, share: isTreated.reduce((sum, one) => sum + one, 0) / held.length },
    gain: compareTreating(value, isTreated, null, config.alpha),
  }));
  const treatAll = compareTreating(value, new Uint8Array(held.length).fill(1), null, config.alpha);
  return { ...head, users: held.length, policies, treatAll, pairs, sentence: describeTargeting(pairs) };
}

interface Halves {
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
  /** Users that are learnt from, and those that are decided on. */
  readonly seen: Int32Array;
  readonly held: Int32Array;
  readonly worth: Worth;
}

/** Treat or not, by held user, from the effects that segments had among the seen. */
function decide({ codes, levels }: Levels, { treated, outcome, seen, held, worth }: Halves): Uint8Array {
  const { effects, common } = effectsOfGroups(
    takeValues(codes, seen, Int32Array),
    levels.length,
    takeValues(treated, seen, Uint8Array),
    takeValues(outcome, seen, Float64Array),
  );
  return Uint8Array.from(held, (user) => Number(worth.benefit * (effects[codes[user] ?? -1] ?? common) > worth.cost));
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
