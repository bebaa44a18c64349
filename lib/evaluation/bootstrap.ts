import type { Random } from "../core/random.ts";

export const resamples = 200;

/**
 * How often each of n users is drawn, a resample at a time (Efron 1979). The same random gives the same draws, so that
 * figures of several models are of the same users, and their differences are paired.
 */
export function* drawUsers(n: number, draws: number, random: Random): Generator<Uint16Array> {
  const counts = new Uint16Array(n);
  for (let draw = 0; draw < draws; draw++) {
    const own = random.fork(`draw ${draw}`);
    counts.fill(0);
    for (let i = 0; i < n; i++) {
      const user = own.int(n);
      counts[user] = (counts[user] ?? 0) + 1;
    }
    yield counts;
  }
}

/** A figure with its 95 % interval: percentiles of its resampled values; null where most of those, or itself, cannot be said. */
export function intervalOf(
  value: number,
  drawn: readonly number[],
): { readonly value: number; readonly low: number; readonly high: number } | null {
  const sorted = drawn.filter((one) => !Number.isNaN(one)).sort((a, b) => a - b);
  if (Number.isNaN(value) || sorted.length < drawn.length / 2 || sorted.length === 0) return null;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { value, low: at(0.025), high: at(0.975) };
}
