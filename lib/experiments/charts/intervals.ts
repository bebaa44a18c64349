import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, HoverCard } from "../../segments/charts/chart.ts";
import { writeShare } from "../../segments/charts/number-format.ts";
import type { Comparison, ExperimentReport, MetricReport } from "../report-schema.ts";
import {
  comparisonOf,
  drawnOf,
  type ExperimentChart,
  type ExperimentData,
  finite,
  nameOf,
  orderedMetrics,
  variantsOf,
} from "./experiment-chart.ts";
import type { IntervalRow, Tone } from "./interval-row.ts";
import { intervalOption } from "./interval-rows.ts";
import { intervalsTitle } from "./intervals-title.ts";
import { measureOf, type WrittenInterval, writeLift, writeLifts, writeP } from "./measure.ts";
import { say } from "./messages.ts";

/** Rows beyond this many are left to the table. */
const shownAtMost = 24;

/** Relative change of every metric, one row a metric and variant. */
export const intervalsChart: ExperimentChart = {
  id: "intervals",
  label: (locale) => say(locale, "intervals"),
  renderer: "svg",
  title: intervalsTitle,
  subtitle: ({ report }, locale) =>
    say(locale, "intervalsSubtitle", {
      control: report.control,
      level: intervalLevel(report, locale),
      mode: say(locale, `mode.${report.config.mode}`),
    }),
  description: (data, locale) =>
    say(locale, "intervalsDescription", { rows: pairs(data.report).length, finding: intervalsTitle(data, locale) }),
  table,
  option: (data, locale, theme, view) =>
    intervalOption({
      rows: intervalRows(data, locale),
      theme,
      view,
      description: intervalsChart.description(data, locale),
      tick: (value) => (value === 0 ? "0" : writeLift(value, locale)),
    }),
  hover,
};

/** "95 %" of 95 % intervals. */
export function intervalLevel({ config }: ExperimentReport, locale: Locale): string {
  const level = 1 - config.alpha;
  return writeShare(level, locale, Number.isInteger(Math.round(level * 1e6) / 1e4) ? 0 : 1);
}

/** Whether an effect is for the better: what the verdict says, drawn plain while a check blocks every verdict. */
export function toneOf({ verdict }: Comparison, { decision }: ExperimentReport): Tone {
  if (decision.verdict === "blocked") return "plain";
  return verdict === "better" ? "good" : verdict === "worse" ? "bad" : "plain";
}

interface Pair {
  readonly metric: MetricReport;
  readonly comparison: Comparison;
}

function pairs(report: ExperimentReport): Pair[] {
  return orderedMetrics(report).flatMap((metric) =>
    variantsOf(report).flatMap((arm) => {
      const comparison = comparisonOf(metric, arm);
      return comparison ? [{ metric, comparison }] : [];
    }),
  );
}

/** A line of the picture and what it was drawn from; null of a heading. */
interface MetricRow extends IntervalRow {
  readonly pair: Pair | null;
}

/** Rows of the picture; with several variants each metric gets a heading above its variants. */
export function intervalRows(data: ExperimentData, locale: Locale): MetricRow[] {
  const isGrouped = variantsOf(data.report).length > 1;
  const rows: MetricRow[] = [];
  let heading = "";
  for (const pair of pairs(data.report)) {
    if (isGrouped && pair.metric.name !== heading) {
      heading = pair.metric.name;
      rows.push(headingRow(nameOf(pair.metric, locale)));
    }
    rows.push(rowOf(pair, data, locale, isGrouped));
  }
  return rows.slice(0, shownAtMost);
}

/** How many lines the picture has. */
export function intervalRowCount(report: ExperimentReport): number {
  const isGrouped = variantsOf(report).length > 1;
  return Math.min(pairs(report).length + (isGrouped ? report.metrics.length : 0), shownAtMost);
}

function headingRow(name: string): MetricRow {
  const none = { value: null, low: null, high: null, pair: null };
  return { ...none, name, note: "", tone: "plain", isHeading: true, written: { figure: "", brief: "", range: "" } };
}

function rowOf(pair: Pair, data: ExperimentData, locale: Locale, isGrouped: boolean): MetricRow {
  const { metric, comparison } = pair;
  const { lift, low, high } = comparison.relative;
  const drawn = drawnOf({ difference: lift, low, high });
  const none = { figure: say(locale, "noRelative"), brief: "", range: "" };
  return {
    pair,
    name: isGrouped ? comparison.arm : nameOf(metric, locale),
    note: levels(metric, comparison.arm, data, locale),
    tone: toneOf(comparison, data.report),
    ...drawn,
    written: drawn.value === null ? none : writeLifts(drawn, locale),
  };
}

/** "+4.5 points (3.9 to 5.2)" */
export function figureAndRange({ figure, range }: Pick<WrittenInterval, "figure" | "range">): string {
  return range === "" ? figure : `${figure} (${range})`;
}

/** "10.6 % → 15.1 %" */
export function levels(metric: MetricReport, arm: string, data: ExperimentData, locale: Locale): string {
  const { level } = measureOf(metric, data, locale);
  const mean = (name: string) => finite(metric.arms.find((other) => other.arm === name)?.mean);
  return `${level(mean(data.report.control))} → ${level(mean(arm))}`;
}

function table({ report }: ExperimentData, locale: Locale): ChartTable {
  const percent = (key: "lift" | "low" | "high") =>
    ({ label: say(locale, key), kind: "percent", decimals: 1 }) as const;
  return {
    columns: [
      { label: say(locale, "metric"), kind: null },
      { label: say(locale, "variant"), kind: null },
      percent("lift"),
      percent("low"),
      percent("high"),
      { label: say(locale, "pCorrected"), kind: "index", decimals: 4 },
      { label: say(locale, "verdict"), kind: null },
    ],
    rows: pairs(report).map(({ metric, comparison: c }) => [
      metric.name,
      c.arm,
      finite(c.relative.lift),
      finite(c.relative.low),
      finite(c.relative.high),
      finite(c.pValueCorrected ?? c.pValue),
      say(locale, `verdict.${c.verdict}`),
    ]),
  };
}

function hover(data: ExperimentData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const row = intervalRows(data, locale)[index];
  if (!row?.pair) return null;
  const { metric, comparison } = row.pair;
  const { difference } = measureOf(metric, data, locale);
  return {
    title: nameOf(metric, locale),
    segment: null,
    subtitle: comparison.arm,
    rows: [
      [say(locale, "levels"), row.note],
      [say(locale, "lift"), figureAndRange(row.written)],
      [say(locale, "difference"), figureAndRange(difference(drawnOf(comparison)))],
      [say(locale, "pCorrected"), writeP(finite(comparison.pValueCorrected ?? comparison.pValue))],
      [say(locale, "users"), formatNumber(metric.arms.find(({ arm }) => arm === comparison.arm)?.n ?? 0)],
    ],
  };
}
