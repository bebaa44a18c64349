import { describe, expect, test } from "vitest";
import type { Comparison, ExperimentReport, MetricReport } from "../report-schema.ts";
import { writeDay } from "./days.ts";
import {
  drawnOf,
  experimentData,
  finite,
  movementOf,
  orderedMetrics,
  primaryMetric,
  variantsOf,
} from "./experiment-chart.ts";
import { makeHillstrom, makeManyArms } from "./fixtures/reports.ts";
import { atHead, joinAnd } from "./messages.ts";

const report = makeManyArms();

/** The report with other p values of its primary metric, and no arm named by its decision. */
function withP(pOf: (arm: string, at: number) => number | null): ExperimentReport {
  const [first] = report.metrics;
  const metrics = report.metrics.map((metric): MetricReport => {
    if (metric !== (primaryMetric(report) ?? first)) return metric;
    return { ...metric, comparisons: metric.comparisons.map((one, at) => ({ ...one, pValue: pOf(one.arm, at) })) };
  });
  return { ...report, metrics, decision: { ...report.decision, arm: null } };
}

describe("the variant that is looked at", () => {
  const variants = variantsOf(report);

  test("is never the control, and in the report's order", () => {
    expect(variants).not.toContain(report.control);
    expect(variants).toHaveLength(report.arms.length - 1);
  });

  test("is the one asked for, else the one that the decision names", () => {
    const [, second = ""] = variants;
    expect(experimentData(report, second).arm).toBe(second);
    const named = { ...report, decision: { ...report.decision, arm: second } };
    expect(experimentData(named).arm).toBe(second);
    expect(experimentData(named, "gone").arm).toBe(second);
    expect(experimentData(named, report.control).arm).toBe(second);
  });

  test("is else the one that stands out most; what was not computed stands out least", () => {
    const last = variants.at(-1);
    expect(experimentData(withP((arm) => (arm === last ? 0.01 : 0.5))).arm).toBe(last);
    expect(experimentData(withP((arm) => (arm === last ? 0.9 : null))).arm).toBe(last);
    expect(experimentData(withP(() => null)).arm).toBe(variants[0]);
  });

  test("is the control, rather than nothing, where it is alone", () => {
    const alone = { ...report, arms: report.arms.filter(({ arm }) => arm === report.control) };
    expect(experimentData({ ...alone, decision: { ...report.decision, arm: null } }).arm).toBe(report.control);
  });
});

describe("metrics", () => {
  test("are led by the primary one, the others as they stood, none twice", () => {
    const hillstrom = makeHillstrom();
    const turned = { ...hillstrom, metrics: hillstrom.metrics.toReversed() };
    const ordered = orderedMetrics(turned);
    expect(ordered[0]?.role).toBe("primary");
    expect(ordered.slice(1)).toEqual(turned.metrics.filter((metric) => metric !== ordered[0]));
    expect(orderedMetrics({ ...hillstrom, metrics: [] })).toEqual([]);
  });

  test("have moved only where the verdict says so, up or down, whatever is good", () => {
    const of = (verdict: Comparison["verdict"], difference: number | null) =>
      movementOf({ verdict, difference } as Comparison);
    expect([of("better", 1), of("worse", 1), of("better", -1)]).toEqual([1, 1, -1]);
    expect([of("unclear", 5), of("inconclusive", 5), of("better", null)]).toEqual([0, 0, 0]);
  });

  test("are drawn without what is no number", () => {
    expect(drawnOf({ difference: 1, low: Number.NEGATIVE_INFINITY, high: Number.NaN })).toEqual({
      ...{ value: 1, low: null, high: null },
    });
    expect([0, -0, undefined, null, Number.NaN].map(finite)).toEqual([0, -0, null, null, null]);
  });
});

describe("words of a chart", () => {
  test("join names as each language does", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((names) => joinAnd(names, "en"))).toEqual([
      ...["", "a", "a and b", "a, b and c"],
    ]);
    expect(joinAnd(["a", "b", "c"], "zh")).toBe("“a”、“b”和“c”");
  });

  test("begin with a capital where they are words; a column's name stays as it is", () => {
    expect(
      ["visit rose", "visit", "retention 7 fell", "GMV rose", "sum_rounds fell", "“visit”上升", ""].map(atHead),
    ).toEqual([...["Visit rose", "Visit", "Retention 7 fell", "GMV rose", "sum_rounds fell", "“visit”上升", ""]]);
  });

  test("say a day short, without a zero; what is no day stays", () => {
    expect(["2026-03-02", "2026-12-31"].map((day) => [writeDay(day, "en"), writeDay(day, "zh")])).toEqual([
      ["2 Mar", "3月2日"],
      ["31 Dec", "12月31日"],
    ]);
    expect(["", "today", "2026-03-02T10:00", "20260302"].map((day) => writeDay(day, "en"))).toEqual([
      ...["", "today", "2026-03-02T10:00", "20260302"],
    ]);
  });
});
