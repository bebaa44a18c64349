import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, HoverCard } from "../../segments/charts/chart.ts";
import type { Interval, PolicyReport } from "../report-schema.ts";
import { type ExperimentChart, type ExperimentData, nameOf } from "./experiment-chart.ts";
import type { IntervalRow } from "./interval-row.ts";
import { intervalOption } from "./interval-rows.ts";
import { figureAndRange } from "./intervals.ts";
import { type Measure, measureOf, writePercent } from "./measure.ts";
import { say } from "./messages.ts";

/** What treating those whom it pays for gains, beside treating everybody; over treating nobody, which is the zero of its axis. */
export const policyChart: ExperimentChart = {
  id: "policy",
  label: (locale) => say(locale, "policy"),
  renderer: "svg",
  title: ({ report }, locale) => report.uplift?.policy?.sentence[locale] ?? "",
  subtitle: (data, locale) => {
    const values = {
      name: nameOf({ name: data.report.uplift?.metric ?? "" }, locale),
      unit: measureFor(data, locale)?.unit ?? "",
    };
    return say(locale, values.unit === "" ? "policySubtitle" : "policySubtitleUnit", values);
  },
  description: (data, locale) => say(locale, "policyDescription", { finding: policyChart.title(data, locale) }),
  table,
  option: (data, locale, theme, view) =>
    intervalOption({
      rows: policyRows(data, locale),
      theme,
      view,
      description: policyChart.description(data, locale),
      tick: measureFor(data, locale)?.tick ?? String,
    }),
  hover,
};

/** Rows of the picture, for the room they take. */
export const policyRowCount = 2;

export function hasPolicy({ report }: ExperimentData): boolean {
  return report.uplift?.policy != null && report.metrics.some(({ name }) => name === report.uplift?.metric);
}

function measureFor(data: ExperimentData, locale: Locale): Measure | null {
  const metric = data.report.metrics.find(({ name }) => name === data.report.uplift?.metric);
  return metric ? measureOf(metric, data, locale) : null;
}

/** Green where the gain is for sure, whatever the variant's own verdict says. */
function toneOf({ low, high }: Interval): IntervalRow["tone"] {
  return low > 0 ? "good" : high < 0 ? "bad" : "plain";
}

export function policyRows(data: ExperimentData, locale: Locale): IntervalRow[] {
  const policy = data.report.uplift?.policy;
  const measure = measureFor(data, locale);
  if (!policy || !measure) return [];
  const row = (key: "policySome" | "policyAll", gain: Interval, share: number): IntervalRow => ({
    ...{ name: say(locale, key), note: say(locale, "treatedNote", { share: writePercent(share, locale) }) },
    ...{ value: gain.value * measure.scale, low: gain.low * measure.scale, high: gain.high * measure.scale },
    ...{ tone: toneOf(gain), written: measure.difference(gain) },
  });
  return [row("policySome", policy.gain, policy.share), row("policyAll", policy.treatAll, 1)];
}

function table({ report }: ExperimentData, locale: Locale): ChartTable {
  const policy = report.uplift?.policy;
  const number = (key: "gain" | "low" | "high") => ({ label: say(locale, key), kind: "index", decimals: 4 }) as const;
  const rows = (found: PolicyReport) =>
    (
      [
        ["policySome", found.share, found.gain],
        ["policyAll", 1, found.treatAll],
        ["policyNone", 0, found.treatNone],
      ] as const
    ).map(([key, share, { value, low, high }]) => [say(locale, key), share, value, low, high]);
  return {
    columns: [
      { label: say(locale, "policyTreats"), kind: null },
      { label: say(locale, "treatedShare"), kind: "percent", decimals: 0 },
      ...[number("gain"), number("low"), number("high")],
    ],
    rows: policy ? rows(policy) : [],
  };
}

function hover(data: ExperimentData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const row = policyRows(data, locale)[index];
  if (!row) return null;
  return {
    title: row.name,
    segment: null,
    subtitle: row.note,
    rows: [[say(locale, "gain"), figureAndRange(row.written)]],
  };
}
