import type { ExperimentConfig } from "./config-schema.ts";
import {
  type ArmCase,
  comparisonsOf,
  type DecisionInput,
  isHarmed,
  isOpen,
  type LeadComparison,
  leadMetrics,
} from "./decision-case.ts";
import type { Comparison, Decision, DecisionVerdict, MoneyReport } from "./report-schema.ts";
import { boundsOf } from "./verdict.ts";
import { describeDecision } from "./wording-decision.ts";

/**
 * The decision: a failed check that blocks leaves no winner; else each arm is judged by its primary metrics, then by what it
 * earns where money was entered. A guardrail that got worse stops it, one whose margin is not ruled out leaves it open. The
 * best of the arms that pass is chosen.
 * Where nothing is shown the decision is to go on (while results come in) or none at all — "no difference" only inside a margin.
 */
export function decide(input: DecisionInput): Decision {
  const cases = input.arms.filter(({ arm }) => arm !== input.control).map(({ arm }) => judgeArm(arm, input));
  const blocking = input.checks.find(({ blocks, passed }) => blocks && !passed) ?? null;
  const verdict = blocking ? "blocked" : verdictOf(cases);
  const chosen = verdict === "blocked" ? null : bestOf(cases.filter((one) => one.verdict === verdict));
  const { sentence, detail } = describeDecision({ input, verdict, chosen, cases, blocking });
  return { verdict, arm: verdict === "ship" ? (chosen?.arm ?? null) : null, sentence, detail };
}

function judgeArm(arm: string, input: DecisionInput): ArmCase {
  const lead = comparisonsOf(arm, leadMetrics(input));
  const money = input.money.find((one) => one.arm === arm) ?? null;
  return { arm, lead, money, ...judgeLead(arm, lead, money, input) };
}

function judgeLead(
  arm: string,
  lead: readonly LeadComparison[],
  money: MoneyReport | null,
  input: DecisionInput,
): Pick<ArmCase, "verdict" | "because"> {
  const has = (verdict: Comparison["verdict"]) => lead.some(({ comparison }) => comparison.verdict === verdict);
  const undecided = input.isRunning ? "continue" : "inconclusive";
  if (lead.length === 0 || lead.every(({ comparison }) => comparison.verdict === "inconclusive"))
    return { verdict: "inconclusive", because: "metric" };
  const guards = comparisonsOf(
    arm,
    input.metrics.filter(({ role }) => role === "guardrail"),
  );
  if (guards.some(isHarmed)) return { verdict: "stop", because: "guardrail" };
  if (has("better") && has("worse")) return { verdict: undecided, because: "mixed" };
  if (has("worse")) return { verdict: "stop", because: "metric" };
  if (has("better")) {
    if (guards.some((guard) => isOpen(guard, input.config))) return { verdict: undecided, because: "guardrail" };
    if (money?.perUser && money.perUser.high < 0) return { verdict: "stop", because: "money" };
    if (money?.perUser && money.perUser.low <= 0) return { verdict: undecided, because: "money" };
    return { verdict: "ship", because: money?.perUser ? "money" : "metric" };
  }
  if (lead.every((one) => isWithinMargin(one, input.config))) return { verdict: "no-difference", because: "metric" };
  return { verdict: undecided, because: "metric" };
}

/** Does the whole interval lie within ± the margin that was set beforehand? (Two one-sided tests, at alpha/2 each.) */
function isWithinMargin({ metric, comparison }: LeadComparison, config: ExperimentConfig): boolean {
  const margin = config.metrics.find(({ name }) => name === metric.name)?.margin;
  if (margin === undefined || comparison.difference === null) return false;
  const { low, high } = boundsOf(comparison);
  return low > -margin && high < margin;
}

/** Of the whole test: its best arm decides; arms that are worse stop it only where all others are known to be no better. */
function verdictOf(cases: readonly ArmCase[]): DecisionVerdict {
  const order: readonly DecisionVerdict[] = ["ship", "continue", "inconclusive", "no-difference", "stop"];
  return order.find((verdict) => cases.some((one) => one.verdict === verdict)) ?? "inconclusive";
}

/** Most money, else the largest step of the first leading metric in the good direction. */
function bestOf(cases: readonly ArmCase[]): ArmCase | null {
  const worth = ({ money, lead }: ArmCase): number => {
    if (money?.perUser) return money.perUser.value;
    const first = lead[0];
    const step = first?.comparison.difference ?? Number.NEGATIVE_INFINITY;
    return first?.metric.direction === "down" ? -step : step;
  };
  return cases.toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
}
