import fc from "fast-check";
import { expect, it } from "vitest";
import { armOf, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { fieller } from "./fieller.ts";
import { reasons } from "./reasons.ts";
import { relativeDelta } from "./relative-delta.ts";

const metric = metricOf("mean");

it("says that a lift over a control at zero has no bounds, and the delta method makes none up", () => {
  const [control, treatment] = [armOf([-4, 5, -3, 4, 0.5]), armOf([3, 4, 5, 6, 7])];
  for (const statistic of [fieller, relativeDelta]) {
    expect(statistic.compare(control, treatment, optionsOf(metric))).toEqual({
      ok: false,
      reason: reasons.unboundedLift,
    });
  }
});

it("has bounds just where the control's own interval leaves zero out", () => {
  // Mean 2, standard error 1: 2/1 lies between z of alpha 0.1 (1.645) and of alpha 0.01 (2.576).
  const [control, treatment] = [armOf([0, 2, 4, 0, 2, 4, 2].map((v) => 2 + (v - 2) * 1.6202)), armOf([3, 4, 5, 6])];
  expect(fieller.compare(control, treatment, optionsOf(metric, { alpha: 0.1 })).ok).toBe(true);
  expect(fieller.compare(control, treatment, optionsOf(metric, { alpha: 0.0001 })).ok).toBe(false);
});

it("bounds are the lifts at which the score test just rejects", () => {
  const values = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(values, values, (c, t) => {
      const outcome = fieller.compare(armOf(c), armOf(t), optionsOf(metric));
      if (!outcome.ok) return;
      const moments = (arm: number[]) => {
        const mean = arm.reduce((sum, one) => sum + one, 0) / arm.length;
        const squares = arm.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        return { mean, error2: squares / (arm.length - 1) / arm.length };
      };
      const [a, b] = [moments(c), moments(t)];
      for (const bound of [outcome.value.low, outcome.value.high]) {
        const ratio = 1 + bound;
        const z = (b.mean - ratio * a.mean) / Math.sqrt(b.error2 + ratio ** 2 * a.error2);
        expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 6);
      }
    }),
  );
});
