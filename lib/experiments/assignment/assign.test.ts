import fc from "fast-check";
import { expect, test } from "vitest";
import { createAssigner } from "./assign.ts";
import { freeShare, takeBuckets } from "./layer.ts";
import type { AssignmentPlan } from "./plan.ts";

const plan: AssignmentPlan = {
  key: "spring",
  arms: [
    { arm: "control", share: 0.5 },
    { arm: "mail", share: 0.3 },
    { arm: "coupon", share: 0.2 },
  ],
  holdout: null,
  layer: null,
};
const ids = Array.from({ length: 50_000 }, (_, i) => `user-${i}`);

function countArms(one: AssignmentPlan): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { arm, reason } of ids.map(createAssigner(one))) {
    const name = arm ?? `out: ${reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test("arms get their shares", () => {
  const { control = 0, mail = 0, coupon = 0 } = countArms(plan);
  const chiSquare = (control - 25_000) ** 2 / 25_000 + (mail - 15_000) ** 2 / 15_000 + (coupon - 10_000) ** 2 / 10_000;
  expect(chiSquare).toBeLessThan(13.8); // .999 quantile of χ² with 2 degrees of freedom
  expect(control + mail + coupon).toBe(50_000);
});

test("a user keeps the arm whatever the order of users, of arms, or the unit of shares", () => {
  const assign = createAssigner(plan);
  const again = createAssigner({
    ...plan,
    arms: plan.arms.toReversed().map(({ arm, share }) => ({ arm, share: share * 10 })),
  });
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(again(id)).toEqual(assign(id));
    }),
  );
});

test("two experiments split each other's arms evenly", () => {
  const [one, other] = [createAssigner(plan), createAssigner({ ...plan, key: "summer" })];
  const inMail = ids.filter((id) => one(id).arm === "mail");
  const both = inMail.filter((id) => other(id).arm === "mail").length;
  const deviation = (both - inMail.length * 0.3) / Math.sqrt(inMail.length * 0.3 * 0.7);
  expect(Math.abs(deviation)).toBeLessThan(3.3);
});

test("the holdout is the same people in every experiment", () => {
  const held = { ...plan, holdout: { key: "workspace", share: 0.1 } };
  const [one, other] = [createAssigner(held), createAssigner({ ...held, key: "summer" })];
  const out = ids.filter((id) => one(id).reason === "holdout");
  expect(Math.abs(out.length - 5000)).toBeLessThan(3.3 * Math.sqrt(50_000 * 0.1 * 0.9));
  expect(ids.filter((id) => other(id).reason === "holdout")).toEqual(out);
});

test("experiments of one layer never share a user", () => {
  const first = takeBuckets(0.4, []) ?? [];
  const second = takeBuckets(0.6, first) ?? [];
  expect(takeBuckets(0.001, [...first, ...second])).toBeNull();
  const assigners = [first, second].map((buckets, i) =>
    createAssigner({ ...plan, key: `layered-${i}`, layer: { key: "checkout", buckets } }),
  );
  const inOne = ids.filter((id) => assigners.filter((assign) => assign(id).arm !== null).length === 1);
  expect(inOne).toHaveLength(ids.length);
});

test("freed buckets are used again, in pieces", () => {
  const taken = [
    { from: 0, to: 100 },
    { from: 150, to: 990 },
  ];
  expect(freeShare(taken)).toBeCloseTo(0.06, 12);
  expect(takeBuckets(0.06, taken)).toEqual([
    { from: 100, to: 150 },
    { from: 990, to: 1000 },
  ]);
  expect(takeBuckets(0.061, taken)).toBeNull();
});

test("a plan that cannot be drawn by is refused", () => {
  expect(() => createAssigner({ ...plan, arms: [] })).toThrow(RangeError);
  expect(() => createAssigner({ ...plan, arms: [{ arm: "a", share: 0 }] })).toThrow(RangeError);
  expect(() => createAssigner({ ...plan, arms: [{ arm: "a", share: Number.NaN }] })).toThrow(RangeError);
  const twice = [
    { arm: "a", share: 1 },
    { arm: "a", share: 2 },
  ];
  expect(() => createAssigner({ ...plan, arms: twice })).toThrow(RangeError);
  expect(() => createAssigner({ ...plan, holdout: { key: "w", share: 1 } })).toThrow(RangeError);
});
