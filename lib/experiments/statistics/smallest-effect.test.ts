import { expect, it } from "vitest";
import { normalCdf } from "../distributions/normal.ts";
import { armOfShares, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { newcombe } from "./newcombe.ts";
import { errorOf, smallestAtLook, smallestEffect } from "./smallest-effect.ts";

it("is what a test of that error finds four times in five", () => {
  const effect = smallestEffect(2, { alpha: 0.05, alternative: "two-sided" });
  expect(effect).toBeCloseTo(2 * 2.801585, 5);
  // Power: P(Z > 1.96 − effect/SE).
  expect(normalCdf(effect / 2 - 1.959963984540054)).toBeCloseTo(0.8, 12);
});

it("shrinks with one side, and grows with power and with a stricter alpha", () => {
  const two = smallestEffect(1, { alpha: 0.05, alternative: "two-sided" });
  expect(smallestEffect(1, { alpha: 0.05, alternative: "better" })).toBeLessThan(two);
  expect(smallestEffect(1, { alpha: 0.05, alternative: "two-sided" }, 0.9)).toBeGreaterThan(two);
  expect(smallestEffect(1, { alpha: 0.01, alternative: "two-sided" })).toBeGreaterThan(two);
});

it("is larger at a look of a sequential test, as its interval is wider", () => {
  // O'Brien–Fleming's first of two looks stops at 2.96 errors.
  expect(smallestAtLook({ estimate: 1, low: 1 - 2.96 * 2, high: 1 + 2.96 * 2 }, 2)).toBeCloseTo(
    2 * (2.96 + 0.8416212),
    5,
  );
  const oneSided = { estimate: 1, low: -3, high: Number.POSITIVE_INFINITY };
  expect(smallestAtLook(oneSided, 2)).toBeCloseTo(4 + 2 * 0.8416212, 5);
});

it("has an error for few events too, where the interval is built on none", () => {
  const metric = metricOf("proportion");
  const arms = [armOfShares([0, 50]), armOfShares([4, 50])] as const;
  const outcome = newcombe.compare(...arms, optionsOf(metric));
  if (!outcome.ok) throw new Error("inconclusive");
  // √(0.04 · 0.96 · 2/50).
  expect(errorOf(outcome.value, metric, ...arms)).toBeCloseTo(0.0391918, 6);
  // Of a mean Welch's: √(0.08 · 0.92/49).
  expect(errorOf(outcome.value, metricOf("mean"), ...arms)).toBeCloseTo(0.0387562, 7);
  expect(errorOf(outcome.value, metricOf("ratio"), ...arms)).toBeNull();
});
