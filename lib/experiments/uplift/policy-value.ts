import { normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../report-schema.ts";

/** What an outcome is worth, and what treating a user costs, in one unit. */
export interface Worth {
  /** Of one unit of the outcome; below 0 where less is better. */
  readonly benefit: number;
  readonly cost: number;
}

/**
 * What treating each user is worth, by inverse probability: γ = benefit · (y − ȳ)·(t − p)/(p(1 − p)) − cost, p the share treated.
 * Its mean over the users of a policy, times their share, estimates without bias what the policy gains over treating nobody where
 * treatment was by chance (Horvitz & Thompson 1952); over everybody it is the difference of means. Taking ȳ off takes out noise.
 * Both arms have users.
 */
export function worthOfTreating(treated: Uint8Array, outcome: Float64Array, { benefit, cost }: Worth): Float64Array {
  const n = outcome.length;
  const share = treated.reduce((sum, one) => sum + one, 0) / n;
  const mean = outcome.reduce((sum, value) => sum + value, 0) / n;
  const factor = benefit / (share * (1 - share));
  return outcome.map((value, user) => (value - mean) * ((treated[user] ?? 0) - share) * factor - cost);
}

/** Mean of a value a user with its normal interval: mean ± z·s/√n. n ≥ 2. */
export function meanInterval(values: Float64Array, alpha: number): Interval {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0);
  const half = -normalQuantile(alpha / 2) * Math.sqrt(squares / (n - 1) / n);
  return { value, low: value - half, high: value + half };
}

/** Mean worth a user of a policy over another: their users counted with +1 and −1. isTreated: 0 or 1 by user; null: nobody. */
export function compareTreating(
  worth: Float64Array,
  isTreated: Uint8Array | null,
  other: Uint8Array | null,
  alpha: number,
): Interval {
  return meanInterval(
    worth.map((value, user) => ((isTreated?.[user] ?? 0) - (other?.[user] ?? 0)) * value),
    alpha,
  );
}
