import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { crossFit, dealFolds } from "./cross-fit.ts";
import { encodeFeatures } from "./features.ts";
import { plantedUsers } from "./fixtures/planted-users.ts";
import { upliftLearners } from "./learners/index.ts";

const users = plantedUsers({ n: 900, seed: 3, share: 0.3, effect: (age) => (age > 45 ? 1 : 0) });
const fold = dealFolds(users.treated, 5, createRandom(1));
const training = {
  x: encodeFeatures([...users.features.values()], 900).matrix,
  ...{ segment: users.segment, treated: users.treated, isYesNo: false },
  outcome: users.outcomes.get("spend") ?? new Float64Array(900),
};

test("folds hold as many users of each arm, give or take one, and are dealt anew by another seed", () => {
  for (const arm of [0, 1]) {
    const sizes = [0, 1, 2, 3, 4].map(
      (held) => fold.filter((own, user) => own === held && users.treated[user] === arm).length,
    );
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
  expect(dealFolds(users.treated, 5, createRandom(1))).toEqual(fold);
  expect(dealFolds(users.treated, 5, createRandom(2))).not.toEqual(fold);
});

test.each(upliftLearners.map((one) => [one.id, one] as const))(
  "%s: what is told of a fold does not depend on what happened in it",
  (_, learner) => {
    const told = crossFit(learner, training, fold, 5);
    const outcome = training.outcome.map((value, user) => (fold[user] === 2 ? 100 - value : value));
    const other = crossFit(learner, { ...training, outcome }, fold, 5);
    for (const user of fold.keys()) if (fold[user] === 2) expect(other[user]).toBe(told[user]);
    expect(other).not.toEqual(told);
  },
);

test("a handful of large values is cut before it is learnt from, and 0 stays 0 where others only lost", () => {
  const seen: number[] = [];
  const learner = {
    ...{ id: "listener", label: { en: "", zh: "" }, help: { en: "", zh: "" }, learnsFrom: "features" as const },
    fit: ({ outcome }: { readonly outcome: Float64Array }) => {
      seen.push(...outcome);
      return ({ segment }: { readonly segment: Int32Array }) => new Float64Array(segment.length);
    },
  };
  const told = (outcomeOf: (user: number) => number) => {
    seen.length = 0;
    crossFit(
      learner,
      { ...training, outcome: Float64Array.from({ length: 900 }, (_, user) => outcomeOf(user)) },
      fold,
      5,
    );
    return { least: Math.min(...seen), most: Math.max(...seen) };
  };
  expect(told((user) => (user === 7 ? 1e6 : user % 2))).toEqual({ least: 0, most: 1 });
  expect(told((user) => (user % 3 === 0 ? -5 - (user % 2) : 0))).toEqual({ least: -6, most: 0 });
});
