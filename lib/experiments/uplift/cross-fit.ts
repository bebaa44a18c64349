import type { Random } from "../../core/random.ts";
import { takeUsers } from "./features.ts";
import type { UpliftLearner, UpliftTraining } from "./learners/learner.ts";

/** What is learnt from is no higher than this quantile of the values other than 0: else a handful of buyers is all that is learnt. */
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
      treated: Uint8Array.from(training, (user) => users.treated[user] ?? 0),
      outcome: capped(Float64Array.from(training, (user) => users.outcome[user] ?? 0)),
      isYesNo: users.isYesNo,
    });
    for (const [at, uplift] of predict(viewsOf(users, told)).entries()) out[told[at] ?? 0] = uplift;
  }
  return out;
}

function viewsOf({ x, segment }: UpliftTraining, users: Int32Array) {
  return { x: takeUsers(x, users), segment: Int32Array.from(users, (user) => segment[user] ?? -1) };
}

function capped(values: Float64Array): Float64Array {
  const carried = values.filter((value) => value !== 0).sort();
  const cap = carried[Math.floor(capAt * (carried.length - 1))] ?? Number.POSITIVE_INFINITY;
  return values.map((value) => Math.min(value, cap));
}

/**
 * Place of each user's score among those of their fold, 0…1, equal scores at their middle: models of different folds differ in
 * level, and comparing levels across folds would give away what the held fold's outcomes were.
 */
export function rankWithinFolds(scores: Float64Array, fold: Uint8Array, folds: number): Float64Array {
  const out = new Float64Array(scores.length);
  for (let held = 0; held < folds; held++) {
    const users = Int32Array.from(fold.keys()).filter((user) => fold[user] === held);
    users.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
    for (let from = 0; from < users.length; ) {
      let to = from + 1;
      while (to < users.length && scores[users[to] ?? 0] === scores[users[from] ?? 0]) to++;
      for (let at = from; at < to; at++) out[users[at] ?? 0] = (from + to) / 2 / users.length;
      from = to;
    }
  }
  return out;
}
