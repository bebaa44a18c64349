import { describe, expect, it, test } from "vitest";
import type { Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";
import { armOf, armOfShares, armOfSums, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { readGolden } from "../fixtures/golden.ts";
import { statistics } from "./index.ts";
import type { CompareOptions, Estimate } from "./statistic.ts";

interface Wanted {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly ci: [number, number];
}

interface Summary {
  readonly n: number;
  readonly sum: number;
  readonly sum_squares: number;
}

interface Sequence {
  readonly ci: [number, number];
  readonly p: number;
}

interface MeansCase {
  readonly id: string;
  readonly control: number[] | null;
  readonly treatment: number[] | null;
  readonly control_summary: Summary;
  readonly treatment_summary: Summary;
  readonly absolute: Wanted;
  readonly relative_delta: Wanted;
  readonly relative_fieller_normal: [number, number];
  readonly student_equal_variance: { readonly p: number };
  readonly mann_whitney: { readonly p: number; readonly probability_of_superiority: number };
  readonly hedges_g: number;
  readonly one_sided_greater_p: number;
  readonly sequential_relative_tuning_5000: Sequence;
  readonly sequential_absolute: Record<"tuning_500" | "tuning_5000", Sequence>;
}

interface Proportions {
  readonly id: string;
  readonly control: [number, number];
  readonly treatment: [number, number];
  readonly difference: number;
  readonly p_pooled: number;
  readonly fisher_p: number;
  readonly ci_unpooled_wald: [number, number];
  readonly newcombe_ci: [number, number];
}

interface Users {
  readonly y: number[];
  readonly x: number[];
}

interface CupedRatioQuantile {
  readonly cuped_cases: {
    readonly id: string;
    readonly control: Users;
    readonly treatment: Users;
    readonly adjusted: Record<
      "joint" | "within",
      Wanted & {
        readonly relative_to_unadjusted_control_mean: { readonly estimate: number; readonly delta_se: number };
      }
    >;
  }[];
  readonly ratio_cases: {
    readonly id: string;
    readonly control: { readonly numerator: number[]; readonly denominator: number[] };
    readonly treatment: { readonly numerator: number[]; readonly denominator: number[] };
    readonly absolute: Wanted;
    readonly relative_delta: Wanted;
    readonly relative_fieller_normal: [number, number];
  }[];
  readonly quantile_cases: {
    readonly id: string;
    readonly q: number;
    readonly control: number[];
    readonly treatment: number[];
    readonly estimate: number;
    readonly bootstrap: { readonly se: number; readonly percentile_ci: [number, number] };
    readonly order_statistic: { readonly se: number; readonly ci: [number, number] };
  }[];
}

interface Strata {
  readonly mantel_haenszel: {
    readonly treatment_and_control_success_n: [[number, number], [number, number]][];
    readonly risk_difference_mh: number;
    readonly risk_ratio_mh: number;
    readonly log_risk_ratio_se: number;
    readonly cmh_p: number;
  };
  readonly strata: { readonly control: number[]; readonly treatment: number[] }[];
  readonly post_stratified: {
    readonly estimate: number;
    readonly se: number;
    readonly p_normal: number;
    readonly ci_normal: [number, number];
  };
}

interface Real {
  readonly results: {
    readonly hillstrom: {
      readonly arms: {
        readonly arm: string;
        readonly n: number;
        readonly visit: { readonly total: number };
        readonly conversion: { readonly total: number };
        readonly spend: { readonly total: number; readonly se: number };
      }[];
      readonly against_control: {
        readonly arm: string;
        readonly metric: "visit" | "conversion" | "spend";
        readonly absolute: Wanted;
        readonly relative_delta: Wanted;
        readonly sequential_tuning_5000: Sequence;
        readonly z_pooled?: { readonly p: number };
      }[];
    };
  };
}

function run(
  id: string,
  control: ArmSample,
  treatment: ArmSample,
  metric: MetricConfig,
  more: Partial<CompareOptions> = {},
): Estimate {
  const statistic = statistics.find((one) => one.id === id);
  const outcome: Outcome<Estimate> = statistic?.compare(control, treatment, optionsOf(metric, more)) ?? missing();
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
}

function missing(): never {
  throw new Error("no such statistic");
}

/** |a − b| ≤ tolerance·(1 + |b|); p values under 1e-6 to a thousandth of themselves. */
function near(value: number | null, wanted: number, tolerance = 1e-9) {
  expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(wanted)));
}

