import { exitAbove, mirrored, startWalk, stepWalk } from "./brownian-walk.ts";

/** How information and error are laid out over the looks of a two-sided, symmetric test. */
export interface GroupSequentialPlan {
  /** Information at each look, ascending; in shares of the last one where a drift is asked of. */
  readonly times: readonly number[];
  /** |z| from which the test stops at each look. */
  readonly bounds: readonly number[];
}

/**
 * Chance that |Z| reaches its bound at some look, Z(t) = B(t)/√t and B a Brownian motion of this drift: the drift is the mean of
 * the final z. Armitage, McPherson & Rowe 1969 (doi:10.2307/2343787): the density of paths that go on is carried from look to
 * look by Simpson's rule. Precise to about 1e-6; O(looks · 200²).
 */
export function crossingProbability(plan: GroupSequentialPlan, drift: number): number {
  const { above, below } = crossingChances(plan, drift);
  return above + below;
}

/** The same of each side: stopped above, or below, at any look. The last bound of a side may be of any sign. */
export function crossingChances(
  { times, bounds }: GroupSequentialPlan,
  drift: number,
): { above: number; below: number } {
  let walk = startWalk();
  const crossed = { above: 0, below: 0 };
  for (const [look, time] of times.entries()) {
    const bound = bounds[look] ?? Number.POSITIVE_INFINITY;
    crossed.above += exitAbove(walk, time, bound, drift);
    crossed.below += exitAbove(mirrored(walk), time, bound, -drift);
    if (look < times.length - 1) walk = stepWalk(walk, time, bound, drift);
  }
  return crossed;
}
