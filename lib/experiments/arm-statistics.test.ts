import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countValues, covarianceOf, fromSums, fromValues, meanOf, mergeArms, skewnessOf } from "./arm-statistics.ts";
import { readGolden } from "./fixtures/golden.ts";

interface Case {
  readonly id: string;
  readonly control: number[] | null;
  readonly control_summary: {
    readonly n: number;
    readonly sum: number;
    readonly sum_squares: number;
    readonly mean: number;
    readonly variance: number;
  };
}

const cases = readGolden<{ cases: Case[] }>("means")?.cases;

describe.skipIf(!cases)("equals numpy (skipped where ../shared is absent)", () => {
  it("gives the means and variances from values and from sums", () => {
    for (const { control, control_summary: summary, id } of cases ?? []) {
      const { n, sum, sum_squares } = summary;
      const sums = fromSums({ n, variables: ["value"], sums: [sum], products: [[sum_squares]] });
      // Σ of squares of a million, with 17 digits, hold three digits of a variance of 3.
      expect(covarianceOf(sums) / summary.variance).toBeCloseTo(1, id === "means/big-offset" ? 2 : 9);
      if (control === null) continue;
      const arm = fromValues({ value: control });
      expect(meanOf(arm) / summary.mean).toBeCloseTo(1, 12);
      expect(covarianceOf(arm) / summary.variance).toBeCloseTo(1, 10);
    }
  });

  it("keeps every digit of sums that were taken around an origin", () => {
    const far = cases?.find(({ id }) => id === "means/big-offset");
    const near = (far?.control ?? []).map((value) => value - 1e6);
    const arm = fromSums({
      n: near.length,
      variables: ["value"],
      origin: [1e6],
      sums: [near.reduce((a, b) => a + b)],
      products: [[near.reduce((a, b) => a + b * b, 0)]],
    });
    expect(covarianceOf(arm) / (far?.control_summary.variance ?? 0)).toBeCloseTo(1, 9);
    expect(meanOf(arm)).toBeCloseTo(far?.control_summary.mean ?? 0, 8);
  });
});

it("merges parts into what the whole gives, far from zero too", () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  const rows = fc.array(fc.tuple(number, number), { maxLength: 30 });
  fc.assert(
    fc.property(rows, rows, rows, fc.constantFrom(0, 1e6), (a, b, c, offset) => {
      const arm = (users: [number, number][]) =>
        fromValues({ value: users.map(([v]) => v + offset), covariate: users.map(([, x]) => x - offset) });
      const whole = arm([...a, ...b, ...c]);
      const merged = mergeArms([arm(a), arm(b), arm(c)]);
      expect(merged).toMatchObject({
        n: whole.n,
        minimum: whole.minimum,
        maximum: whole.maximum,
        nonZero: whole.nonZero,
      });
      if (whole.n < 2) return;
      expect(meanOf(merged)).toBeCloseTo(meanOf(whole), 7);
      expect(covarianceOf(merged, "value", "covariate")).toBeCloseTo(covarianceOf(whole, "value", "covariate"), 4);
      expect(covarianceOf(merged)).toBeCloseTo(covarianceOf(whole), 4);
      const scale = (covarianceOf(whole) + 1) ** 1.5 * whole.n;
      expect((merged.thirdMoment ?? 0) / scale).toBeCloseTo((whole.thirdMoment ?? 0) / scale, 6);
    }),
  );
});

it("tells skewness, and that there is none to tell", () => {
  // 9 zeros and a one: (1 − 2p) / √(p(1 − p)) with p = 0.1.
  const arm = fromValues({ value: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] });
  expect(skewnessOf(arm)).toBeCloseTo(0.8 / 0.3, 12);
  expect(skewnessOf(fromValues({ value: [5, 5, 5] }))).toBeNull();
  expect(skewnessOf(fromSums({ n: 3, variables: ["value"], sums: [6], products: [[14]] }))).toBeNull();
  expect(skewnessOf(fromValues({ value: [] }))).toBeNull();
});

it("has no variance for one user, no mean for nobody", () => {
  expect(covarianceOf(fromValues({ value: [7] }))).toBeNaN();
  expect(meanOf(fromValues({ value: [] }))).toBeNaN();
  expect(meanOf(fromValues({ value: [7] }), "covariate")).toBeNaN();
  expect(mergeArms([fromValues({ value: [] }), fromValues({ value: [7] })]).means).toEqual([7]);
});

it("counts distinct values in order", () => {
  expect(countValues([3, 0, 3, Number.NaN, -1])).toEqual({
    values: Float64Array.of(-1, 0, 3),
    counts: Float64Array.of(1, 1, 2),
  });
});
