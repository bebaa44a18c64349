import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { pairStrata } from "./post-stratified.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { isShare, type Share, shareOf } from "./two-by-two.ts";

/** Both arms of a stratum. */
export interface Stratum {
  readonly control: Share;
  readonly treatment: Share;
  readonly users: number;
}

/** Events of users whose stratum is known. */
export const appliesToStrata: Statistic["appliesTo"] = ({ type }, control, treatment) =>
  type === "proportion" && control.strata.length > 1 && treatment.strata.length > 1;

/** Signed root of the Cochran–Mantel–Haenszel statistic: Σ(s_t − E s_t)/√Σ Var s_t, hypergeometric. */
export function cochranScore(strata: readonly Stratum[]): number {
  const sum = sumOver(strata);
  const excess = sum(
    (s) => s.treatment.successes - ((s.control.successes + s.treatment.successes) * s.treatment.n) / s.users,
  );
  const variance = sum(({ control: c, treatment: t, users }) => {
    const successes = c.successes + t.successes;
    return users < 2 ? 0 : (c.n * t.n * successes * (users - successes)) / (users ** 2 * (users - 1));
  });
  return excess / Math.sqrt(variance);
}

/** Strata where both arms have users: the others tell nothing of a difference. */
export function strataOf(control: ArmSample, treatment: ArmSample): Outcome<readonly Stratum[]> {
  const strata = pairStrata(control.strata, treatment.strata).flatMap(([c, t]) =>
    c.n === 0 || t.n === 0 ? [] : [{ control: shareOf(c), treatment: shareOf(t), users: c.n + t.n }],
  );
  if (strata.length === 0) return inconclusive(reasons.nobody);
  if (!strata.every((s) => isShare(s.control) && isShare(s.treatment))) return inconclusive(reasons.notAShare);
  const varies = strata.some(({ control: c, treatment: t, users }) => {
    const successes = c.successes + t.successes;
    return successes > 0 && successes < users;
  });
  return varies ? computed(strata) : inconclusive(reasons.noEvents);
}

/** Σ over strata. */
export function sumOver(strata: readonly Stratum[]) {
  return (term: (stratum: Stratum) => number): number => strata.reduce((total, stratum) => total + term(stratum), 0);
}
