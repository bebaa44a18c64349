import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, ChartView, HoverCard } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import { plainLabel, textEms, wrapLabel } from "../../segments/charts/label-text.ts";
import { type ChartTheme, segmentColour } from "../../segments/charts/theme.ts";
import type { MetricReport, UpliftLearnerReport } from "../report-schema.ts";
import { spanOf } from "./axis.ts";
import { type ExperimentChart, type ExperimentData, nameOf } from "./experiment-chart.ts";
import { type Measure, measureOf, writePercent } from "./measure.ts";
import { say } from "./messages.ts";

/** Gain when the users who respond most are treated first, beside treating as many at random. */
export const upliftChart: ExperimentChart = {
  id: "uplift",
  label: (locale) => say(locale, "uplift"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const measure = upliftMeasure(data, locale);
    const values = { name: nameOf({ name: data.report.uplift?.metric ?? "" }, locale), unit: measure?.unit ?? "" };
    return say(locale, values.unit === "" ? "upliftSubtitle" : "upliftSubtitleUnit", values);
  },
  description: (data, locale) =>
    say(locale, "upliftDescription", { learners: learnersOf(data).length, finding: title(data, locale) }),
  table,
  option,
  hover,
};

/** Learners with a curve to draw. */
export function learnersOf({ report }: ExperimentData): UpliftLearnerReport[] {
  return (report.uplift?.learners ?? []).filter(({ curve }) => curve.length > 1);
}

function upliftMeasure(data: ExperimentData, locale: Locale): Measure | null {
  const metric: MetricReport | undefined = data.report.metrics.find(({ name }) => name === data.report.uplift?.metric);
  return metric ? measureOf(metric, data, locale) : null;
}

/** Better than random only where the whole interval of a learner's Qini is. */
function title(data: ExperimentData, locale: Locale): string {
  const best = learnersOf(data)
    .filter(({ qini }) => qini !== null)
    .toSorted((a, b) => (b.qini?.low ?? 0) - (a.qini?.low ?? 0))[0];
  if (!best?.qini) return say(locale, "upliftUntested");
  return say(locale, best.qini.low > 0 ? "upliftBetter" : "upliftRandom", { learner: best.label[locale] });
}

function table(data: ExperimentData, locale: Locale): ChartTable {
  const { scale, unit } = upliftMeasure(data, locale) ?? { scale: 1, unit: "" };
  const head = (key: "gain" | "atRandom") =>
    ({ label: unit === "" ? say(locale, key) : `${say(locale, key)} (${unit})`, kind: "index", decimals: 4 }) as const;
  return {
    columns: [
      { label: say(locale, "learner"), kind: null },
      { label: say(locale, "treatedShare"), kind: "percent", decimals: 0 },
      head("gain"),
      head("atRandom"),
    ],
    rows: learnersOf(data).flatMap(({ label, curve }) =>
      curve.map(({ share, gain, random }) => [label[locale], share, gain * scale, random * scale]),
    ),
  };
}

function option(data: ExperimentData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const { scale, tick } = upliftMeasure(data, locale) ?? { scale: 1, tick: String };
  const learners = learnersOf(data);
  const random = learners[0]?.curve ?? [];
  const names = [...learners.map(({ label }) => label[locale]), say(locale, "atRandom")];
  const room = Math.min(Math.max(...names.map(textEms)) * 11 + 16, view.width * 0.28);
  const ends = learners.flatMap(({ curve }) => curve.flatMap((p) => [p.gain * scale, p.random * scale]));
  const line = (id: string, points: [number, number][], colour: string, name: string, isDashed: boolean) => ({
    type: "line" as const,
    id,
    data: points,
    showSymbol: false,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: isDashed ? 1.5 : 2, ...(isDashed ? { type: [4, 3] } : {}) },
    endLabel: {
      show: true,
      formatter: plainLabel(wrapLabel(name, (room - 10) / 11, 2)),
      color: colour,
      fontSize: 11,
      distance: 6,
    },
    labelLayout: { moveOverlap: "shiftY" as const },
  });
  return {
    ...frame(theme, upliftChart.description(data, locale)),
    grid: { left: 56, right: room, top: 14, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      min: 0,
      max: 1,
      name: say(locale, "treatedShare"),
      nameLocation: "middle",
      nameGap: 28,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writePercent(value, locale) },
    },
    yAxis: {
      ...quietAxis(theme),
      type: "value",
      ...spanOf(
        ends.map((value) => ({ value, low: null, high: null })),
        Math.max(2, (view.height - 58) / 52),
      ),
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: tick },
    },
    series: [
      line(
        "random",
        random.map((p) => [p.share, p.random * scale]),
        theme.ink3,
        say(locale, "atRandom"),
        true,
      ),
      ...learners.map(({ label, curve }, at) => {
        const colour = learners.length === 1 ? theme.accent : segmentColour(theme, at);
        return line(
          `learner-${at}`,
          curve.map((p) => [p.share, p.gain * scale]),
          colour,
          label[locale],
          false,
        );
      }),
    ],
  };
}

function hover(data: ExperimentData, locale: Locale, { series, index }: ChartMark): HoverCard | null {
  const learner = learnersOf(data)[Number(/^learner-(\d+)$/.exec(series)?.[1] ?? Number.NaN)];
  const point = learner?.curve[index];
  const measure = upliftMeasure(data, locale);
  if (!learner || !point || !measure) return null;
  const write = (value: number) => measure.difference({ value, low: null, high: null }).figure;
  return {
    title: learner.label[locale],
    segment: null,
    subtitle: say(locale, "ofTreated", { share: writePercent(point.share, locale) }),
    rows: [
      [say(locale, "gain"), write(point.gain)],
      [say(locale, "atRandom"), write(point.random)],
    ],
  };
}
