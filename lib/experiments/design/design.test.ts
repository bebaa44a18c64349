import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readGolden } from "../fixtures/golden.ts";
import { crossingProbability } from "../sequential/crossing.ts";
import { spendAlpha } from "../sequential/spending.ts";
import { smallestEffect } from "../statistics/smallest-effect.ts";
import { equalTimes, inflationOf } from "./group-sequential.ts";
import { criticalValue, powerAt, usersForMeans } from "./means.ts";
import { multiplierOf } from "./multiplier.ts";
import { smallestRise, usersForProportions } from "./proportions.ts";
import { daysFor, usersAfter } from "./reach.ts";

interface MeanCase {
  readonly kind: "mean";
  readonly id: string;
  readonly mde: number;
  readonly sd_control: number;
  readonly sd_treatment: number;
  readonly alpha: number;
  readonly power: number;
  readonly ratio_treatment_to_control: number;
  readonly n_control_exact: number;
  readonly n_control: number;
  readonly n_treatment: number;
  readonly power_at_n: number;
  readonly mde_at_n: number;
}

interface ProportionCase {
  readonly kind: "proportion";
  readonly id: string;
  readonly baseline: number;
  readonly mde_absolute: number;
  readonly alpha: number;
  readonly power: number;
  readonly n_per_arm_unpooled: number;
  readonly exact_values: Readonly<Record<"unpooled" | "pooled" | "arcsine", number>>;
}

const golden = readGolden<{ readonly cases: readonly (MeanCase | ProportionCase)[] }>("design");
const cases = golden?.cases ?? [];
const close = (value: number, wanted: number, tolerance: number) =>
  expect(Math.abs(value - wanted)).toBeLessThan(tolerance * (1 + Math.abs(wanted)));

describe.skipIf(!golden)("sample sizes equal statsmodels' (skipped where ../shared is absent)", () => {
  test.each(cases.filter((one) => one.kind === "mean").map((one) => [one.id, one] as const))("%s", (_, one) => {
    const design = {
      ...{ sdControl: one.sd_control, sdTreatment: one.sd_treatment, ratio: one.ratio_treatment_to_control },
      ...{ alpha: one.alpha, alternative: "two-sided" as const },
    };
    const exact = usersForMeans(design, one.mde, one.power);
    close(exact, one.n_control_exact, 1e-9);
    expect(Math.ceil(exact)).toBe(one.n_control);
    expect(Math.ceil(exact * design.ratio)).toBe(one.n_treatment);
    const error = Math.hypot(one.sd_control / Math.sqrt(one.n_control), one.sd_treatment / Math.sqrt(one.n_treatment));
    close(powerAt(criticalValue(design), one.mde / error, design.alternative), one.power_at_n, 1e-9);
    close(smallestEffect(error, design, one.power), one.mde_at_n, 1e-9);
  });

  test.each(cases.filter((one) => one.kind === "proportion").map((one) => [one.id, one] as const))("%s", (_, one) => {
    const { baseline, mde_absolute: difference, alpha, power } = one;
    const design = { baseline, difference, alpha, power, alternative: "two-sided" as const };
    for (const method of ["unpooled", "pooled", "arcsine"] as const)
      close(usersForProportions(design, method), one.exact_values[method], 1e-9);
    expect(Math.ceil(usersForProportions(design))).toBe(one.n_per_arm_unpooled);
  });
});

