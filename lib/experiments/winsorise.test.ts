import fc from "fast-check";
import { expect, it } from "vitest";
import { countValues } from "./arm-statistics.ts";
import { quantileOf } from "./quantile-of.ts";
import { winsorise, winsoriseAt } from "./winsorise.ts";

const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });

it("takes the type 7 quantile of all arms together", () => {
  // numpy.quantile([0, 0, 1, 4, 9, 10], [0, 0.5, 0.9, 1]).
  const arms = [countValues([4, 0, 10]), countValues([0, 9, 1])];
  expect([0, 0.5, 0.9, 1].map((p) => quantileOf(arms, p))).toEqual([0, 2.5, 9.5, 10]);
  expect(quantileOf([countValues([7])], 0.3)).toBe(7);
  expect(quantileOf([countValues([])], 0.3)).toBeNaN();
  fc.assert(
    fc.property(values, values, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, p) => {
      const sorted = [...a, ...b].sort((x, y) => x - y);
      const at = (sorted.length - 1) * p;
      const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.floor(at) + 1]];
      expect(quantileOf([countValues(a), countValues(b)], p)).toBeCloseTo(low + (at % 1) * (high - low), 9);
    }),
  );
});

it("cuts every arm at the same value and loses nobody", () => {
  fc.assert(
    fc.property(values, values, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (a, b, quantile) => {
      const threshold = winsoriseAt([countValues(a), countValues(b)], quantile);
      for (const arm of [a, b]) {
        const cut = winsorise(countValues(arm), threshold);
        expect(cut).toEqual(countValues(arm.map((value) => Math.min(value, threshold))));
      }
    }),
  );
});

it("keeps an effect that a threshold of each arm's own would take away", () => {
  const arms = [countValues([0, 0, 0, 10]), countValues([0, 0, 0, 100])];
  const [control, treatment] = arms.map((arm) => winsorise(arm, winsoriseAt(arms, 0.9)));
  expect(treatment?.values.at(-1)).toBeGreaterThan(control?.values.at(-1) ?? 0);
  expect(winsorise(countValues([]), 5)).toEqual(countValues([]));
});
