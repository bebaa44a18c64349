import type { SparseArm } from "../../kernels/resample.ts";
import type { ArmSample, ArmValues } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";

/** Beyond so many users off the commonest value, resampling takes long and the mean of them needs it no more. */
const MOST_OTHERS = 400_000;

/** Resamples: the p value is told to 1/(resamples + 1), a tail of 2.5 % to ± .2 points. */
export const RESAMPLES = 4999;

/** Is it a mean whose users can be drawn again? */
export function canResample({ type }: MetricConfig, { values: a }: ArmSample, { values: b }: ArmSample): boolean {
  if (type !== "mean" || a === null || b === null) return false;
  if (a.values.length + b.values.length > MOST_OTHERS) return false;
  const common = commonestOf([a, b]);
  return countOthers(a, common) + countOthers(b, common) <= MOST_OTHERS;
}

/** Arms as the kernels draw from them: the value that most users of both together have (0, mostly) is the origin of the others. */
export function sparseArms(a: ArmValues, b: ArmValues): readonly [SparseArm, SparseArm] {
  const common = commonestOf([a, b]);
  return [sparse(a, common), sparse(b, common)];
}

/** Of equally common ones the smallest. */
function commonestOf(arms: readonly ArmValues[]): number {
  const users = new Map<number, number>();
  for (const { values, counts } of arms)
    for (const [at, value] of values.entries()) users.set(value, (users.get(value) ?? 0) + (counts[at] ?? 0));
  let [common, most] = [0, 0];
  for (const [value, count] of users)
    if (count > most || (count === most && value < common)) [common, most] = [value, count];
  return common;
}

function sparse({ values, counts }: ArmValues, common: number): SparseArm {
  const others = new Float64Array(countOthers({ values, counts }, common));
  let end = 0;
  for (const [at, value] of values.entries()) {
    if (value === common) continue;
    others.fill(value - common, end, end + (counts[at] ?? 0));
    end += counts[at] ?? 0;
  }
  return { n: counts.reduce((sum, count) => sum + count, 0), others };
}

function countOthers({ values, counts }: ArmValues, common: number): number {
  return counts.reduce((sum, count, at) => sum + (values[at] === common ? 0 : count), 0);
}
