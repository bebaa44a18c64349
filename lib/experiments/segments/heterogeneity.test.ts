import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { armOf, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { readGolden } from "../fixtures/golden.ts";
import { welch } from "../statistics/welch.ts";
import { hartungKnapp, type SegmentEstimate, testHeterogeneity } from "./heterogeneity.ts";

interface Strata {
  readonly strata: readonly { readonly control: number[]; readonly treatment: number[] }[];
  readonly heterogeneity: {
    readonly estimates: readonly number[];
    readonly se: readonly number[];
    readonly fixed_effect: number;
    readonly fixed_se: number;
    readonly cochran_q: number;
    readonly p: number;
    readonly i_squared: number;
    readonly tau_squared_dersimonian_laird: number;
    readonly random_effect: number;
    readonly random_se: number;
  };
}

const golden = readGolden<Strata>("strata_uplift");
const effects = (estimates: readonly number[], errors: readonly number[]): SegmentEstimate[] =>
  estimates.map((estimate, at) => ({ estimate, standardError: errors[at] ?? Number.NaN }));

describe.skipIf(!golden)("four strata, from their users' values (golden)", () => {
  test("each effect, the test and both means", () => {
    const { strata, heterogeneity: wanted } = golden as Strata;
    const found = strata.flatMap(({ control, treatment }) => {
      const outcome = welch.compare(armOf(control), armOf(treatment), optionsOf(metricOf("mean")));
      return outcome.ok ? [outcome.value] : [];
    });
    for (const [at, { estimate, standardError }] of found.entries()) {
      expect(estimate).toBeCloseTo(wanted.estimates[at] ?? Number.NaN, 9);
      expect(standardError).toBeCloseTo(wanted.se[at] ?? Number.NaN, 9);
    }
    const own = found.map(({ estimate, standardError }) => ({ estimate, standardError: standardError ?? Number.NaN }));
    const result = testHeterogeneity(own);
    expect(result?.q).toBeCloseTo(wanted.cochran_q, 9);
    expect(result?.pValue).toBeCloseTo(wanted.p, 9);
    expect(result?.i2).toBeCloseTo(wanted.i_squared, 9);
    expect(result?.tauSquared).toBeCloseTo(wanted.tau_squared_dersimonian_laird, 9);
    expect(result?.fixed.estimate).toBeCloseTo(wanted.fixed_effect, 9);
    expect(result?.fixed.standardError).toBeCloseTo(wanted.fixed_se, 9);
    expect(result?.random.estimate).toBeCloseTo(wanted.random_effect, 9);
    expect(result?.random.standardError).toBeCloseTo(wanted.random_se, 9);
  });
});

test("effects of 0, 1 and 2 with errors of a half: Q = 8, τ² = 3/4, by hand", () => {
  const result = testHeterogeneity(effects([0, 1, 2], [0.5, 0.5, 0.5]));
  expect(result?.q).toBeCloseTo(8, 12);
  expect(result?.pValue).toBeCloseTo(Math.exp(-4), 12);
  expect(result?.i2).toBeCloseTo(0.75, 12);
  expect(result?.tauSquared).toBeCloseTo(0.75, 12);
  expect(result?.random.standardError).toBeCloseTo(Math.sqrt(1 / 3), 12);
  // t(.975, 2) = 4.302653; the scatter of equal errors is just that of τ² + v.
  const mean = result && hartungKnapp(effects([0, 1, 2], [0.5, 0.5, 0.5]), result, 0.05);
  expect((mean?.high ?? 0) - 1).toBeCloseTo(4.30265273 * Math.sqrt(1 / 3), 6);
});

test("the order and a shift of all effects change nothing", () => {
  const effect = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.05, max: 3, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(effect, { minLength: 2, maxLength: 12 }),
      fc.double({ min: -9, max: 9, noNaN: true }),
      (pairs, by) => {
        const base = testHeterogeneity(
          effects(
            pairs.map(([d]) => d),
            pairs.map(([, s]) => s),
          ),
        );
        const turned = pairs.toReversed();
        const other = testHeterogeneity(
          effects(
            turned.map(([d]) => d + by),
            turned.map(([, s]) => s),
          ),
        );
        expect(other?.q).toBeCloseTo(base?.q ?? Number.NaN, 5);
        expect(other?.pValue).toBeCloseTo(base?.pValue ?? Number.NaN, 6);
        expect((other?.random.estimate ?? 0) - by).toBeCloseTo(base?.random.estimate ?? Number.NaN, 5);
      },
    ),
  );
});

test("one segment is nothing to compare", () => {
  expect(testHeterogeneity(effects([1], [0.2]))).toBeNull();
});
