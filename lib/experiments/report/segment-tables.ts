import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { drawnOf, type ExperimentData, finite, nameOf } from "../charts/experiment-chart.ts";
import { figureAndRange } from "../charts/intervals.ts";
import { measureOf, significant, type WrittenInterval, writeP, writePercent } from "../charts/measure.ts";
import type { Interval, MetricReport } from "../report-schema.ts";
import { say } from "./messages.ts";
import { numberColumn, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Do segments differ at all? */
export function heterogeneityTable({ report }: ExperimentData, locale: Locale): StatisticsTable {
  return {
    id: "heterogeneity",
    title: say(locale, "heterogeneity"),
    notes: [say(locale, "heterogeneityNote")],
    isMain: false,
    columns: [
      textColumn("metric", say(locale, "metric")),
      textColumn("variant", say(locale, "variant")),
      numberColumn("q", "Q", "q"),
      numberColumn("df", say(locale, "degrees")),
      numberColumn("p", say(locale, "p"), "pValue"),
      numberColumn("i2", "I²", "i2"),
      numberColumn("tau", "τ", "tau"),
      textColumn("finding", say(locale, "finding")),
    ],
    rows: report.heterogeneity.map(({ metric, arm, q, degreesOfFreedom, pValue, i2, tau, tauPosterior, sentence }) => {
      const share = finite(i2);
      return [
        nameOf({ name: metric }, locale),
        arm,
        writeFigure(finite(q)),
        String(degreesOfFreedom),
        writeP(finite(pValue)),
        share === null ? "–" : writePercent(share, locale),
        tauPosterior
          ? [
              writeFigure(finite(tau)),
              say(locale, "tauPosterior", { low: significant(tauPosterior.low), high: significant(tauPosterior.high) }),
            ]
          : writeFigure(finite(tau)),
        sentence[locale],
      ];
    }),
  };
}

function writeFigure(value: number | null): string {
  return value === null ? "–" : significant(value);
}

/** Every segment of every metric and variant, alone and pooled. */
export function segmentsTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const { report } = data;
  return {
    id: "segments",
    title: say(locale, "segments"),
    notes: [say(locale, report.config.bySegment === "pooled" ? "segmentsPooled" : "segmentsCorrected")],
    isMain: false,
    columns: [
      textColumn("segment", say(locale, "segment")),
      textColumn("metric", say(locale, "metric")),
      textColumn("variant", say(locale, "variant")),
      numberColumn("users", say(locale, "users")),
      numberColumn("alone", say(locale, "alone")),
      numberColumn("pooled", say(locale, "pooled"), "pooled"),
      numberColumn("p", say(locale, "p"), "pValue"),
      numberColumn("corrected", say(locale, "corrected"), "corrected"),
    ],
    rows: report.bySegment.map((effect) => {
      const metric = report.metrics.find(({ name }) => name === effect.metric);
      const write = (numbers: Parameters<typeof drawnOf>[0]) =>
        metric ? figureAndRange(measureOf(metric, data, locale).difference(drawnOf(numbers))) : "–";
      return [
        effect.segment,
        nameOf({ name: effect.metric }, locale),
        effect.arm,
        formatNumber(effect.n),
        effect.difference === null && effect.reason ? effect.reason[locale] : write(effect),
        effect.pooled ? write(effect.pooled) : "–",
        writeP(finite(effect.pValue)),
        writeP(finite(effect.pValueCorrected)),
      ];
    }),
  };
}

/** How well each learner orders users by what the variant does to them, on users that it did not learn from. */
export function upliftTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const { uplift, metrics } = data.report;
  const metric = metrics.find(({ name }) => name === uplift?.metric);
  const shares = [...new Set(uplift?.learners.flatMap(({ upliftAt }) => upliftAt.map(({ share }) => share)))];
  const write = (interval: Interval | null | undefined) =>
    interval && metric ? figureAndRange(written(interval, metric, data, locale)) : "–";
  return {
    id: "uplift",
    title: say(locale, "uplift"),
    notes: uplift ? [uplift.sentence[locale]] : [],
    isMain: false,
    columns: [
      textColumn("learner", say(locale, "learner")),
      numberColumn("qini", "Qini", "qini"),
      ...shares.map((share) =>
        numberColumn(`at-${share}`, say(locale, "upliftAt", { share: writePercent(share, locale) })),
      ),
    ],
    rows: (uplift?.learners ?? []).map(({ label, qini, upliftAt }) => [
      label[locale],
      write(qini),
      ...shares.map((share) => write(upliftAt.find((at) => at.share === share)?.uplift)),
    ]),
  };
}

function written(
  { value, low, high }: Interval,
  metric: MetricReport,
  data: ExperimentData,
  locale: Locale,
): WrittenInterval {
  return measureOf(metric, data, locale).difference(drawnOf({ difference: value, low, high }));
}
