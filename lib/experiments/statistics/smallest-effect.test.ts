import { expect, it } from "vitest";
import { normalCdf } from "../distributions/normal.ts";
import { smallestEffect } from "./smallest-effect.ts";

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
