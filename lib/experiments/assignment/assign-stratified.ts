import { armFinder } from "./arm-intervals.ts";
import { createExclusion } from "./assign.ts";
import type { Assigned, AssignmentPlan } from "./plan.ts";
import { uniformOf } from "./uniform.ts";

/**
 * A draw for a closed list of users that splits every stratum as planned: with n users in it, each arm gets its share of n
 * rounded up or down. Systematic sampling: users stand in the order of their hash, and the i-th takes the arm at (i + u) / n,
 * u the stratum's own uniform number, so that over many small strata no arm is favoured (Cochran 1977, ch. 8). The result
 * does not depend on the order of the list, but, unlike `createAssigner`, on who else is on it: keep it as a file.
 * ids: distinct. strata: as long, any text (a segment's id). Those in the holdout or another experiment are left out first.
 * @throws RangeError when lengths differ, an id stands twice, or the plan cannot be drawn by.
 */
export function assignStratified(
  plan: AssignmentPlan,
  ids: readonly string[],
  strata: readonly string[],
): readonly Assigned[] {
  if (ids.length !== strata.length) throw new RangeError(`${ids.length} ids, ${strata.length} strata`);
  if (new Set(ids).size < ids.length) throw new RangeError("an id stands twice");
  const find = armFinder(plan.arms);
  const exclude = createExclusion(plan);
  const result: Assigned[] = new Array(ids.length);
  const places = new Map<string, number[]>();
  const drawn = Float64Array.from(ids, (id) => uniformOf(plan.key, id));
  ids.forEach((id, index) => {
    const excluded = exclude(id);
    if (excluded) {
      result[index] = excluded;
      return;
    }
    const stratum = strata[index] ?? "";
    const own = places.get(stratum);
    if (own) own.push(index);
    else places.set(stratum, [index]);
  });
  for (const [stratum, own] of places) {
    const start = uniformOf(`${plan.key}/strata`, stratum);
    own.sort((a, b) => (drawn[a] ?? 0) - (drawn[b] ?? 0) || ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1));
    own.forEach((index, i) => {
      result[index] = { arm: find((i + start) / own.length), reason: null };
    });
  }
  return result;
}
