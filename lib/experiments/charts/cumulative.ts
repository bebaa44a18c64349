import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, ChartView, HoverCard } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import { plainLabel, textEms, wrapLabel } from "../../segments/charts/label-text.ts";
import { type ChartTheme, segmentColour } from "../../segments/charts/theme.ts";
import type { DayReport } from "../report-schema.ts";
import { type Drawn, spanOf } from "./axis.ts";
import { band } from "./band.ts";
import { dayAxis, writeDay } from "./days.ts";
import {
  drawnOf,
  type ExperimentChart,
  type ExperimentData,
  nameOf,
  primaryMetric,
  variantsOf,
} from "./experiment-chart.ts";
import { intervalLevel } from "./intervals.ts";
import { measureOf } from "./measure.ts";
import { atHead, say } from "./messages.ts";

/** Bands of more variants than this would cover one another: then the one that is looked at stands before the others, in grey. */
const bandsAtMost = 2;

/** Effect on the primary metric over all days so far, with its interval. */
export const cumulativeChart: ExperimentChart = {
  id: "cumulative",
  label: (locale) => say(locale, "cumulative"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const metric = primaryMetric(data.report);
    const unit = metric ? measureOf(metric, data, locale).unit : "";
    return [
      say(locale, unit === "" ? "cumulativeMeasure" : "cumulativeMeasureUnit", {
        name: metric ? nameOf(metric, locale) : "",
        unit,
      }),
      say(locale, "intervalsOf", { level: intervalLevel(data.report, locale) }),
      say(locale, `looking.${data.report.config.mode}`),
    ].join(" · ");
  },
  description: (data, locale) =>
    say(locale, "cumulativeDescription", { days: data.report.daily.length, finding: title(data, locale) }),
  table,
  option,
  hover,
};

/** Days on which at least one variant has an effect. */
export function hasCumulative({ daily }: ExperimentData["report"]): boolean {
  return daily.filter(({ cumulative }) => Object.values(cumulative).some((effect) => effect !== null)).length > 1;
}

function effectOn({ cumulative }: DayReport, arm: string): Drawn {
  const effect = Object.hasOwn(cumulative, arm) ? cumulative[arm] : null;
  return drawnOf(effect ?? { difference: null, low: null, high: null });
}

function title(data: ExperimentData, locale: Locale): string {
  const metric = primaryMetric(data.report);
  const days = data.report.daily.filter((day) => effectOn(day, data.arm).value !== null);
  const last = days.at(-1);
  if (!metric || !last) return say(locale, "titleNoNumbers");
  const { difference } = measureOf(metric, data, locale);
  const end = effectOn(last, data.arm);
  const side = sideOf(end);
  const { figure, range } = difference(end);
  const isOne = variantsOf(data.report).length === 1;
  const name = isOne ? nameOf(metric, locale) : say(locale, "nameIn", { name: nameOf(metric, locale), arm: data.arm });
  const values = { name, by: figure };
  if (side === 0) return atHead(say(locale, "cumulativeUnclear", { ...values, range }));
  const turned = days.findLastIndex((day) => sideOf(effectOn(day, data.arm)) !== side) + 1;
  const since = days[turned];
  const key = turned === 0 || !since ? "Always" : "Since";
  return atHead(
    say(locale, `cumulative${key}.${side > 0 ? "up" : "down"}`, {
      ...values,
      day: since ? writeDay(since.day, locale) : "",
    }),
  );
}

/** 1 or −1 where the interval leaves zero out. */
function sideOf({ low, high }: Drawn): -1 | 0 | 1 {
  if (low !== null && low > 0) return 1;
  return high !== null && high < 0 ? -1 : 0;
}

function table(data: ExperimentData, locale: Locale): ChartTable {
  const metric = primaryMetric(data.report);
  const { scale, unit } = metric ? measureOf(metric, data, locale) : { scale: 1, unit: "" };
  const head = (key: "difference" | "low" | "high") =>
    ({ label: unit === "" ? say(locale, key) : `${say(locale, key)} (${unit})`, kind: "index", decimals: 4 }) as const;
  const times = (value: number | null) => (value === null ? null : value * scale);
  return {
    columns: [
      { label: say(locale, "day"), kind: null },
      { label: say(locale, "variant"), kind: null },
      head("difference"),
      head("low"),
      head("high"),
    ],
    rows: data.report.daily.flatMap((day) =>
      variantsOf(data.report).map((arm) => {
        const { value, low, high } = effectOn(day, arm);
        return [day.day, arm, times(value), times(low), times(high)];
      }),
    ),
  };
}

