import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { computed, inconclusive } from "../../core/outcome.ts";
import { createRandom } from "../../core/random.ts";
import { armOf, armOfShares, metricOf } from "../fixtures/arm-sample.ts";
import { readGolden } from "../fixtures/golden.ts";
import { reasons } from "../statistics/reasons.ts";
import type { Estimate } from "../statistics/statistic.ts";
import { bayesianEffect } from "./bayesian-effect.ts";
import { betaBinomialPosterior, UNIFORM } from "./beta-binomial.ts";
import { normalPosterior } from "./normal-posterior.ts";

interface NormalCase {
  readonly id: string;
  readonly estimate: number;
  readonly se: number;
  readonly prior_mean: number;
  readonly prior_variance: number | null;
  readonly p_treatment_better: number;
  readonly expected_loss_choose_control: number;
  readonly expected_loss_choose_treatment: number;
  readonly ci: [number, number];
}

interface BetaCase {
  readonly prior: [number, number];
  readonly p_treatment_better: number;
  readonly expected_loss_choose_treatment: number;
  readonly expected_loss_choose_control: number;
  readonly difference_ci: [number, number];
}

interface ShareCase {
  readonly id: string;
  readonly control: [number, number];
  readonly treatment: [number, number];
  readonly bayes_uniform_prior: BetaCase;
  readonly bayes_prior_2_20: BetaCase;
}

const normals = readGolden<{ cases: NormalCase[] }>("bayes_normal")?.cases ?? [];
const shares = (readGolden<{ cases: ShareCase[] }>("proportions")?.cases ?? []).filter((one) => "control" in one);

describe.skipIf(normals.length === 0)("equals scipy (skipped where ../shared is absent)", () => {
  test.each(normals.map((one) => [one.id, one] as const))("normal %s", (_, wanted) => {
    const { prior_mean: mean, prior_variance: variance } = wanted;
    const prior = variance === null ? null : { mean, sd: Math.sqrt(variance) };
    const posterior = normalPosterior(wanted.estimate, wanted.se, prior, 0.05);
    expect(posterior.chanceAbove).toBeCloseTo(wanted.p_treatment_better, 9);
    expect(posterior.lossOfControl).toBeCloseTo(wanted.expected_loss_choose_control, 9);
    expect(posterior.lossOfTreatment).toBeCloseTo(wanted.expected_loss_choose_treatment, 9);
    expect(posterior.low).toBeCloseTo(wanted.ci[0], 9);
    expect(posterior.high).toBeCloseTo(wanted.ci[1], 9);
  });

  test.each(shares.map((one) => [one.id, one] as const))("beta-binomial %s", (_, wanted) => {
    for (const given of [wanted.bayes_uniform_prior, wanted.bayes_prior_2_20]) {
      const [a, b] = given.prior;
      const [control, treatment] = [wanted.control, wanted.treatment].map(([successes, n]) => ({ successes, n }));
      if (control === undefined || treatment === undefined) continue;
      const posterior = betaBinomialPosterior(control, treatment, { a, b }, 0.05);
      expect(posterior.chanceAbove).toBeCloseTo(given.p_treatment_better, 8);
      expect(posterior.lossOfTreatment).toBeCloseTo(given.expected_loss_choose_treatment, 9);
      expect(posterior.lossOfControl).toBeCloseTo(given.expected_loss_choose_control, 9);
      expect(Math.abs(posterior.low - given.difference_ci[0])).toBeLessThan(1e-6);
      expect(Math.abs(posterior.high - given.difference_ci[1])).toBeLessThan(1e-6);
    }
  });
});

it("agrees with the closed sum of beta-binomial chances", () => {
  // P(p_t > p_c) = Σ_{i<a_t} B(a_c + i, b_t + b_c) / ((b_t + i)·B(1 + i, b_t)·B(a_c, b_c)), whole a_t.
  const lnGamma = (x: number): number => (x < 2 ? 0 : Math.log(x - 1) + lnGamma(x - 1));
  const lnB = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const whole = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(whole, whole, whole, whole, (s, f, u, g) => {
      const [ac, bc, at, bt] = [s + 1, f + 1, u + 1, g + 1];
      let sum = 0;
      for (let i = 0; i < at; i++) {
        sum += Math.exp(lnB(ac + i, bt + bc) - Math.log(bt + i) - lnB(1 + i, bt) - lnB(ac, bc));
      }
      const posterior = betaBinomialPosterior({ successes: s, n: s + f }, { successes: u, n: u + g }, UNIFORM, 0.05);
      expect(posterior.chanceAbove).toBeCloseTo(sum, 9);
    }),
  );
});

