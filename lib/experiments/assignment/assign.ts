import { armFinder } from "./arm-intervals.ts";
import { bucketOf } from "./layer.ts";
import type { Assigned, AssignmentPlan } from "./plan.ts";
import { uniformOf } from "./uniform.ts";

const heldOut: Assigned = { arm: null, reason: "holdout" };
const elsewhere: Assigned = { arm: null, reason: "other-experiment" };

/**
 * A function that gives each user an arm: the same user the same arm for ever. The holdout comes first, then the layer, then
 * the draw among arms, each by a key of its own, so that none of the three tells anything of the others.
 * @throws RangeError when the plan cannot be drawn by.
 */
export function createAssigner(plan: AssignmentPlan): (userId: string) => Assigned {
  const find = armFinder(plan.arms);
  const assigned = new Map(plan.arms.map(({ arm }): [string, Assigned] => [arm, { arm, reason: null }]));
  const exclude = createExclusion(plan);
  return (userId) => exclude(userId) ?? assigned.get(find(uniformOf(plan.key, userId))) ?? elsewhere;
}

/** Who takes no part in the experiment, and why; null for those who do. */
export function createExclusion({
  holdout,
  layer,
}: Pick<AssignmentPlan, "holdout" | "layer">): (userId: string) => Assigned | null {
  if (holdout && !(holdout.share >= 0 && holdout.share < 1)) throw new RangeError("a holdout is a share of 0…1");
  return (userId) => {
    if (holdout && uniformOf(holdout.key, userId) < holdout.share) return heldOut;
    if (!layer) return null;
    const bucket = bucketOf(layer.key, userId);
    return layer.buckets.some(({ from, to }) => bucket >= from && bucket < to) ? null : elsewhere;
  };
}
