import type { Random } from "../../core/random.ts";
import { takeUsers } from "./features.ts";
import type { UpliftLearner, UpliftTraining } from "./learners/learner.ts";

/**
 * What is learnt from is no higher than this quantile of the values other than 0: else a handful of buyers is all that is
 * learnt. Never below 0, or losses alone would pull down whoever had none.
 */
const capAt = 0.99;

/** A fold a user, 0…folds − 1, each with as many users of each arm as the others, give or take one. */
export function dealFolds(treated: Uint8Array, folds: number, random: Random): Uint8Array {
  const fold = new Uint8Array(treated.length);
  for (const arm of [0, 1]) {
    const users = Int32Array.from(treated.keys()).filter((user) => treated[user] === arm);
    for (let at = users.length - 1; at > 0; at--) {
      const other = random.int(at + 1);
      [users[at], users[other]] = [users[other] ?? 0, users[at] ?? 0];
    }
    for (const [at, user] of users.entries()) fold[user] = at % folds;
  }
  return fold;
}

/** What a learner says of every user that it did not learn from: fitted on all folds but the user's own. */
export function crossFit(learner: UpliftLearner, users: UpliftTraining, fold: Uint8Array, folds: number): Float64Array {
  const out = new Float64Array(fold.length);
  for (let held = 0; held < folds; held++) {
    const all = Int32Array.from(fold.keys());
    const training = all.filter((user) => fold[user] !== held);
    const told = all.filter((user) => fold[user] === held);
    const predict = learner.fit({
      ...viewsOf(users, training),
      treated: takeValues(users.treated, training, Uint8Array),
      outcome: capped(takeValues(users.outcome, training, Float64Array)),
      isYesNo: users.isYesNo,
    });
    for (const [at, uplift] of predict(viewsOf(users, told)).entries()) out[told[at] ?? 0] = uplift;
  }
  return out;
}

function viewsOf({ x, segment }: UpliftTraining, users: Int32Array) {
  return { x: takeUsers(x, users), segment: takeValues(segment, users, Int32Array) };
}

function capped(values: Float64Array): Float64Array {
  const carried = values.filter((value) => value !== 0).sort();
  const cap = Math.max(0, carried[Math.floor(capAt * (carried.length - 1))] ?? Number.POSITIVE_INFINITY);
  return values.map((value) => Math.min(value, cap));
}

/** The values of some users, in the order given. */
export function takeValues<T>(
  values: ArrayLike<number>,
  users: Int32Array,
  kind: { from(users: Int32Array, value: (user: number) => number): T },
): T {
  return kind.from(users, (user) => values[user] ?? 0);
}