function nearP(value: number, wanted: number, tolerance = 1e-9) {
  if (wanted < 1e-6) expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-3);
  else near(value, wanted, tolerance);
}

function nearWanted(estimate: Estimate, wanted: Wanted, tolerance = 1e-9) {
  near(estimate.estimate, wanted.estimate, tolerance);
  near(estimate.standardError, wanted.se, tolerance);
  near(estimate.degreesOfFreedom, wanted.df, Math.max(tolerance, 1e-9));
  nearP(estimate.pValue, wanted.p, tolerance);
  near(estimate.low, wanted.ci[0], tolerance);
  near(estimate.high, wanted.ci[1], tolerance);
}

const means = readGolden<{ cases: MeansCase[] }>("means")?.cases ?? [];
const proportions = (readGolden<{ cases: Proportions[] }>("proportions")?.cases ?? []).filter(
  (one) => "control" in one,
);
const other = readGolden<CupedRatioQuantile>("cuped_ratio_quantile");
const strata = readGolden<Strata>("strata_uplift");
const real = readGolden<Real>("real");

describe.skipIf(!real)("what numpy, scipy and statsmodels compute (skipped where ../shared is absent)", () => {
  test.each(means.map((one) => [one.id, one] as const))("%s", (id, wanted) => {
    const arm = (values: number[] | null, { n, sum, sum_squares }: Summary) =>
      values === null ? armOfSums(n, sum, sum_squares) : armOf(values);
    const control = arm(wanted.control, wanted.control_summary);
    const treatment = arm(wanted.treatment, wanted.treatment_summary);
    const mean = metricOf("mean");
    const tolerance = id === "means/big-offset" ? 1e-7 : 1e-9;
    nearWanted(run("welch", control, treatment, mean), wanted.absolute, tolerance);
    nearWanted(run("relative-delta", control, treatment, mean), wanted.relative_delta, tolerance);
    const fieller = run("fieller", control, treatment, mean);
    near(fieller.low, wanted.relative_fieller_normal[0]);
    near(fieller.high, wanted.relative_fieller_normal[1]);
    near(run("student", control, treatment, mean).pValue, wanted.student_equal_variance.p, tolerance);
    near(run("hedges-g", control, treatment, mean).estimate, wanted.hedges_g, tolerance);
    near(
      run("welch", control, treatment, mean, { alternative: "better" }).pValue,
      wanted.one_sided_greater_p,
      tolerance,
    );
    // Its rule of which method leads sees raw values; here Welch's error is what is asked of it.
    const noSkew = (one: ArmSample) => ({ ...one, statistics: { ...one.statistics, thirdMoment: null } });
    const relative = run("always-valid-relative", noSkew(control), noSkew(treatment), mean);
    near(relative.low, wanted.sequential_relative_tuning_5000.ci[0], tolerance);
    near(relative.pValue, wanted.sequential_relative_tuning_5000.p, tolerance);
    for (const tuning of [500, 5000] as const) {
      const sequence = run("always-valid", noSkew(control), noSkew(treatment), mean, { tuning });
      const { ci, p } = wanted.sequential_absolute[`tuning_${tuning}`];
      near(sequence.low, ci[0], tolerance);
      near(sequence.high, ci[1], tolerance);
      near(sequence.pValue, p, tolerance);
    }
    if (wanted.control === null) return;
    const superiority = run("mann-whitney", control, treatment, mean);
    near(superiority.estimate, wanted.mann_whitney.probability_of_superiority);
    nearP(superiority.pValue, wanted.mann_whitney.p);
  });

  test.each(proportions.map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const arms = [armOfShares(wanted.control), armOfShares(wanted.treatment), metricOf("proportion")] as const;
    const z = run("two-proportions", ...arms);
    near(z.estimate, wanted.difference);
    near(z.pValue, wanted.p_pooled);
    near(z.low, wanted.ci_unpooled_wald[0]);
    near(z.high, wanted.ci_unpooled_wald[1]);
    const newcombe = run("newcombe", ...arms);
    near(newcombe.low, wanted.newcombe_ci[0]);
    near(newcombe.high, wanted.newcombe_ci[1]);
    near(run("fisher-exact", ...arms).pValue, wanted.fisher_p);
  });

  test.each((other?.cuped_cases ?? []).map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const arm = ({ y, x }: Users) => armOf({ value: y, covariate: x });
    const arms = [arm(wanted.control), arm(wanted.treatment), metricOf("mean", { covariate: "x" })] as const;
    nearWanted(run("cuped", ...arms), wanted.adjusted.within);
    nearWanted(run("cuped-joint", ...arms), wanted.adjusted.joint);
    const relative = run("cuped-relative", ...arms);
    near(relative.estimate, wanted.adjusted.within.relative_to_unadjusted_control_mean.estimate);
    near(relative.standardError, wanted.adjusted.within.relative_to_unadjusted_control_mean.delta_se);
  });

  test.each((other?.ratio_cases ?? []).map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const arm = ({ numerator, denominator }: { numerator: number[]; denominator: number[] }) =>
      armOf({ value: numerator, denominator });
    const arms = [arm(wanted.control), arm(wanted.treatment), metricOf("ratio")] as const;
    nearWanted(run("ratio-delta", ...arms), wanted.absolute);
    nearWanted(run("relative-delta", ...arms), wanted.relative_delta);
    near(run("fieller", ...arms).low, wanted.relative_fieller_normal[0]);
    near(run("fieller", ...arms).high, wanted.relative_fieller_normal[1]);
  });

  test.each((other?.quantile_cases ?? []).map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const metric = metricOf("quantile", { quantile: wanted.q });
    const value = run("quantile-difference", armOf(wanted.control), armOf(wanted.treatment), metric);
    near(value.estimate, wanted.estimate);
    near(value.standardError, wanted.order_statistic.se);
    near(value.low, wanted.order_statistic.ci[0]);
    near(value.high, wanted.order_statistic.ci[1]);
    // Order statistics and 20,000 resamples estimate the same thing.
    const { se, percentile_ci: ci } = wanted.bootstrap;
    expect(Math.abs((value.standardError ?? 0) / se - 1)).toBeLessThan(0.15);
    expect(Math.abs(value.low - ci[0])).toBeLessThan(0.6 * se);
    expect(Math.abs(value.high - ci[1])).toBeLessThan(0.6 * se);
  });

  it("strata", () => {
    if (strata === undefined) return;
    const wanted = strata.post_stratified;
    const weighted = run(
      "post-stratified",
      armOf(...strata.strata.map(({ control }) => control)),
      armOf(...strata.strata.map(({ treatment }) => treatment)),
      metricOf("mean"),
    );
    near(weighted.estimate, wanted.estimate);
    near(weighted.standardError, wanted.se);
    near(weighted.pValue, wanted.p_normal);
    near(weighted.low, wanted.ci_normal[0]);
    const common = strata.mantel_haenszel;
    const tables = common.treatment_and_control_success_n;
    const arms = [
      armOfShares(...tables.map(([, control]) => control)),
      armOfShares(...tables.map(([treatment]) => treatment)),
      metricOf("proportion"),
    ] as const;
    near(run("mantel-haenszel", ...arms).estimate, common.risk_difference_mh);
    near(run("mantel-haenszel", ...arms).pValue, common.cmh_p);
    const ratio = run("mantel-haenszel-relative", ...arms);
    near(ratio.estimate + 1, common.risk_ratio_mh);
    near(Math.log1p(ratio.high), Math.log(common.risk_ratio_mh) + 1.959963984540054 * common.log_risk_ratio_se);
  });

  const hillstrom = real?.results.hillstrom;
  test.each((hillstrom?.against_control ?? []).map((one) => [one.arm, one.metric, one] as const))(
    "Hillstrom, %s, %s",
    (name, metric, wanted) => {
      const arm = (called: string) => {
        const row = hillstrom?.arms.find((one) => one.arm === called);
        if (row === undefined) throw new Error("no such arm");
        if (metric !== "spend") return armOfShares([row[metric].total, row.n]);
        const { total, se } = row.spend;
        return armOfSums(row.n, total, se ** 2 * row.n * (row.n - 1) + total ** 2 / row.n);
      };
      const arms = [arm("No E-Mail"), arm(name)] as const;
      nearWanted(run("welch", ...arms, metricOf("mean")), wanted.absolute);
      nearWanted(run("relative-delta", ...arms, metricOf("mean")), wanted.relative_delta);
      const sequence = run("always-valid", ...arms, metricOf("mean"));
      near(sequence.low, wanted.sequential_tuning_5000.ci[0]);
      nearP(sequence.pValue, wanted.sequential_tuning_5000.p);
      if (wanted.z_pooled) nearP(run("two-proportions", ...arms, metricOf("proportion")).pValue, wanted.z_pooled.p);
    },
  );
});
