import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { Chart, Charted, ChartMark, ChartTable, HoverCard } from "../../segments/charts/chart.ts";
import type { Comparison, ExperimentReport, MetricReport } from "../report-schema.ts";
import { comparisonOf, drawnOf, experimentData, finite, nameOf, primaryMetric } from "./experiment-chart.ts";
import type { IntervalRow } from "./interval-row.ts";
import { intervalOption } from "./interval-rows.ts";
import { figureAndRange, levels, toneOf } from "./intervals.ts";
import { writeLift, writeLifts, writeP } from "./measure.ts";
import { say } from "./messages.ts";

/** Several experiments' reports, each under the name that its list has. */
export interface Compared extends Charted {
  readonly experiments: readonly { readonly name: string; readonly report: ExperimentReport }[];
}

/** What each test says of its first metric, one row a test. Each has its own control, so nothing is tested between them. */
export const comparedChart: Chart<Compared> = {
  id: "compared",
  label: (locale) => say(locale, "compared"),
  renderer: "svg",
  title,
  subtitle: (_, locale) => say(locale, "comparedSubtitle"),
  description: (data, locale) =>
    say(locale, "comparedDescription", { rows: data.experiments.length, finding: title(data, locale) }),
  table,
  option: (data, locale, theme, view) =>
    intervalOption({
      rows: comparedRows(data, locale),
      theme,
      view,
      description: comparedChart.description(data, locale),
      tick: (value) => (value === 0 ? "0" : writeLift(value, locale)),
    }),
  hover,
};

interface Lead {
  readonly metric: MetricReport;
  readonly comparison: Comparison;
}

/** Of the variant that the decision names, else of the one that stands out most. */
function leadOf(report: ExperimentReport): Lead | null {
  const metric = primaryMetric(report);
  const comparison = metric && comparisonOf(metric, experimentData(report).arm);
  return metric && comparison ? { metric, comparison } : null;
}

function title({ experiments }: Compared, locale: Locale): string {
  const tones = experiments.map(({ report }) => {
    const lead = leadOf(report);
    return lead ? toneOf(lead.comparison, report) : "plain";
  });
  const count = (wanted: (typeof tones)[number]) => tones.filter((tone) => tone === wanted).length;
  return say(locale, "comparedTitle", { better: count("good"), worse: count("bad"), open: count("plain") });
}

/** An experiment without a comparison keeps its row, and says so. */
export function comparedRows({ experiments }: Compared, locale: Locale): IntervalRow[] {
  return experiments.map(({ name, report }): IntervalRow => {
    const lead = leadOf(report);
    const none = { figure: say(locale, "noRelative"), brief: "", range: "" };
    if (!lead) return { name, note: "", tone: "plain", value: null, low: null, high: null, written: none };
    const { lift, low, high } = lead.comparison.relative;
    const drawn = drawnOf({ difference: lift, low, high });
    return {
      ...{ name, note: `${nameOf(lead.metric, locale)} · ${lead.comparison.arm}` },
      ...drawn,
      tone: toneOf(lead.comparison, report),
      written: drawn.value === null ? none : writeLifts(drawn, locale),
    };
  });
}

function table({ experiments }: Compared, locale: Locale): ChartTable {
  const percent = (key: "lift" | "low" | "high") =>
    ({ label: say(locale, key), kind: "percent", decimals: 1 }) as const;
  return {
    columns: [
      { label: say(locale, "experiment"), kind: null },
      { label: say(locale, "metric"), kind: null },
      { label: say(locale, "variant"), kind: null },
      percent("lift"),
      percent("low"),
      percent("high"),
      { label: say(locale, "pCorrected"), kind: "index", decimals: 4 },
      { label: say(locale, "users"), kind: "count" },
      { label: say(locale, "verdict"), kind: null },
    ],
    rows: experiments.map(({ name, report }) => {
      const lead = leadOf(report);
      if (!lead) return [name, null, null, null, null, null, null, report.users, null];
      const { metric, comparison: c } = lead;
      const { lift, low, high } = c.relative;
      return [
        ...[name, nameOf(metric, locale), c.arm],
        ...[finite(lift), finite(low), finite(high), finite(c.pValueCorrected ?? c.pValue)],
        ...[report.users, say(locale, `verdict.${c.verdict}`)],
      ];
    }),
  };
}

function hover(data: Compared, locale: Locale, { index }: ChartMark): HoverCard | null {
  const experiment = data.experiments[index];
  const lead = experiment && leadOf(experiment.report);
  const row = comparedRows(data, locale)[index];
  if (!experiment || !lead || !row) return null;
  const { metric, comparison } = lead;
  return {
    title: experiment.name,
    segment: null,
    subtitle: `${nameOf(metric, locale)} · ${comparison.arm}`,
    rows: [
      [say(locale, "levels"), levels(metric, comparison.arm, experimentData(experiment.report), locale)],
      [say(locale, "lift"), figureAndRange(row.written)],
      [say(locale, "pCorrected"), writeP(finite(comparison.pValueCorrected ?? comparison.pValue))],
      [say(locale, "users"), formatNumber(experiment.report.users)],
    ],
  };
}
