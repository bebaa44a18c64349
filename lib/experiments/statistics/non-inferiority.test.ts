import fc from "fast-check";
import { expect, it } from "vitest";
import { armOf, armOfShares, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { newcombe } from "./newcombe.ts";
import { testNonInferiority } from "./non-inferiority.ts";
import { twoProportions } from "./two-proportions.ts";
import { welch } from "./welch.ts";

it("passes just where the interval's bad end is within the margin", () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(
      values,
      values,
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom("up", "down"),
      (c, t, margin, direction) => {
        const options = optionsOf(metricOf("mean", { direction: direction as "up" | "down" }));
        const outcome = welch.compare(armOf(c), armOf(t), options);
        if (!outcome.ok) return;
        const worst = direction === "up" ? outcome.value.low : -outcome.value.high;
        if (Math.abs(worst + margin) < 1e-9) return;
        expect(testNonInferiority(outcome.value, margin, options).passed).toBe(worst > -margin);
      },
    ),
  );
});

it("gives the one-sided p value of the shifted score", () => {
  // 50 % of 1,000 against 49 %, margin 5 points: z = (−0.01 + 0.05)/√(0.25/1000 + 0.2499/1000) = 1.78903.
  const options = optionsOf(metricOf("proportion"));
  const outcome = twoProportions.compare(armOfShares([500, 1000]), armOfShares([490, 1000]), options);
  if (!outcome.ok) throw new Error("inconclusive");
  const { passed, pValue } = testNonInferiority(outcome.value, 0.05, options);
  expect(pValue).toBeCloseTo(0.036804, 5);
  expect(passed).toBe(false);
  expect(testNonInferiority(outcome.value, 0.1, options).passed).toBe(true);
});

it("goes by the interval alone where there is no standard error", () => {
  const options = optionsOf(metricOf("proportion"));
  const outcome = newcombe.compare(armOfShares([2, 50]), armOfShares([3, 50]), options);
  if (!outcome.ok) throw new Error("inconclusive");
  expect(testNonInferiority(outcome.value, 0.2, options)).toEqual({ margin: 0.2, passed: true, pValue: null });
  expect(testNonInferiority(outcome.value, 0.01, options).passed).toBe(false);
});
