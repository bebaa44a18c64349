import { normalQuantile } from "../distributions/normal.ts";
import { crossingProbability, type GroupSequentialPlan } from "../sequential/crossing.ts";
import { solveIncreasing } from "../sequential/solve-increasing.ts";

/**
 * How many times the users of a fixed test the last look needs, so that looking costs no power: (θ/(z_{1−α/2} + z_power))², θ
 * the drift at which the bounds are crossed with that power. 1 for one look.
 */
export function inflationOf(plan: GroupSequentialPlan, alpha: number, power: number): number {
  const fixed = normalQuantile(power) - normalQuantile(alpha / 2);
  const drift = solveIncreasing((theta) => crossingProbability(plan, theta) - power, fixed * 0.9, fixed * 3);
  return (drift / fixed) ** 2;
}

/** Looks at equal distances. */
export function equalTimes(looks: number): number[] {
  return Array.from({ length: looks }, (_, look) => (look + 1) / looks);
}
