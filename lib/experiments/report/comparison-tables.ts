import type { Locale } from "../../core/localised.ts";
import type { Drawn } from "../charts/axis.ts";
import { drawnOf, type ExperimentData, finite, nameOf, orderedMetrics } from "../charts/experiment-chart.ts";
import { withEquals } from "../charts/forest.ts";
import { levels } from "../charts/intervals.ts";
import {
  type Measure,
  measureOf,
  significant,
  type WrittenInterval,
  writeLifts,
  writeP,
  writePercent,
  writeRange,
} from "../charts/measure.ts";
import { say as sayOfCharts } from "../charts/messages.ts";
import type { Comparison, MethodResult, MetricReport } from "../report-schema.ts";
import { say } from "./messages.ts";
import { numberColumn, type StatisticsCell, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Every metric of every variant against the control, by the method that leads. */
export function comparisonsTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const { report } = data;
  const all = orderedMetrics(report).flatMap((metric) =>
    metric.comparisons.map((comparison) => ({ metric, comparison })),
  );
  const hasMargin = all.some(({ comparison }) => comparison.nonInferiority !== null);
  return {
    id: "comparisons",
    title: say(locale, "comparisons"),
    notes: [
      say(locale, `corrections.${report.config.corrections}`),
      ...all.flatMap(({ metric, comparison: { arm, reason } }) =>
        reason ? [say(locale, "reasonNote", { metric: nameOf(metric, locale), arm, reason: reason[locale] })] : [],
      ),
    ],
    isMain: true,
    columns: [
      textColumn("metric", say(locale, "metric")),
      numberColumn("levels", say(locale, "levels")),
      numberColumn("difference", say(locale, "difference"), "interval"),
      numberColumn("lift", say(locale, "lift"), "interval"),
      numberColumn("p", say(locale, "p"), "pValue"),
      numberColumn("corrected", say(locale, "corrected"), "corrected"),
      numberColumn("chance", say(locale, "chanceToWin"), "chanceToWin"),
      numberColumn("loss", say(locale, "expectedLoss"), "expectedLoss"),
      numberColumn("smallest", say(locale, "smallest"), "smallestEffect"),
      ...(hasMargin ? [numberColumn("margin", say(locale, "margin"), "nonInferiority")] : []),
      textColumn("verdict", say(locale, "verdict")),
    ],
    rows: all.map(({ metric, comparison }) => comparisonRow(metric, comparison, hasMargin, data, locale)),
  };
}

function comparisonRow(
  metric: MetricReport,
  c: Comparison,
  hasMargin: boolean,
  data: ExperimentData,
  locale: Locale,
): StatisticsCell[] {
  const measure = measureOf(metric, data, locale);
  const { lift, low, high } = c.relative;
  const size = (value: number | null) => writeEffectSize(finite(value), measure);
  const chance = finite(c.bayes.chanceToWin);
  return [
    [nameOf(metric, locale), c.arm],
    levels(metric, c.arm, data, locale),
    twoLines(measure.difference(drawnOf(c))),
    twoLines(writeLifts(drawnOf({ difference: lift, low, high }), locale)),
    writeP(finite(c.pValue)),
    writeP(finite(c.pValueCorrected)),
    chance === null ? "–" : writeChance(chance, locale),
    size(c.bayes.expectedLoss),
    size(c.smallestEffect),
    ...(hasMargin ? [writeMargin(c.nonInferiority, size, locale)] : []),
    sayOfCharts(locale, `verdict.${c.verdict}`),
  ];
}

export function twoLines({ figure, range }: WrittenInterval): StatisticsCell {
  return range === "" ? figure : [figure, range];
}

/** A size without its sign; what is next to nothing is said to be. */
function writeEffectSize(value: number | null, measure: Measure): string {
  const least = 0.0001 / measure.scale;
  const isTiny = value !== null && value > 0 && value < least;
  const { figure } = measure.difference({ value: isTiny ? least : value, low: null, high: null });
  return `${isTiny ? "< " : ""}${figure.replace(/^\+/, "")}`;
}

function writeMargin(
  found: Comparison["nonInferiority"],
  size: (value: number) => string,
  locale: Locale,
): StatisticsCell {
  if (found === null) return "–";
  const p = say(locale, "pIs", { p: withEquals(writeP(found.pValue)) });
  return [say(locale, found.passed ? "marginHeld" : "marginNot", { margin: size(found.margin) }), p];
}

/** Never certain: beyond 99.9 % it says so. */
function writeChance(chance: number, locale: Locale): string {
  if (chance > 0.999) return `> ${writePercent(0.999, locale)}`;
  return chance < 0.001 ? `< ${writePercent(0.001, locale)}` : writePercent(chance, locale);
}

/** Every method that applies; which one leads is marked, so that nobody has to choose by the result. */
export function methodsTable(data: ExperimentData, locale: Locale): StatisticsTable {
  return {
    id: "methods",
    title: say(locale, "methods"),
    notes: [say(locale, "methodsNote")],
    isMain: false,
    columns: [
      textColumn("metric", say(locale, "metric")),
      textColumn("method", say(locale, "method")),
      numberColumn("estimate", say(locale, "estimate")),
      numberColumn("error", say(locale, "standardError"), "standardError"),
      numberColumn("interval", say(locale, "interval"), "interval"),
      numberColumn("p", say(locale, "p"), "pValue"),
    ],
    rows: orderedMetrics(data.report).flatMap((metric) =>
      metric.comparisons.flatMap((c) => c.methods.map((method) => methodRow(metric, c, method, data, locale))),
    ),
  };
}

function methodRow(
  metric: MetricReport,
  c: Comparison,
  method: MethodResult,
  data: ExperimentData,
  locale: Locale,
): StatisticsCell[] {
  const { label, reason, scale } = method;
  const name = method.id === c.method ? say(locale, "leads", { method: label[locale] }) : label[locale];
  const measure = measureOf(metric, data, locale);
  const drawn = drawnOf({ difference: method.estimate, low: method.low, high: method.high });
  const written = writeMethod(drawn, finite(method.standardError), scale, measure, locale);
  return [
    [nameOf(metric, locale), c.arm],
    name,
    written.figure,
    written.error,
    drawn.value === null && reason ? reason[locale] : written.range,
    writeP(finite(method.pValue)),
  ];
}

interface Written extends Pick<WrittenInterval, "figure" | "range"> {
  readonly error: string;
}

/** On the method's own scale: the metric's unit, a lift, standard deviations, or a probability. */
function writeMethod(
  drawn: Drawn,
  error: number | null,
  scale: MethodResult["scale"],
  measure: Measure,
  locale: Locale,
): Written {
  const plain = (value: number) => (scale === "probability" ? writePercent(value, locale) : significant(value));
  if (scale === "difference")
    return { ...measure.difference(drawn), error: error === null ? "–" : significant(error * measure.scale) };
  if (scale === "relative")
    return { ...writeLifts(drawn, locale), error: error === null ? "–" : writePercent(error, locale) };
  return {
    figure: drawn.value === null ? "–" : plain(drawn.value),
    range: drawn.value === null ? "" : writeRange(drawn.low, drawn.high, plain, locale),
    error: error === null ? "–" : plain(error),
  };
}
