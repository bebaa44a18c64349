import type { EChartsOption } from "echarts";
import type { Locale } from "../../../core/localised.ts";
import type { RankingCut } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, HoverCard } from "../chart.ts";
import { frame } from "../frame.ts";
import { writeIndex, writeShare } from "../number-format.ts";
import type { ChartTheme } from "../theme.ts";
import { say } from "./messages.ts";
import { diagonal, shareAxis } from "./share-axes.ts";
import { chosenModel, labelsOf, modelName } from "./told-labels.ts";

/** Of two classes: who is found, by who is picked with them. at: the model's place in the summary; null: the best. */
export function rocChart(at: number | null): Chart {
  return rankingChart("roc", at, {
    title: (data, locale) => {
      const auc = chosenModel(data, at)?.figures.measures.rocAuc?.value;
      return say(locale, "rocTitle", { name: positiveOf(data), auc: writeShare(auc ?? 0, locale) });
    },
    subtitle: (data, locale, model) => say(locale, "rocSubtitle", { model, name: positiveOf(data) }),
    point: ({ falsePositiveRate, recall }) => [falsePositiveRate, recall],
    description: "rocDescription",
    axes: ["rocFalse", "rocTrue"],
    chance: (_, theme) => diagonal(theme),
  });
}

/** Of two classes: how many of those picked are right, by how many are found. */
export function precisionChart(at: number | null): Chart {
  return rankingChart("precision", at, {
    title: (data, locale) => {
      const half = cutsOf(data, at).find(({ recall }) => recall >= 0.5);
      const share = writeShare(positiveShare(data), locale);
      const precision = writeShare(half?.precision ?? 0, locale);
      return say(locale, "precisionTitle", { name: positiveOf(data), precision, share });
    },
    subtitle: (data, locale, model) => {
      const average = chosenModel(data, at)?.figures.measures.averagePrecision?.value;
      return say(locale, "precisionSubtitle", { model, average: writeIndex(average, 3) });
    },
    point: ({ recall, precision }) => [recall, precision],
    description: "precisionDescription",
    axes: ["precisionRecall", "precisionRight"],
    chance: (data, theme) => level(positiveShare(data), theme),
  });
}

interface Ranking {
  title(data: ReportData, locale: Locale): string;
  subtitle(data: ReportData, locale: Locale, model: string): string;
  point(cut: RankingCut): [number, number];
  readonly description: "rocDescription" | "precisionDescription";
  readonly axes: readonly ["rocFalse", "rocTrue"] | readonly ["precisionRecall", "precisionRight"];
  /** What picking at random gives. */
  chance(data: ReportData, theme: ChartTheme): object;
}

function rankingChart(id: "roc" | "precision", at: number | null, own: Ranking): Chart {
  const chart: Chart = {
    id,
    label: (locale) => say(locale, id),
    renderer: "svg",
    title: own.title,
    subtitle: (data, locale) => {
      const model = chosenModel(data, at);
      return own.subtitle(data, locale, model ? modelName(model, locale) : "–");
    },
    description: (data, locale) =>
      say(locale, own.description, { points: cutsOf(data, at).length, finding: own.title(data, locale) }),
    table: (data, locale) => ({
      columns: own.axes.map((axis) => ({ label: say(locale, axis), kind: "percent", decimals: 1 })),
      rows: cutsOf(data, at).map(own.point),
    }),
    option: (data, locale, theme) => option(chart, data, locale, theme, at, own),
    hover: (data, locale, mark) => hover(data, locale, mark, at, own),
  };
  return chart;
}

/** Does a model tell two classes, so that there are cuts to draw? */
export function hasCuts(data: ReportData, at: number | null): boolean {
  return cutsOf(data, at).length > 1;
}

function cutsOf(data: ReportData, at: number | null): readonly RankingCut[] {
  return chosenModel(data, at)?.figures.cuts ?? [];
}

function positiveOf(data: ReportData): string {
  return labelsOf(data)?.positive ?? "";
}

/** Of the labelled users. */
function positiveShare(data: ReportData): number {
  const { classes = [], positive = null } = labelsOf(data) ?? {};
  const all = classes.reduce((sum, { count }) => sum + count, 0);
  return (classes.find(({ name }) => name === positive)?.count ?? 0) / Math.max(1, all);
}

function level(share: number, theme: ChartTheme): object {
  return {
    ...(diagonal(theme) as Record<string, unknown>),
    data: [
      [0, share],
      [1, share],
    ],
  };
}

function option(
  chart: Chart,
  data: ReportData,
  locale: Locale,
  theme: ChartTheme,
  at: number | null,
  own: Ranking,
): EChartsOption {
  const [x, y] = own.axes;
  const series: object[] = [
    own.chance(data, theme),
    {
      ...{ type: "line", id: "curve", symbol: "circle", symbolSize: 4, showSymbol: false, triggerLineEvent: true },
      data: cutsOf(data, at).map(own.point),
      itemStyle: { color: theme.accent },
      lineStyle: { color: theme.accent, width: 2 },
      areaStyle: { color: theme.accent, opacity: 0.08 },
    },
  ];
  return {
    ...frame(theme, chart.description(data, locale)),
    grid: { left: 56, right: 20, top: 26, bottom: 44 },
    xAxis: shareAxis(theme, locale, say(locale, x), "x"),
    yAxis: shareAxis(theme, locale, say(locale, y), "y"),
    series,
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark, at: number | null, own: Ranking): HoverCard | null {
  const cut = mark.series === "curve" ? cutsOf(data, at)[mark.index] : undefined;
  if (!cut) return null;
  const write = (share: number) => writeShare(share, locale, 1);
  return {
    title: own.title(data, locale),
    segment: null,
    subtitle: "",
    rows: own.axes.map((axis, i) => [say(locale, axis), write(own.point(cut)[i] ?? 0)]),
  };
}
