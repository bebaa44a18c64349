import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../core/random.ts";
import { bgNbd, bgNbdProbability } from "./bg-nbd.ts";
import { fitPurchases } from "./fit-purchases.ts";
import { expectedSpend, fitGammaGamma, type GammaGamma } from "./gamma-gamma.ts";
import { hypergeometric, logHypergeometricNext } from "./hypergeometric.ts";
import { purchaseModels } from "./index.ts";
import { logGamma } from "./log-gamma.ts";
import { mbgNbd } from "./mbg-nbd.ts";
import { paretoNbd } from "./pareto-nbd.ts";

const path = join(
  process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared"),
  "golden/customers/clv.json",
);
const isThere = existsSync(path);
const golden = isThere ? JSON.parse(readFileSync(path, "utf8")) : null;
const near = (value: number, expected: number, tolerance = 1e-8) =>
  expect(Math.abs(value - expected)).toBeLessThan(tolerance * (1 + Math.abs(expected)));

describe.runIf(isThere)("golden CDNOW", () => {
  const { bgnbd, paretonbd, gammagamma } = golden?.formula_parameters ?? {};
  const cdnow = (golden?.data ?? []).map(([repeats, days, end]: number[]) => ({
    repeats,
    recency: (days ?? 0) / 7,
    age: (end ?? 0) / 7,
  }));

  it("has the formulas' values, customer by customer", () => {
    for (const one of golden.cases) {
      const history = { repeats: one.x, recency: one.t_x, age: one.T };
      near(bgNbd.logLikelihood(bgnbd, history), one.bgnbd_log_likelihood);
      near(paretoNbd.logLikelihood(paretonbd, history), one.paretonbd_log_likelihood);
      near(bgNbd.probabilityAlive(bgnbd, history), one.bgnbd_p_alive);
      near(paretoNbd.probabilityAlive(paretonbd, history), one.paretonbd_p_alive);
      for (const time of [4, 13, 39, 52]) {
        near(bgNbd.expectedPurchases(bgnbd, history, time), one[`bgnbd_expected_${time}`]);
        near(paretoNbd.expectedPurchases(paretonbd, history, time), one[`paretonbd_expected_${time}`]);
      }
    }
  });

  it("has the values of a new customer, and of what they spend", () => {
    for (const one of golden.unconditional) {
      near(bgNbd.expectedFromStart(bgnbd, one.t), one.bgnbd_expected);
      near(paretoNbd.expectedFromStart(paretonbd, one.t), one.paretonbd_expected);
    }
    for (const [n, probability] of golden.bgnbd_pmf_39.entries()) near(bgNbdProbability(bgnbd, n, 39), probability);
    for (const one of golden.gammagamma_cases)
      near(expectedSpend(gammagamma, { repeats: one.x, meanSpend: one.mean_spend }), one.expected_mean_spend);
  });

  it.each([
    ["bgnbd", bgNbd],
    ["paretonbd", paretoNbd],
    ["mbgnbd", mbgNbd],
  ] as const)("fits %s as well as scipy", (name, model) => {
    const fit = fitPurchases(model, cdnow);
    if (!fit.ok) throw new Error(fit.reason.en);
    const expected = golden.fits[name];
    expect(fit.value.logLikelihood).toBeGreaterThan(expected.log_likelihood - 1e-3);
    for (const [i, parameter] of model.parameters.entries())
      near((fit.value.parameters[i] ?? 0) / expected.parameters[parameter], 1, 0.01);
  });

  it("fits spend as well as scipy", () => {
    const fit = fitGammaGamma(golden.data.map(([repeats, , , meanSpend]: number[]) => ({ repeats, meanSpend })));
    if (!fit.ok) throw new Error(fit.reason.en);
    expect(fit.value.logLikelihood).toBeGreaterThan(golden.fits.gammagamma.log_likelihood - 1e-3);
  });

  it("tells the 39 weeks that came after", () => {
    const told = cdnow.map((history: (typeof cdnow)[number]) => bgNbd.expectedPurchases(bgnbd, history, 39));
    near(told.reduce((sum: number, value: number) => sum + value, 0) / golden.holdout.bgnbd_predicted_total, 1, 1e-3);
  });
});

