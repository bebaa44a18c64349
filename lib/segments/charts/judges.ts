import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { JudgeCurve, JudgedFit } from "../../evaluation/judges-schema.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, quietAxis } from "./frame.ts";
import { textEms } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex } from "./number-format.ts";
import { joinWords } from "./people.ts";
import type { ChartTheme } from "./theme.ts";

/** One small chart a judge of the number of segments, each on its own scale beside its null; the chosen number is marked. */
export const judgesChart: Chart = {
  id: "judges",
  label: (locale) => say(locale, "judges"),
  renderer: "svg",
  title,
  subtitle: (_, locale) => say(locale, "judgesSubtitle"),
  description: (data, locale) =>
    say(locale, "judgesDescription", {
      finding: title(data, locale),
      choices: joinWords(
        curvesOf(data).map(({ label, choice }) => `${label[locale]} ${choice ?? "–"}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

/** Judges that have something to draw. */
export function curvesOf({ judges }: Pick<ReportData, "judges">): readonly JudgeCurve[] {
  return judges?.curves.filter(({ fits }) => fits.length > 1) ?? [];
}

/** How many judges would take the chosen number, and which other one most would. */
function title(data: ReportData, locale: Locale): string {
  const choices = curvesOf(data).flatMap(({ choice }) => choice ?? []);
  const agree = choices.filter((choice) => choice === data.k).length;
  const counts = new Map<number, number>();
  for (const choice of choices) if (choice !== data.k) counts.set(choice, (counts.get(choice) ?? 0) + 1);
  const [other] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const words = { k: data.k, agree, all: choices.length };
  if (choices.length === 0) return say(locale, "judgesTitle.open", words);
  if (!other) return say(locale, "judgesTitle.all", words);
  return say(locale, other[0] === 1 ? "judgesTitle.one" : "judgesTitle.other", {
    ...words,
    ...{ other: other[0], others: other[1], n: other[1] },
  });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const index = (label: string) => ({ label, kind: "index" as const, decimals: 3 });
  return {
    columns: [
      { label: say(locale, "judge"), kind: null },
      { label: say(locale, "countK"), kind: "count" },
      index(say(locale, "judgeValue")),
      index(say(locale, "countError")),
      index(say(locale, "countNull")),
      index(say(locale, "countNullLow")),
      index(say(locale, "countNullHigh")),
      { label: "", kind: null },
    ],
    rows: curvesOf(data).flatMap((curve) =>
      curve.fits.map((fit) => [
        curve.label[locale],
        fit.k,
        fit.value,
        fit.standardError,
        fit.null?.mean ?? null,
        fit.null?.low ?? null,
        fit.null?.high ?? null,
        markOf(curve, fit.k, data.k, locale),
      ]),
    ),
  };
}

function markOf({ choice }: JudgeCurve, k: number, chosen: number, locale: Locale): string {
  if (k === choice) return say(locale, k === chosen ? "judgeBoth" : "judgeChoice");
  return k === chosen ? say(locale, "chosen") : "";
}

const head = 34;
const foot = 24;
const gap = 14;

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const curves = curvesOf(data);
  const across = view.width < 400 ? 1 : 2;
  const down = Math.ceil(curves.length / across);
  const width = (view.width - gap * (across - 1)) / across;
  const height = view.height / Math.max(down, 1);
  const ks = curves.flatMap(({ fits }) => fits.map(({ k }) => k));
  const [least, most] = [Math.min(...ks), Math.max(...ks)];
  const places = curves.map((_, i) => ({ left: (i % across) * (width + gap), top: Math.floor(i / across) * height }));
  return {
    ...frame(theme, judgesChart.description(data, locale)),
    grid: places.map(({ left, top }) => ({
      ...{ left: left + 42, top: top + head, width: width - 54 },
      height: Math.max(height - head - foot, 12),
    })),
    xAxis: curves.map((_, gridIndex) => ({
      ...quietAxis(theme),
      gridIndex,
      type: "value" as const,
      min: least - 0.4,
      max: most + 0.4,
      splitLine: { show: false },
      axisLabel: {
        color: theme.ink3,
        fontSize: 10,
        customValues: kTicks(least, most, width),
      },
      axisTick: { show: false },
    })),
    yAxis: curves.map(({ label, fits }, gridIndex) => ({
      ...quietAxis(theme),
      gridIndex,
      type: "value" as const,
      scale: true,
      splitNumber: 2,
      ...rangeOf(fits),
      axisLabel: {
        color: theme.ink3,
        fontSize: 10,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => writeTick(value),
      },
      name: shorten(label[locale], width - 12),
      nameGap: 9,
      nameTextStyle: {
        ...{ color: theme.ink, fontSize: 11.5, fontWeight: 600, align: "left" },
        padding: [0, 0, 0, -38],
      },
    })),
    series: curves.flatMap((curve, gridIndex) => curveSeries(curve, gridIndex, data.k, theme)),
  };
}

/** So few that they do not touch. */
function kTicks(least: number, most: number, width: number): number[] {
  const every = Math.max(1, Math.ceil(((most - least + 1) * 18) / Math.max(width - 54, 1)));
  return Array.from({ length: most - least + 1 }, (_, i) => least + i).filter((k) => (k - least) % every === 0);
}

function rangeOf(fits: readonly JudgedFit[]): { readonly min: number; readonly max: number } {
  const all = fits.flatMap((fit) => [fit.value, fit.null?.low ?? fit.value, fit.null?.high ?? fit.value]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const air = Math.max((high - low) * 0.12, Math.abs(high) * 0.01, 1e-6);
  return { min: low - air, max: high + air };
}

function writeTick(value: number): string {
  if (Math.abs(value) >= 1000) return `${Math.round(value / 1000)}k`;
  return Math.abs(value) >= 10 ? String(Math.round(value)) : writeIndex(value);
}

function shorten(text: string, pixels: number): string {
  if (textEms(text) * 11.5 <= pixels) return text;
  const fitting = Array.from(text).slice(0, Math.max(4, Math.floor((pixels / 11.5) * 1.7)));
  return `${fitting.join("").trimEnd()}…`;
}

function curveSeries({ id, fits, choice }: JudgeCurve, at: number, chosen: number, theme: ChartTheme): object[] {
  const axes = { xAxisIndex: at, yAxisIndex: at };
  const clouds = fits.flatMap((fit) => (fit.null ? [{ k: fit.k, ...fit.null }] : []));
  const ring = [...clouds.map((c) => [c.k, c.high]), ...clouds.toReversed().map((c) => [c.k, c.low])];
  const band = {
    ...axes,
    type: "custom",
    id: `null-range-${id}`,
    silent: true,
    data: clouds.slice(0, 1).map((c) => [c.k, c.mean]),
    renderItem: (_: unknown, api: { coord: (point: number[]) => number[] }) => ({
      type: "polygon",
      shape: { points: ring.map((point) => api.coord(point)) },
      style: { fill: theme.noise, opacity: 0.35 },
    }),
  };
  const nulls = {
    ...axes,
    type: "line",
    id: `null-${id}`,
    silent: true,
    data: clouds.map((c) => [c.k, c.mean]),
    symbol: "none",
    lineStyle: { color: theme.ink3, width: 1.2, type: [4, 3] },
  };
  const own = {
    ...axes,
    type: "line",
    id: `judge-${id}`,
    data: fits.map((fit) => ({
      value: [fit.k, fit.value],
      symbolSize: fit.k === chosen ? 9 : fit.k === choice ? 8 : 4,
      itemStyle:
        fit.k === choice && fit.k !== chosen
          ? { color: theme.surface, borderColor: theme.accent, borderWidth: 2 }
          : { color: theme.accent },
    })),
    symbol: "circle",
    lineStyle: { color: theme.accent, width: 1.6 },
    markLine: {
      silent: true,
      symbol: "none",
      data: fits.some(({ k }) => k === chosen) ? [{ xAxis: chosen }] : [],
      lineStyle: { color: theme.line, type: "solid", width: 1 },
      label: { show: false },
    },
  };
  return clouds.length > 1 ? [band, nulls, own] : [own];
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const curve = curvesOf(data).find(({ id }) => mark.series === `judge-${id}`);
  const fit = curve?.fits[mark.index];
  if (!curve || !fit) return null;
  const { standardError, null: cloud } = fit;
  return {
    title: curve.label[locale],
    segment: null,
    subtitle: [say(locale, "countSegments", { k: fit.k }), markOf(curve, fit.k, data.k, locale)]
      .filter((text) => text !== "")
      .join(" · "),
    rows: [
      [say(locale, curve.better === "higher" ? "judgeHigher" : "judgeLower"), writeIndex(fit.value, 3)],
      ...(standardError === null ? [] : [[say(locale, "countError"), writeIndex(standardError, 4)] as const]),
      ...(cloud
        ? [
            [
              say(locale, "countNull"),
              `${writeIndex(cloud.mean, 3)} (${writeIndex(cloud.low, 3)} – ${writeIndex(cloud.high, 3)})`,
            ] as const,
          ]
        : []),
    ],
  };
}
