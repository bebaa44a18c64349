import { normalSurvival } from "../distributions/normal.ts";
import type { LookPlan } from "./look-plan.ts";
import { spendAlpha } from "./spending.ts";

/** By look and alpha: every comparison of a look asks for the same bounds first. */
const bounds = new WeakMap<LookPlan, Map<number, number>>();

/** |z| from which this look stops a two-sided test of this alpha. */
export function boundOf(plan: LookPlan, alpha: number): number {
  const known = bounds.get(plan) ?? new Map<number, number>();
  bounds.set(plan, known);
  const bound = known.get(alpha) ?? findBound(plan, alpha);
  known.set(alpha, bound);
  return bound;
}

function findBound({ times, clock, spending }: LookPlan, alpha: number): number {
  return spendAlpha(times, alpha, spending, clock).bounds.at(-1) ?? Number.POSITIVE_INFINITY;
}

/**
 * Repeated p value (Jennison & Turnbull 2000, Group Sequential Methods, 9.2): the smallest alpha at which this look would stop the
 * test, two-sided. Valid at every look, and below alpha just where the repeated interval leaves 0 out. Secant on z_{1−α/2}, in which
 * bounds are nearly straight. z ≥ 0: the estimate in standard errors.
 */
export function repeatedPValue(plan: LookPlan, z: number): number {
  const excess = (at: number) => boundOf(plan, 2 * normalSurvival(at)) - z;
  let [low, high] = [0.002, 37];
  if (excess(low) >= 0) return 1;
  if (excess(high) <= 0) return 2 * normalSurvival(high);
  let [at, before] = [Math.min(36, Math.max(0.01, z)), low];
  let [value, valueBefore] = [excess(at), excess(low)];
  for (let step = 0; step < 60 && high - low > 1e-9; step++) {
    if (value > 0) high = at;
    else low = at;
    if (Math.abs(value) < 1e-9) break;
    const secant = at - (value * (at - before)) / (value - valueBefore);
    [before, valueBefore] = [at, value];
    at = secant > low && secant < high ? secant : (low + high) / 2;
    value = excess(at);
  }
  return Math.min(1, 2 * normalSurvival(at));
}
