import type { Locale } from "../../core/localised.ts";
import type { Drawn } from "../charts/axis.ts";
import { drawnOf, type ExperimentData, finite } from "../charts/experiment-chart.ts";
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
import { numberColumn, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Every metric of every variant against the control, by the method that leads. */
export function comparisonsTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const rows = data.report.metrics.flatMap((metric) =>
    metric.comparisons.map((c) => comparisonRow(metric, c, data, locale)),
  );
  const hasMargin = data.report.metrics.some(({ comparisons }) => comparisons.some((c) => c.nonInferiority !== null));
  return {
    id: "comparisons",
    title: say(locale, "comparisons"),
    notes: [say(locale, `corrections.${data.report.config.corrections}`)],
    isPrinted: true,
    columns: [
      textColumn("metric", say(locale, "metric")),
      textColumn("variant", say(locale, "variant")),
      numberColumn("levels", say(locale, "levels")),
      numberColumn("difference", say(locale, "difference")),
      numberColumn("differenceRange", say(locale, "interval"), "interval"),
      numberColumn("lift", say(locale, "lift")),
      numberColumn("liftRange", say(locale, "interval"), "interval"),
      numberColumn("p", say(locale, "p"), "pValue"),
      numberColumn("corrected", say(locale, "corrected"), "corrected"),
      numberColumn("chance", say(locale, "chanceToWin"), "chanceToWin"),
      numberColumn("loss", say(locale, "expectedLoss"), "expectedLoss"),
      numberColumn("smallest", say(locale, "smallest"), "smallestEffect"),
      ...(hasMargin ? [numberColumn("margin", say(locale, "margin"), "nonInferiority")] : []),
      textColumn("verdict", say(locale, "verdict")),
    ],
    rows: hasMargin ? rows : rows.map((row) => row.toSpliced(12, 1)),
  };
}

function comparisonRow(metric: MetricReport, c: Comparison, data: ExperimentData, locale: Locale): string[] {
  const measure = measureOf(metric, data, locale);
  const { figure, range } = measure.difference(drawnOf(c));
  const { lift, low, high } = c.relative;
  const relative = writeLifts(drawnOf({ difference: lift, low, high }), locale);
  const size = (value: number | null) =>
    measure.difference({ value: finite(value), low: null, high: null }).figure.replace(/^\+/, "");
  const chance = finite(c.bayes.chanceToWin);
  const margin = c.nonInferiority;
  return [
    metric.name,
    c.arm,
    levels(metric, c.arm, data, locale),
    figure,
    range,
    relative.figure,
    relative.range,
    writeP(finite(c.pValue)),
    writeP(finite(c.pValueCorrected)),
    chance === null ? "–" : writeChance(chance, locale),
    size(c.bayes.expectedLoss),
    size(c.smallestEffect),
    margin
      ? say(locale, margin.passed ? "marginHeld" : "marginNot", {
          margin: size(margin.margin),
          p: writeP(margin.pValue),
        })
      : "–",
    c.reason ? c.reason[locale] : sayOfCharts(locale, `verdict.${c.verdict}`),
  ];
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
    isPrinted: false,
    columns: [
      textColumn("metric", say(locale, "metric")),
      textColumn("variant", say(locale, "variant")),
      textColumn("method", say(locale, "method")),
      numberColumn("estimate", say(locale, "estimate")),
      numberColumn("error", say(locale, "standardError"), "standardError"),
      numberColumn("interval", say(locale, "interval"), "interval"),
      numberColumn("p", say(locale, "p"), "pValue"),
    ],
    rows: data.report.metrics.flatMap((metric) =>
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
): string[] {
  const { label, reason, scale } = method;
  const name = method.id === c.method ? say(locale, "leads", { method: label[locale] }) : label[locale];
  const measure = measureOf(metric, data, locale);
  const drawn = drawnOf({ difference: method.estimate, low: method.low, high: method.high });
  const written = writeMethod(drawn, finite(method.standardError), scale, measure, locale);
  return [
    metric.name,
    c.arm,
    name,
    written.figure,
    written.error,
    drawn.value === null && reason ? reason[locale] : written.range,
    writeP(finite(method.pValue)),
  ];
}

interface Written extends WrittenInterval {
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
