import fc from "fast-check";
import { expect, test } from "vitest";
import { assignStratified } from "./assign-stratified.ts";
import type { AssignmentPlan } from "./plan.ts";

const shares = { control: 0.5, mail: 0.3, coupon: 0.2 };
const plan: AssignmentPlan = {
  key: "spring",
  arms: Object.entries(shares).map(([arm, share]) => ({ arm, share })),
  holdout: null,
  layer: null,
};

test("every stratum is split as planned, to a user", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.uuid(), (counts, key) => {
      const strata = counts.flatMap((count, stratum) => new Array<string>(count).fill(`s${stratum}`));
      const ids = strata.map((_, i) => `u${i}`);
      const assigned = assignStratified({ ...plan, key }, ids, strata);
      counts.forEach((count, stratum) => {
        const own = assigned.filter((_, i) => strata[i] === `s${stratum}`);
        for (const [arm, share] of Object.entries(shares)) {
          const n = own.filter((one) => one.arm === arm).length;
          expect(Math.abs(n - count * share)).toBeLessThan(1 + 1e-9);
        }
      });
    }),
  );
});

test("many strata of one user favour no arm", () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => `u${i}`);
  const assigned = assignStratified(plan, ids, ids);
  for (const [arm, share] of Object.entries(shares)) {
    const n = assigned.filter((one) => one.arm === arm).length;
    expect(Math.abs(n - 20_000 * share)).toBeLessThan(3.3 * Math.sqrt(20_000 * share * (1 - share)));
  }
});

test("the list's order does not matter, the key does", () => {
  const ids = Array.from({ length: 500 }, (_, i) => `u${i}`);
  const strata = ids.map((_, i) => `s${i % 7}`);
  const arms = assignStratified(plan, ids, strata).map(({ arm }) => arm);
  const backwards = assignStratified(plan, ids.toReversed(), strata.toReversed()).map(({ arm }) => arm);
  expect(backwards.toReversed()).toEqual(arms);
  expect(assignStratified({ ...plan, key: "summer" }, ids, strata).map(({ arm }) => arm)).not.toEqual(arms);
});

test("who is held out is left out before the split", () => {
  const ids = Array.from({ length: 1000 }, (_, i) => `u${i}`);
  const strata = ids.map(() => "all");
  const assigned = assignStratified({ ...plan, holdout: { key: "workspace", share: 0.2 } }, ids, strata);
  const inside = assigned.filter(({ arm }) => arm !== null).length;
  const control = assigned.filter(({ arm }) => arm === "control").length;
  expect(inside).toBeLessThan(900);
  expect(Math.abs(control - inside / 2)).toBeLessThanOrEqual(1);
});

test("nobody may stand twice", () => {
  expect(() => assignStratified(plan, ["a", "a"], ["x", "y"])).toThrow(RangeError);
  expect(() => assignStratified(plan, ["a"], [])).toThrow(RangeError);
  expect(assignStratified(plan, [], [])).toEqual([]);
});
