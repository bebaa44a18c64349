import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, HoverCard } from "../../segments/charts/chart.ts";
import type { Heterogeneity, MetricReport, SegmentEffect } from "../report-schema.ts";
import type { Drawn } from "./axis.ts";
import {
  comparisonOf,
  drawnOf,
  type ExperimentChart,
  type ExperimentData,
  finite,
  nameOf,
  primaryMetric,
} from "./experiment-chart.ts";
import type { IntervalRow, Tone } from "./interval-row.ts";
import { intervalOption } from "./interval-rows.ts";
import { figureAndRange, intervalLevel, toneOf } from "./intervals.ts";
import { measureOf, writeP } from "./measure.ts";
import { atHead, say } from "./messages.ts";

/** Segments beyond the largest of them are left to the table. */
export const segmentsShown = 14;

/** Metrics with effects by segment for the variant that is looked at: the primary first, then the one that is money. */
export function forestMetrics({ report, arm }: ExperimentData): MetricReport[] {
  const known = new Set(report.bySegment.filter((effect) => effect.arm === arm).map(({ metric }) => metric));
  const first = primaryMetric(report);
  const weight = (metric: MetricReport) =>
    metric === first ? 0 : metric.name === report.config.money?.metric ? 1 : metric.role === "primary" ? 2 : 3;
  return report.metrics.filter(({ name }) => known.has(name)).toSorted((a, b) => weight(a) - weight(b));
}

/** The effect on one metric in every segment, beside everybody's; the test of whether segments differ leads. */
export function forestChart(metric: MetricReport, place: number): ExperimentChart {
  const chart: ExperimentChart = {
    id: `segments-${place}`,
    label: (locale) => nameOf(metric, locale),
    renderer: "svg",
    title: (data, locale) => title(metric, data, locale),
    subtitle: (data, locale) => subtitle(metric, data, locale),
    description: (data, locale) =>
      say(locale, "forestDescription", {
        metric: nameOf(metric, locale),
        segments: effectsOf(metric, data).length,
        finding: title(metric, data, locale),
      }),
    table: (data, locale) => table(metric, data, locale),
    option: (data, locale, theme, view) => {
      const measure = measureOf(metric, data, locale);
      const all = finite(comparisonOf(metric, data.arm)?.difference);
      return intervalOption({
        rows: forestRows(metric, data, locale),
        theme,
        view,
        description: chart.description(data, locale),
        tick: measure.tick,
        reference: all === null ? null : all * measure.scale,
      });
    },
    hover: (data, locale, mark) => hover(metric, data, locale, mark),
  };
  return chart;
}

/** Largest segment first. */
function effectsOf({ name }: MetricReport, { report, arm }: ExperimentData): SegmentEffect[] {
  return report.bySegment
    .filter((effect) => effect.metric === name && effect.arm === arm)
    .toSorted((a, b) => b.n - a.n);
}

function heterogeneityOf({ name }: MetricReport, { report, arm }: ExperimentData): Heterogeneity | undefined {
  return report.heterogeneity.find((test) => test.metric === name && test.arm === arm);
}

/** Do segments differ by the test that is made before any of them is looked at? null: it could not be made. */
function differ(metric: MetricReport, data: ExperimentData): boolean | null {
  const p = finite(heterogeneityOf(metric, data)?.pValue);
  return p === null ? null : p < data.report.config.alpha;
}

function title(metric: MetricReport, data: ExperimentData, locale: Locale): string {
  const name = nameOf(metric, locale);
  const isDifferent = differ(metric, data);
  if (data.report.decision.verdict === "blocked") return atHead(say(locale, "forestBlocked", { name }));
  if (isDifferent === null) return atHead(say(locale, "forestUntested", { name }));
  if (!isDifferent) return say(locale, "forestAlike", { name });
  const known = effectsOf(metric, data).flatMap((effect) => {
    const value = shownOf(effect).value;
    return value === null ? [] : [{ segment: effect.segment, value }];
  });
  const sorted = known.toSorted((a, b) => b.value - a.value);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most === least) return atHead(say(locale, "forestDiffers", { name }));
  return say(locale, "forestMostLeast", { name, most: most.segment, least: least.segment });
}