/** Buys at a rate of their own until they stop for good. */
function shopper(random: Random) {
  const rate = 0.1 * Math.exp(1.2 * random.normal());
  const lasts = 15 * Math.exp(1.2 * random.normal());
  const age = 26 + random.int(26);
  let [repeats, recency] = [0, 0];
  for (let time = 0; ; repeats++) {
    time -= Math.log(1 - random.next()) / rate;
    if (time > Math.min(age, lasts)) return { repeats, recency, age };
    recency = Math.ceil(7 * time) / 7;
  }
}

describe.each(purchaseModels.map((model) => [model.id, model] as const))("%s", (_, model) => {
  const parameters = model.id === "pareto-nbd" ? [0.6, 10, 0.7, 12] : [0.5, 6, 0.9, 2];
  const anybody = fc
    .tuple(
      fc.integer({ min: 0, max: 80 }),
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([repeats, age, share]) => ({ repeats, age, recency: repeats === 0 ? 0 : age * share }));

  it("keeps chances in 0…1 and expectations growing with time", () => {
    fc.assert(
      fc.property(anybody, (history) => {
        const alive = model.probabilityAlive(parameters, history);
        expect(alive >= 0 && alive <= 1).toBe(true);
        const [soon, later] = [4, 40].map((time) => model.expectedPurchases(parameters, history, time));
        expect(soon).toBeGreaterThanOrEqual(-1e-9);
        expect(later ?? 0).toBeGreaterThanOrEqual((soon ?? 0) - 1e-9);
        expect(Number.isFinite(model.logLikelihood(parameters, history))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("thinks less of those who have been away longer", () => {
    const alive = [38, 30, 20, 5].map((recency) =>
      model.probabilityAlive(parameters, { repeats: 6, recency, age: 39 }),
    );
    expect(alive).toEqual(alive.toSorted((a, b) => b - a));
  });

  it("does not depend on the unit of time", () => {
    const random = createRandom(3);
    const weeks = Array.from({ length: 300 }, () => shopper(random));
    const days = weeks.map(({ repeats, recency, age }) => ({ repeats, recency: 7 * recency, age: 7 * age }));
    const [a, b] = [fitPurchases(model, weeks), fitPurchases(model, days)];
    if (!a.ok || !b.ok) throw new Error("no fit");
    const inWeeks = model.expectedPurchases(a.value.parameters, { repeats: 3, recency: 20, age: 30 }, 10);
    const inDays = model.expectedPurchases(b.value.parameters, { repeats: 3, recency: 140, age: 210 }, 70);
    near(inWeeks, inDays, 1e-3);
  });

  it("says so where hardly anybody came back", () => {
    const once = Array.from({ length: 500 }, () => ({ repeats: 0, recency: 0, age: 30 }));
    expect(fitPurchases(model, once)).toMatchObject({ ok: false });
  });
});

it("knows ln Γ and ₂F₁ where they have closed forms", () => {
  near(logGamma(0.5), 0.5 * Math.log(Math.PI), 1e-14);
  near(logGamma(11), Math.log(3_628_800), 1e-14);
  for (const z of [0, 0.1, 0.5, 0.9, 0.99]) {
    if (z > 0) near(hypergeometric(1, 1, 2, z), -Math.log1p(-z) / z, 1e-12);
    near(hypergeometric(3, 2, 2, z), (1 - z) ** -3, 1e-12);
  }
  for (const z of [0.5, 0.89, 0.91, 0.97])
    near(logHypergeometricNext(3.2, 1.7, z), Math.log(hypergeometric(3.2, 1.7, 4.2, z)), 1e-9);
  near(logHypergeometricNext(1, 1, 0.999999), Math.log(-Math.log1p(-0.999999) / 0.999999), 1e-9);
  expect(hypergeometric(1, 1, 2, 1)).toBeNaN();
  expect(logGamma(-1)).toBeNaN();
});

it("expects everybody's mean of those who never came back, and their own of those who often did", () => {
  const parameters: GammaGamma = [6.25, 3.74, 15.44];
  expect(expectedSpend(parameters, { repeats: 0, meanSpend: 0 })).toBeCloseTo((6.25 * 15.44) / 2.74, 9);
  expect(expectedSpend(parameters, { repeats: 1_000, meanSpend: 80 })).toBeCloseTo(80, 0);
});
