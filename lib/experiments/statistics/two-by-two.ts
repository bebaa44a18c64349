import { inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmStatistics } from "../arm-statistics.ts";
import { reasons } from "./reasons.ts";

/** Users with and without the event in two arms. */
export interface TwoByTwo {
  readonly control: Share;
  readonly treatment: Share;
}

export interface Share {
  readonly n: number;
  readonly successes: number;
  readonly share: number;
}

export function shareOf({ n, means }: ArmStatistics): Share {
  const successes = Math.round(n * (means[0] ?? 0));
  return { n, successes, share: successes / n };
}

export function isShare({ successes, n }: Share): boolean {
  return successes >= 0 && successes <= n;
}

/** The table of two arms goes on; inconclusive where an arm is empty, or nobody or everybody has the event in both. */
export function withTable<T>(
  control: ArmStatistics,
  treatment: ArmStatistics,
  use: (table: TwoByTwo) => Outcome<T>,
): Outcome<T> {
  if (control.n === 0 || treatment.n === 0) return inconclusive(reasons.nobody);
  const table = { control: shareOf(control), treatment: shareOf(treatment) };
  if (![table.control, table.treatment].every(isShare)) return inconclusive(reasons.notAShare);
  const successes = table.control.successes + table.treatment.successes;
  if (successes === 0 || successes === control.n + treatment.n) return inconclusive(reasons.noEvents);
  return use(table);
}

/** Standard error of the difference where there is none: √(p(1 − p)(1/n_c + 1/n_t)), p of both arms together. */
export function pooledError({ control, treatment }: TwoByTwo): number {
  const pooled = (control.successes + treatment.successes) / (control.n + treatment.n);
  return Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
}

/** z of the score test; z² is Pearson's χ² without correction. */
export function pooledScore(table: TwoByTwo): number {
  return (table.treatment.share - table.control.share) / pooledError(table);
}

/** The smallest of the four counts that are expected where the arms do not differ. */
export function smallestExpected({ control, treatment }: TwoByTwo): number {
  const successes = control.successes + treatment.successes;
  const users = control.n + treatment.n;
  return (Math.min(control.n, treatment.n) * Math.min(successes, users - successes)) / users;
}
