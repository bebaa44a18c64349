import { describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { openKernels } from "../kernels/pool.ts";
import { analyse } from "./analyse.ts";
import { fromValues } from "./arm-statistics.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { reduceAggregates } from "./reading/aggregates.ts";
import type { ReducedExperiment } from "./reduced.ts";

const kernels = await openKernels({ threads: 1 });
const arms = ["control", "new", "newer"];

/** Sums of three arms of a thousand users: orders 10 %, 13 % and 10.5 %; money that follows them; complaints that do not. */
function sums(extra: object = {}): ReducedExperiment {
  const aggregates = arms.flatMap((arm, at) => {
    const orders = [100, 130, 105][at] ?? 0;
    return [
      { arm, metric: "orders", n: 1000, sum: orders },
      { arm, metric: "revenue", n: 1000, sum: orders * 40, sumSquares: orders * 2000, sumCubes: orders * 110_000 },
      { arm, metric: "complaints", n: 1000, sum: 50 },
    ];
  });
  const metrics = [
    { name: "orders", type: "proportion", column: "orders", role: "primary" },
    { name: "revenue", type: "mean", column: "revenue" },
    {
      name: "complaints",
      type: "proportion",
      column: "complaints",
      role: "guardrail",
      direction: "down",
      margin: 0.05,
    },
  ];
  return reduceAggregates(ExperimentConfig.parse({ metrics, aggregates, ...extra }));
}

function comparisonOf(reduced: ReducedExperiment, metric: string, arm: string) {
  const found = analyse(reduced, kernels)
    .metrics.find(({ name }) => name === metric)
    ?.comparisons.find((one) => one.arm === arm);
  if (!found) throw new Error(`no comparison of ${metric} in ${arm}`);
  return found;
}

describe("a report", () => {
  test("compares every arm with the control, and says what it would choose", () => {
    const report = analyse(sums(), kernels);
    expect(report.metrics.map(({ comparisons }) => comparisons.map(({ arm }) => arm))).toEqual(
      report.metrics.map(() => ["new", "newer"]),
    );
    expect(report.arms.map(({ plannedShare }) => plannedShare)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(comparisonOf(sums(), "orders", "new").verdict).toBe("better");
    expect(report.decision).toMatchObject({ verdict: "ship", arm: "new" });
  });

  test("is JSON: no number in it is infinite or none", () => {
    for (const extra of [{}, { alternative: "better" }, { mode: "always-valid" }, { alpha: 0.0001 }]) {
      const report = analyse(sums(extra), kernels);
      expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report, refuseOddNumbers)));
    }
    function refuseOddNumbers(_: string, value: unknown): unknown {
      if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} in a report`);
      return value;
    }
  });

  test("shows the leading method among all that apply, with its very numbers", () => {
    for (const metric of ["orders", "revenue"]) {
      const { method, methods, difference, low, high, pValue } = comparisonOf(sums(), metric, "new");
      const lead = methods.find(({ id }) => id === method);
      expect(lead).toMatchObject({ estimate: difference, low, high, pValue });
    }
  });

  test("corrects within roles: two comparisons with one primary metric are a family of two", () => {
    const plain = comparisonOf(sums(), "orders", "new");
    const holm = comparisonOf(sums({ corrections: "holm" }), "orders", "new");
    expect(plain.pValueCorrected).toBe(plain.pValue);
    expect(holm.pValueCorrected).toBeCloseTo(2 * (plain.pValue ?? 0), 12);
    expect(holm.sentence.en).not.toBe("");
  });

  test("asks of a guardrail whether harm beyond its margin is ruled out", () => {
    expect(comparisonOf(sums(), "complaints", "new").nonInferiority).toMatchObject({ margin: 0.05, passed: true });
    expect(comparisonOf(sums(), "orders", "new").nonInferiority).toBeNull();
  });

  test("a test that may be looked at any time sees less at this size than a fixed one", () => {
    const smallestOf = (extra: object) => comparisonOf(sums(extra), "orders", "new").smallestEffect ?? Number.NaN;
    const always = comparisonOf(sums({ mode: "always-valid" }), "orders", "new");
    const half = ((always.high ?? 0) - (always.low ?? 0)) / 2;
    expect(smallestOf({ mode: "always-valid" })).toBeGreaterThan(half);
    expect(smallestOf({ mode: "always-valid" })).toBeGreaterThan(1.2 * smallestOf({}));
    expect(smallestOf({ mode: "group-sequential", looks: 4, look: 1 })).toBeGreaterThan(1.5 * smallestOf({}));
  });

  test("carries the interval of the money metric through margin and cost", () => {
    const money = { metric: "revenue", currency: "EUR", grossMargin: 0.4, costPerUser: 0.05 };
    const reduced = sums({ money });
    const revenue = comparisonOf(reduced, "revenue", "new");
    const earned = analyse(reduced, kernels).money.find(({ arm }) => arm === "new");
    expect(earned?.perUser?.value).toBeCloseTo(1.2 * 0.4 - 0.05, 12);
    expect(earned?.perUser?.low).toBeCloseTo((revenue.low ?? 0) * 0.4 - 0.05, 12);
    expect(earned?.total?.value).toBeCloseTo(1000 * (1.2 * 0.4 - 0.05), 9);
  });

  test.each(["orders", "returns"])(
    "makes no money of %s, which is no mean among the metrics, and says so",
    (metric) => {
      const money = { metric, currency: "EUR", grossMargin: 0.4, costPerUser: 0.05 };
      const report = analyse(sums({ money }), kernels);
      expect(report.money).toEqual([]);
      expect(report.config.money).toBeUndefined();
      expect(report.notes.at(-1)?.en).toBe(`No margin is reckoned: “${metric}” is no mean a user among the metrics.`);
      expect(report.decision).toMatchObject({ verdict: "ship", arm: "new" });
    },
  );

  test("names no winner where users were shared out otherwise than planned", () => {
    const report = analyse(sums({ shares: { control: 2, new: 1, newer: 1 } }), kernels);
    expect(report.checks.find(({ id }) => id === "sample-ratio-mismatch")).toMatchObject({
      passed: false,
      blocks: true,
    });
    expect(report.decision).toMatchObject({ verdict: "blocked", arm: null });
  });

  test("is the same with the arms' names swapped, but for the sign", () => {
    const effect = comparisonOf(sums(), "orders", "new");
    const mirrored = analyse(sums({ control: "new" }), kernels).metrics[0]?.comparisons.find(
      ({ arm }) => arm === "control",
    );
    expect(mirrored?.difference).toBeCloseTo(-(effect.difference ?? 0), 12);
    expect(mirrored?.low).toBeCloseTo(-(effect.high ?? 0), 12);
    expect(mirrored?.verdict).toBe("worse");
  });
});

describe("by segment and by day", () => {
  const random = createRandom(3);
  const values = arms
    .slice(0, 2)
    .map((_, arm) =>
      ["big", "tiny"].map((segment) =>
        Array.from({ length: segment === "big" ? 200 : 1 }, () => arm + random.normal()),
      ),
    );
  const metric = { name: "m", type: "mean", column: "m", role: "primary", direction: "up" } as const;
  const statistics = (numbers: readonly number[]) => fromValues({ value: numbers });
  const half = (arm: number, from: number) => statistics((values[arm]?.[0] ?? []).slice(from, from + 100));
  const reduced: ReducedExperiment = {
    config: ExperimentConfig.parse({ metrics: [metric], control: "control", shares: { control: 1, new: 1 } }),
    arms: ["control", "new"],
    users: [201, 201],
    rows: { in: 402, used: 402, leftOut: [] },
    ...{ usersInSeveralArms: 0, assigned: null, looks: null, notes: [] },
    metrics: [
      {
        metric,
        missing: [0, 0],
        samples: values.map((segments) => ({
          statistics: statistics(segments.flat()),
          values: null,
          strata: segments.map(statistics),
        })),
      },
    ],
    segments: [
      { segment: "big", n: [200, 200] },
      { segment: "tiny", n: [1, 1] },
    ],
    period: { from: "2024-05-01", to: "2024-05-02", days: 2 },
    days: [
      { day: "2024-05-01", n: [100, 100], statistics: [half(0, 0), half(1, 0)] },
      { day: "2024-05-02", n: [100, 100], statistics: [half(0, 100), half(1, 100)] },
    ],
  };

  test("a segment of one user a variant has no effect, and says why", () => {
    const [big, tiny] = analyse(reduced, kernels).bySegment;
    expect(big).toMatchObject({ segment: "big", n: 400, reason: null });
    expect(tiny).toMatchObject({ segment: "tiny", n: 2, difference: null, pValue: null });
    expect(tiny?.reason?.en).toMatch(/fewer than two users/);
  });

  test("the effect of the last day is that of everybody who came in until then", () => {
    const { daily, bySegment } = analyse(reduced, kernels);
    expect(daily.map(({ day, assigned }) => [day, assigned])).toEqual([
      ["2024-05-01", { control: 100, new: 100 }],
      ["2024-05-02", { control: 100, new: 100 }],
    ]);
    expect(daily[1]?.cumulative.new?.difference).toBeCloseTo(bySegment[0]?.difference ?? 0, 12);
    expect(daily[1]?.cumulative.new?.low).toBeCloseTo(bySegment[0]?.low ?? 0, 12);
    const width = (day: (typeof daily)[number] | undefined) =>
      (day?.cumulative.new?.high ?? 0) - (day?.cumulative.new?.low ?? 0);
    expect(width(daily[1])).toBeLessThan(width(daily[0]));
  });
});