function option(data: ExperimentData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const metric = primaryMetric(data.report);
  if (!metric) return frame(theme, "");
  const { report, arm: looked } = data;
  const { scale, tick } = measureOf(metric, data, locale);
  const variants = variantsOf(report);
  const lines = variants.map((arm, at) => ({ arm, at, effects: scaledEffects(report.daily, arm, scale) }));
  const isFew = variants.length <= bandsAtMost;
  const hasBand = (arm: string) => isFew || arm === looked;
  const spanned = lines.flatMap(({ arm, effects }) =>
    effects.map((e) => (hasBand(arm) ? e : { ...e, low: e.value, high: e.value })),
  );
  const named = isFew ? variants : [looked];
  const room = Math.min(Math.max(...named.map(textEms)) * 11 + 16, view.width * 0.28);
  return {
    ...frame(theme, cumulativeChart.description(data, locale)),
    grid: { left: 52, right: variants.length > 1 ? room : 20, top: 14, bottom: 28 },
    xAxis: dayAxis(
      report.daily.map(({ day }) => day),
      theme,
      locale,
      false,
    ),
    yAxis: {
      ...quietAxis(theme),
      type: "value",
      ...spanOf(spanned, Math.max(2, (view.height - 42) / 52)),
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: tick },
    },
    series: lines.flatMap(({ arm, at, effects }) => {
      const colour = isFew ? armColour(arm, at, data, theme) : arm === looked ? theme.accent : theme.noise;
      return [...(hasBand(arm) ? [band(`band-${at}`, effects, colour)] : []), line(arm, at, effects, colour)];
    }),
  };

  function line(arm: string, at: number, effects: readonly Drawn[], colour: string) {
    return {
      type: "line" as const,
      id: `arm-${at}`,
      data: effects.map(({ value }) => value),
      showSymbol: effects.length <= 31 && hasBand(arm),
      symbol: "circle",
      symbolSize: 5,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: hasBand(arm) ? 2.5 : 1 },
      z: arm === looked ? 4 : 3,
      ...(variants.length > 1 && hasBand(arm)
        ? {
            endLabel: {
              show: true,
              formatter: plainLabel(wrapLabel(arm, (room - 10) / 11, 2)),
              color: colour,
              fontSize: 11,
              distance: 6,
            },
            labelLayout: { moveOverlap: "shiftY" as const },
          }
        : {}),
      ...(at === 0 ? { markLine: zeroLine(theme) } : {}),
    };
  }
}

function zeroLine(theme: ChartTheme) {
  return {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: theme.ink3, width: 1, type: "solid" as const },
    data: [{ yAxis: 0 }],
  };
}

/** One variant is drawn in the accent; several in the cycle of segments. */
export function armColour(
  arm: string,
  at: number,
  { report }: { readonly report: Parameters<typeof variantsOf>[0] },
  theme: ChartTheme,
): string {
  if (arm === report.control) return theme.ink3;
  return variantsOf(report).length === 1 ? theme.accent : segmentColour(theme, at);
}

function scaledEffects(daily: readonly DayReport[], arm: string, scale: number): Drawn[] {
  const times = (value: number | null) => (value === null ? null : value * scale);
  return daily.map((day) => {
    const { value, low, high } = effectOn(day, arm);
    return { value: times(value), low: times(low), high: times(high) };
  });
}

function hover(data: ExperimentData, locale: Locale, { series, index }: ChartMark): HoverCard | null {
  const metric = primaryMetric(data.report);
  const arm = variantsOf(data.report)[Number(/^arm-(\d+)$/.exec(series)?.[1] ?? Number.NaN)];
  const day = data.report.daily[index];
  if (!metric || arm === undefined || !day) return null;
  const { difference } = measureOf(metric, data, locale);
  const { figure, range } = difference(effectOn(day, arm));
  return {
    title: writeDay(day.day, locale),
    segment: null,
    subtitle: arm,
    rows: [[say(locale, "difference"), figure], ...(range === "" ? [] : [[say(locale, "interval"), range] as const])],
  };
}
