import type { EChartsOption } from "echarts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { frame } from "../frame.ts";
import { writeShare } from "../number-format.ts";
import { joinWords, peopleWords } from "../people.ts";
import type { ChartTheme } from "../theme.ts";
import { say } from "./messages.ts";
import { diagonal, shareAxis } from "./share-axes.ts";
import { chosenModel, labelsOf, modelName } from "./told-labels.ts";

/** The chances that a model gave, beside how often it was so. at: its place in the summary; null: the best. */
export function calibrationChart(at: number | null): Chart {
  const chart: Chart = {
    id: "calibration",
    label: (locale) => say(locale, "calibration"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, at),
    subtitle: (data, locale) => {
      const model = chosenModel(data, at);
      const name = labelsOf(data)?.positive ?? null;
      const values = { ...peopleWords(data, locale), model: model ? modelName(model, locale) : "–", name: name ?? "" };
      return say(locale, name === null ? "calibrationSubtitle.many" : "calibrationSubtitle.two", values);
    },
    description: (data, locale) =>
      say(locale, "calibrationDescription", {
        finding: title(data, locale, at),
        values: joinWords(
          binsOf(data, at).map(
            ({ meanPredicted, observed }) => `${writeShare(meanPredicted, locale)}: ${writeShare(observed, locale)}`,
          ),
          locale,
        ),
      }),
    table: (data, locale) => table(data, locale, at),
    option: (data, locale, theme) => option(chart, data, locale, theme, at),
    hover: (data, locale, mark) => hover(data, locale, mark, at),
  };
  return chart;
}

function binsOf(data: ReportData, at: number | null) {
  return chosenModel(data, at)?.figures.calibration ?? [];
}

/** Off by so much on average, chances may be taken at their word. */
const good = 0.02;

function title(data: ReportData, locale: Locale, at: number | null): string {
  const bins = binsOf(data, at);
  const error = chosenModel(data, at)?.figures.calibrationError ?? 0;
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  const above = bins.reduce((sum, bin) => sum + (bin.count / all) * (bin.meanPredicted - bin.observed), 0);
  // All in one direction, or here above and there below.
  const key = error < good ? "good" : Math.abs(above) < error / 2 ? "off" : above > 0 ? "high" : "low";
  return say(locale, `calibrationTitle.${key}`, { error: formatNumber(100 * error, 1) });
}

/**
 * The 95 % interval of a share of n (Wilson 1927, doi:10.1080/01621459.1927.10502953): (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) /
 * (1 + z²/n), within 0…1 also where all or none are so. p: 0…1; n: at least 1.
 */
export function wilsonInterval(p: number, n: number): { readonly low: number; readonly high: number } {
  const z = 1.959964;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

function table(data: ReportData, locale: Locale, at: number | null): ChartTable {
  const share = (label: string) => ({ label, kind: "percent", decimals: 1 }) as const;
  return {
    columns: [
      share(say(locale, "calibrationSaid")),
      share(say(locale, "calibrationSeen")),
      share(say(locale, "low")),
      share(say(locale, "high")),
      { label: peopleWords(data, locale).People, kind: "count" },
    ],
    rows: binsOf(data, at).map(({ meanPredicted, observed, count }) => {
      const { low, high } = wilsonInterval(observed, count);
      return [meanPredicted, observed, low, high, count];
    }),
  };
}

function option(chart: Chart, data: ReportData, locale: Locale, theme: ChartTheme, at: number | null): EChartsOption {
  const bins = binsOf(data, at);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const series: object[] = [
    diagonal(theme),
    {
      type: "custom",
      id: "intervals",
      silent: true,
      data: bins.map(({ meanPredicted, observed, count }) => {
        const { low, high } = wilsonInterval(observed, count);
        return [meanPredicted, low, high];
      }),
      renderItem: (
        _: unknown,
        api: { value: (axis: number) => number; coord: (point: number[]) => [number, number] },
      ) => {
        const [x, y1] = api.coord([api.value(0), api.value(1)]);
        const [, y2] = api.coord([api.value(0), api.value(2)]);
        const shape = { x1: x, x2: x, y1, y2 };
        return { type: "line", shape, style: { stroke: theme.accent, lineWidth: 1.5 } };
      },
    },
    {
      type: "scatter",
      id: "bins",
      data: bins.map(({ meanPredicted, observed, count }) => ({
        value: [meanPredicted, observed],
        symbolSize: 5 + 13 * Math.sqrt(count / most),
      })),
      itemStyle: { color: theme.accent, opacity: 1 },
    },
  ];
  return {
    ...frame(theme, chart.description(data, locale)),
    grid: { left: 56, right: 20, top: 26, bottom: 44 },
    xAxis: shareAxis(theme, locale, say(locale, "calibrationSaid"), "x"),
    yAxis: shareAxis(theme, locale, say(locale, "calibrationSeen"), "y"),
    series,
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark, at: number | null): HoverCard | null {
  const bin = mark.series === "diagonal" ? undefined : binsOf(data, at)[mark.index];
  if (!bin) return null;
  const { low, high } = wilsonInterval(bin.observed, bin.count);
  const write = (share: number) => writeShare(share, locale, 1);
  return {
    title: `${say(locale, "calibrationSaid")} ${write(bin.meanPredicted)}`,
    segment: null,
    subtitle: "",
    rows: [
      [say(locale, "calibrationSeen"), `${write(bin.observed)} (${write(low)}–${write(high)})`],
      [peopleWords(data, locale).People, formatNumber(bin.count)],
    ],
  };
}
