import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { SegmentEstimate } from "./heterogeneity.ts";
import { poolEffects } from "./pool-effects.ts";

const effects = (estimates: readonly number[], errors: readonly number[]): SegmentEstimate[] =>
  estimates.map((estimate, at) => ({ estimate, standardError: errors[at] ?? Number.NaN }));

/** By a grid over μ and τ together in plain Python, which uses none of the formulas given τ. */
const references = [
  {
    given: effects([-0.3169, 0.803, 0.1552, 0.9735], [0.5518, 0.5621, 0.535, 0.7219]),
    scale: 0.5,
    wanted: [
      [0.1706403580843492, -0.6895897954077694, 0.8969779503509165],
      [0.4580112649516115, -0.26890686369168143, 1.2922719255054602],
      [0.29103519847299214, -0.46134424933686424, 1.0109681216835742],
      [0.4607540397783512, -0.3274345897354888, 1.4079427304310492],
    ],
  },
  {
    given: effects([1, 2, 6], [0.5, 0.4, 0.6]),
    scale: 1.5,
    wanted: [
      [1.1273914820118252, 0.15540607602451956, 2.096189805056203],
      [2.0410716233894006, 1.2660719682869972, 2.8148850416357174],
      [5.724186102681742, 4.536312781850576, 6.909365918365074],
    ],
  },
];

test.each(references)("posterior means and intervals are those of a grid over mean and spread ($scale)", (one) => {
  const { effects: found } = poolEffects(one.given, one.scale, 0.05);
  for (const [at, { value, low, high }] of found.entries())
    for (const [place, number] of [value, low, high].entries())
      expect(number).toBeCloseTo(one.wanted[at]?.[place] ?? Number.NaN, 3);
});

test("a pooled effect lies between its own and the mean, in whatever unit", () => {
  const effect = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 2, noNaN: true }));
  fc.assert(
    fc.property(fc.array(effect, { minLength: 2, maxLength: 8 }), fc.constantFrom(1e-6, 1, 1e6), (pairs, unit) => {
      const given = effects(
        pairs.map(([d]) => d * unit),
        pairs.map(([, s]) => s * unit),
      );
      const base = poolEffects(
        effects(
          pairs.map(([d]) => d),
          pairs.map(([, s]) => s),
        ),
        0.7,
        0.05,
      );
      const own = pairs.map(([d]) => d);
      for (const [at, { value, low, high }] of poolEffects(given, 0.7 * unit, 0.05).effects.entries()) {
        expect(low).toBeLessThan(value);
        expect(value).toBeLessThan(high);
        expect(value / unit).toBeCloseTo(base.effects[at]?.value ?? Number.NaN, 6);
        expect(value / unit).toBeGreaterThanOrEqual(Math.min(...own) - 1e-9);
        expect(value / unit).toBeLessThanOrEqual(Math.max(...own) + 1e-9);
      }
    }),
    { numRuns: 40 },
  );
});

test("a wide prior leaves precise effects alone, a narrow one makes them one", () => {
  const given = effects([0.01, 0.05, 0.09], [0.001, 0.001, 0.001]);
  const apart = poolEffects(given, 1, 0.05).effects;
  expect(apart.map(({ value }) => Math.round(value * 1000))).toEqual([10, 50, 90]);
  const together = poolEffects(effects([0, 1, 2], [1, 1, 1]), 1e-6, 0.05).effects;
  for (const { value, high } of together) {
    expect(value).toBeCloseTo(1, 6);
    expect(high).toBeCloseTo(1 + 1.95996398 / Math.sqrt(3), 4);
  }
});

test("intervals hold 95 % of the true effects of segments that scatter as the prior says", () => {
  const random = createRandom(7);
  let [held, all] = [0, 0];
  for (let run = 0; run < 250; run++) {
    const tau = Math.abs(random.normal()) * 0.5;
    const truth = Array.from({ length: 5 }, () => 1 + tau * random.normal());
    const given = truth.map((effect) => ({ estimate: effect + 0.4 * random.normal(), standardError: 0.4 }));
    for (const [at, { low, high }] of poolEffects(given, 0.5, 0.05).effects.entries()) {
      all++;
      if (low <= (truth[at] ?? Number.NaN) && (truth[at] ?? Number.NaN) <= high) held++;
    }
  }
  expect(held / all).toBeGreaterThan(0.93);
  expect(held / all).toBeLessThan(0.97);
});

// From 1e-16 on 1 − p is 1: looks at a few of many planned users, and always-valid ranges of a few dozen.
test.each([1e-10, 1e-15, 1e-17, 1e-47, 1e-300])(
  "at an early look, whose error is %d, both ends lie as far out",
  (level) => {
    const given = effects([0, 1, 2], [1, 1, 1]);
    const normal = -normalQuantile(level / 2) / Math.sqrt(3);
    for (const { low, high } of poolEffects(given, 1e-6, 0.05, [level, level, level]).effects) {
      expect((high - 1) / normal).toBeCloseTo(1, 4);
      expect((1 - low) / normal).toBeCloseTo(1, 4);
    }
  },
);
