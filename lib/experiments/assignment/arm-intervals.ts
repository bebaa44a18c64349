import type { PlannedArm } from "./plan.ts";

/**
 * Finds the arm in whose part of [0, 1) a number lies. Parts are as long as the shares and lie in the order of the arms'
 * names, so that listing arms in another order moves nobody.
 * @throws RangeError without arms, with two of one name, or with a share that is not above 0.
 */
export function armFinder(arms: readonly PlannedArm[]): (position: number) => string {
  const sorted = arms.toSorted((a, b) => (a.arm < b.arm ? -1 : 1));
  const total = sorted.reduce((sum, { share }) => sum + share, 0);
  const last = sorted.at(-1);
  if (!last || !sorted.every(({ share }) => share > 0) || !Number.isFinite(total))
    throw new RangeError("every arm has a share above 0");
  if (new Set(sorted.map(({ arm }) => arm)).size < sorted.length) throw new RangeError("two arms have one name");
  const ends: number[] = [];
  for (const { share } of sorted) ends.push((ends.at(-1) ?? 0) + share / total);
  return (position) => sorted[ends.findIndex((end) => position < end)]?.arm ?? last.arm;
}