function subtitle(metric: MetricReport, data: ExperimentData, locale: Locale): string {
  const { unit } = measureOf(metric, data, locale);
  const effects = effectsOf(metric, data);
  const test = heterogeneityOf(metric, data);
  const p = finite(test?.pValue);
  return [
    say(locale, unit === "" ? "forestMeasure" : "forestMeasureUnit", {
      name: nameOf(metric, locale),
      unit,
      arm: data.arm,
    }),
    say(locale, "intervalsOf", { level: intervalLevel(data.report, locale) }),
    p === null ? "" : say(locale, "heterogeneityP", { p: withEquals(writeP(p)) }),
    effects.some(({ pooled }) => pooled !== null) ? say(locale, "forestPooled") : "",
    effects.length > segmentsShown ? say(locale, "forestSome", { shown: segmentsShown, all: effects.length }) : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "= 0.34" beside "< 0.001". */
export function withEquals(p: string): string {
  return p.startsWith("<") ? p : `= ${p}`;
}

/** Pooled where segments are pooled, else the segment's own. */
function shownOf(effect: SegmentEffect): Drawn {
  return drawnOf(effect.pooled ?? effect);
}

function scaled({ value, low, high }: Drawn, by: number): Drawn {
  const times = (end: number | null) => (end === null ? null : end * by);
  return { value: times(value), low: times(low), high: times(high) };
}

interface SegmentRow extends IntervalRow {
  readonly effect: SegmentEffect | null;
}

/** Everybody in front, then the largest segments from most to least effect; without evidence that they differ, segments are drawn plain. */
export function forestRows(metric: MetricReport, data: ExperimentData, locale: Locale): SegmentRow[] {
  const measure = measureOf(metric, data, locale);
  const whole = comparisonOf(metric, data.arm);
  const isTold = differ(metric, data) === true && data.report.decision.verdict !== "blocked";
  const row = (name: string, note: string, drawn: Drawn, tone: Tone) => ({
    ...scaled(drawn, measure.scale),
    name,
    note,
    tone,
    written: measure.difference(drawn),
  });
  const everybody = drawnOf(whole ?? { difference: null, low: null, high: null });
  const users = say(locale, "usersOf", { n: usersOf(metric, data) });
  return [
    { ...row(say(locale, "everybody"), users, everybody, whole ? toneOf(whole, data.report) : "plain"), effect: null },
    ...effectsOf(metric, data)
      .slice(0, segmentsShown)
      .toSorted((a, b) => (shownOf(b).value ?? -Infinity) - (shownOf(a).value ?? -Infinity))
      .map((effect) => {
        const drawn = shownOf(effect);
        const own = drawnOf(effect);
        return {
          ...row(effect.segment, noteOf(effect, locale), drawn, isTold ? toneOfEffect(effect, metric, data) : "plain"),
          isSmall: effect.small,
          raw: effect.pooled ? scaled(own, measure.scale) : null,
          effect,
        };
      }),
  ];
}

/** Of the two arms that are compared. */
function usersOf(metric: MetricReport, { report, arm }: ExperimentData): number {
  return metric.arms.reduce(
    (sum, other) => (other.arm === arm || other.arm === report.control ? sum + other.n : sum),
    0,
  );
}

function noteOf({ n, small, reason, difference }: SegmentEffect, locale: Locale): string {
  if (difference === null && reason) return reason[locale];
  return say(locale, small ? "usersSmall" : "usersOf", { n });
}

/** Pooled effects by their interval; others by the p value that counts how many segments were looked at. */
function toneOfEffect(effect: SegmentEffect, { direction }: MetricReport, { report }: ExperimentData): Tone {
  const { value, low, high } = shownOf(effect);
  const p = finite(effect.pValueCorrected ?? effect.pValue);
  const isTold = effect.pooled ? (low ?? 0) > 0 || (high ?? 0) < 0 : p !== null && p < report.config.alpha;
  if (value === null || !isTold) return "plain";
  return value > 0 === (direction === "up") ? "good" : "bad";
}

function table(metric: MetricReport, data: ExperimentData, locale: Locale): ChartTable {
  const { scale, unit } = measureOf(metric, data, locale);
  const head = (key: "difference" | "low" | "high" | "pooled" | "pooledLow" | "pooledHigh") =>
    ({ label: unit === "" ? say(locale, key) : `${say(locale, key)} (${unit})`, kind: "index", decimals: 4 }) as const;
  const times = (value: number | null | undefined) => {
    const known = finite(value);
    return known === null ? null : known * scale;
  };
  return {
    columns: [
      { label: say(locale, "segment"), kind: null },
      { label: say(locale, "users"), kind: "count" },
      head("difference"),
      head("low"),
      head("high"),
      { label: say(locale, "pCorrected"), kind: "index", decimals: 4 },
      head("pooled"),
      head("pooledLow"),
      head("pooledHigh"),
    ],
    rows: effectsOf(metric, data).map((e) => [
      e.segment,
      e.n,
      times(e.difference),
      times(e.low),
      times(e.high),
      finite(e.pValueCorrected ?? e.pValue),
      times(e.pooled?.difference),
      times(e.pooled?.low),
      times(e.pooled?.high),
    ]),
  };
}

function hover(metric: MetricReport, data: ExperimentData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const row = forestRows(metric, data, locale)[index];
  if (!row) return null;
  const { difference } = measureOf(metric, data, locale);
  const { effect } = row;
  const subtitle = nameOf(metric, locale);
  if (!effect)
    return {
      title: row.name,
      segment: null,
      subtitle,
      rows: [[say(locale, "difference"), figureAndRange(row.written)]],
    };
  const corrected = finite(effect.pValueCorrected ?? effect.pValue);
  return {
    title: effect.segment,
    segment: null,
    subtitle,
    rows: [
      [say(locale, "users"), formatNumber(effect.n)],
      [say(locale, "ownEffect"), figureAndRange(difference(drawnOf(effect)))],
      effect.pooled
        ? [say(locale, "pooled"), figureAndRange(row.written)]
        : [say(locale, "pCorrected"), writeP(corrected)],
    ],
  };
}