describe("sample size", () => {
  const design = { sdControl: 3, sdTreatment: 4, ratio: 0.5, alpha: 0.05, alternative: "two-sided" as const };

  it("is the size at which its effect is the smallest that is found", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        (d, power) => {
          const n = usersForMeans(design, d, power);
          const error = Math.sqrt(design.sdControl ** 2 / n + design.sdTreatment ** 2 / (n * design.ratio));
          expect(smallestEffect(error, design, power)).toBeCloseTo(d, 9);
          expect(powerAt(criticalValue(design), d / error, design.alternative)).toBeGreaterThanOrEqual(power - 1e-9);
        },
      ),
    );
  });

  it("of shares answers its own question backwards", () => {
    const shares = fc.double({ min: 0.001, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.001, max: 0.19, noNaN: true }), (baseline, difference) => {
        const rest = { alpha: 0.05, alternative: "two-sided" as const, power: 0.8 };
        const n = usersForProportions({ baseline, difference, ...rest });
        const multiplier = multiplierOf({ mode: "fixed", looks: 1, spending: "obrien-fleming", tuning: 5000, ...rest })(
          n,
        );
        expect(smallestRise(baseline, multiplier, n, 1)).toBeCloseTo(difference, 9);
      }),
    );
  });

  it("of shares is none where no share is left above the baseline", () => {
    expect(smallestRise(0.9, 2.8, 10, 1)).toBeNull();
    expect(smallestRise(0.1, 2.8, 0, 1)).toBeNull();
  });
});

describe("group sequential tests", () => {
  const classic = (looks: number, bound: (time: number) => number) => {
    const times = equalTimes(looks);
    return { times, bounds: times.map(bound) };
  };

  // Jennison & Turnbull 2000, "Group Sequential Methods", tables 2.1–2.4: α = .05, power .8.
  test.each([
    [2, 2.178, 1.11, 1.977, 1.008],
    [3, 2.289, 1.166, 2.004, 1.017],
    [5, 2.413, 1.229, 2.04, 1.028],
  ])("of %i looks have the constants of the textbook", (looks, pocock, pocockInflation, obrien, obrienInflation) => {
    const flat = classic(looks, () => pocock);
    const falling = classic(looks, (time) => obrien / Math.sqrt(time));
    expect(crossingProbability(flat, 0)).toBeCloseTo(0.05, 3.5);
    expect(crossingProbability(falling, 0)).toBeCloseTo(0.05, 3.5);
    expect(inflationOf(flat, 0.05, 0.8)).toBeCloseTo(pocockInflation, 2.7);
    expect(inflationOf(falling, 0.05, 0.8)).toBeCloseTo(obrienInflation, 2.7);
  });

  it("spend alpha by Lan and DeMets' bounds", () => {
    const { bounds } = spendAlpha(equalTimes(5), 0.05);
    // Published for five equal looks, to the precision of their programs.
    const known = [4.8769, 3.3569, 2.6803, 2.2898, 2.031];
    for (const [look, bound] of known.entries()) expect(Math.abs((bounds[look] ?? 0) - bound)).toBeLessThan(2e-4);
  });

  it("keep alpha at any times, and are the fixed test at one look", () => {
    const times = fc.uniqueArray(fc.integer({ min: 5, max: 99 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 0.2, noNaN: true }), (percent, alpha) => {
        const plan = spendAlpha([...percent.toSorted((a, b) => a - b).map((p) => p / 100), 1], alpha);
        expect(crossingProbability(plan, 0)).toBeCloseTo(alpha, 6);
      }),
      { numRuns: 15 },
    );
    const one = spendAlpha([1], 0.05);
    expect(one.bounds[0]).toBeCloseTo(1.959963984540054, 8);
    expect(inflationOf(one, 0.05, 0.8)).toBeCloseTo(1, 5);
  });
});

describe("reach", () => {
  const reach = [
    { days: 7, users: 700 },
    { days: 14, users: 1100 },
  ];

  it("is linear between what was seen, and goes on at the last pace", () => {
    expect(usersAfter(reach, 3.5)).toBe(350);
    expect(usersAfter(reach, 14)).toBe(1100);
    expect(usersAfter(reach, 21)).toBe(1500);
    expect(usersAfter([], 7)).toBe(0);
  });

  it("tells the first day on which enough have come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (users) => {
        const days = daysFor(reach, users) ?? Number.NaN;
        expect(usersAfter(reach, days)).toBeGreaterThanOrEqual(users);
        expect(usersAfter(reach, days - 1)).toBeLessThan(users);
      }),
    );
    expect(daysFor([{ days: 7, users: 1 }], 1000)).toBeNull();
  });
});