it("swapped arms swap losses and mirror the interval", () => {
  const share = fc.tuple(fc.nat(2000), fc.nat(2000)).map(([successes, rest]) => ({ successes, n: successes + rest }));
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [one, other] = [betaBinomialPosterior(a, b, UNIFORM, 0.1), betaBinomialPosterior(b, a, UNIFORM, 0.1)];
      expect(one.chanceAbove + other.chanceAbove).toBeCloseTo(1, 9);
      expect(one.lossOfControl).toBeCloseTo(other.lossOfTreatment, 10);
      expect(one.low).toBeCloseTo(-other.high, 9);
      expect(one.low).toBeLessThan(one.high);
      // What choosing one loses more than choosing the other is the difference of the means.
      const mean = (arm: typeof a) => (arm.successes + 1) / (arm.n + 2);
      expect(one.lossOfControl - one.lossOfTreatment).toBeCloseTo(mean(b) - mean(a), 10);
    }),
    { numRuns: 40 },
  );
});

it("holds for nobody, ten million, and arms of very unlike size", () => {
  const nobody = { successes: 0, n: 0 };
  expect(betaBinomialPosterior(nobody, nobody, UNIFORM, 0.05)).toMatchObject({
    chanceAbove: expect.closeTo(0.5, 10),
    lossOfControl: expect.closeTo(1 / 6, 9),
    low: expect.closeTo(-(1 - Math.sqrt(0.05)), 9),
  });
  const many = betaBinomialPosterior(
    { successes: 500_000, n: 10_000_000 },
    { successes: 500_600, n: 10_000_000 },
    UNIFORM,
    0.05,
  );
  const se = Math.sqrt((0.05 * 0.95 + 0.05006 * 0.94994) / 1e7);
  const normal = normalPosterior(0.00006, se, null, 0.05);
  expect(many.chanceAbove).toBeCloseTo(normal.chanceAbove, 4);
  expect(many.low).toBeCloseTo(normal.low, 8);
  const unlike = betaBinomialPosterior({ successes: 1, n: 4 }, { successes: 50_000, n: 1_000_000 }, UNIFORM, 0.05);
  // The control's beta(2, 4) below 0.05: 1 − 0.95⁵ − 5·0.05·0.95⁴ by the binomial sum.
  expect(unlike.chanceAbove).toBeCloseTo(1 - 0.95 ** 5 - 5 * 0.05 * 0.95 ** 4, 4);
});

it("its chances come true", () => {
  // True shares drawn from the prior: of tests with a chance to win of 80 to 90 %, 85 % win.
  const random = createRandom(7);
  let [wins, said, tests] = [0, 0, 0];
  for (let test = 0; test < 400; test++) {
    const [pc, pt] = [random.next(), random.next()];
    const draw = (p: number) => {
      let successes = 0;
      for (let user = 0; user < 20; user++) if (random.next() < p) successes++;
      return { successes, n: 20 };
    };
    const chance = betaBinomialPosterior(draw(pc), draw(pt), UNIFORM, 0.05).chanceAbove;
    if (chance < 0.7 || chance > 0.95) continue;
    tests++;
    said += chance;
    if (pt > pc) wins++;
  }
  expect(tests).toBeGreaterThan(60);
  expect(Math.abs(wins - said) / Math.sqrt(tests * 0.14)).toBeLessThan(3.5);
}, 60_000);

const estimate = (value: number, standardError: number): Estimate => ({
  ...{ estimate: value, standardError, degreesOfFreedom: 100, low: 0, high: 0, pValue: 0.5 },
});

describe("a comparison's chances", () => {
  const arms = [armOf([10, 12, 11]), armOf([11, 13, 12])] as const;

  it("turns round where less is better", () => {
    const difference = computed(estimate(1, 1));
    const up = bayesianEffect(metricOf("mean"), ...arms, difference, null, 0.05);
    const down = bayesianEffect(metricOf("mean", { direction: "down" }), ...arms, difference, null, 0.05);
    if (!up.ok || !down.ok) throw new Error("inconclusive");
    expect(up.value.chanceToWin + down.value.chanceToWin).toBeCloseTo(1, 12);
    expect(down.value.expectedLoss).toBeGreaterThan(up.value.expectedLoss);
    expect(down.value.low).toBe(up.value.low);
  });

  it("draws a stated prior of the lift towards itself, in the metric's unit", () => {
    const metric = metricOf("mean", { prior: { mean: 0, sd: 0.1 } });
    const effect = bayesianEffect(metric, ...arms, computed(estimate(1, 1)), computed(estimate(0.1, 0.1)), 0.05);
    if (!effect.ok) throw new Error("inconclusive");
    expect((effect.value.low + effect.value.high) / 2).toBeCloseTo(11 * 0.05, 10);
  });

  it("takes a share by its counts, and passes on why there is no number", () => {
    const of = armOfShares([3, 30]);
    const effect = bayesianEffect(metricOf("proportion"), of, of, inconclusive(reasons.constant), null, 0.05);
    expect(effect).toMatchObject({ ok: true, value: { chanceToWin: expect.closeTo(0.5, 9) } });
    expect(bayesianEffect(metricOf("mean"), ...arms, inconclusive(reasons.constant), null, 0.05).ok).toBe(false);
    expect(
      bayesianEffect(metricOf("proportion"), armOfShares([0, 0]), of, computed(estimate(1, 1)), null, 0.05).ok,
    ).toBe(false);
  });
});
