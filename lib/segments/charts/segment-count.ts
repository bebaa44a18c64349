import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { DrawnFit, ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, quietAxis } from "./frame.ts";
import { textEms } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import type { ChartTheme } from "./theme.ts";

/** The mean silhouette by number of segments, read beside its null (STATISTICS.md rule 1). */
export const segmentCountChart: Chart = {
  id: "count",
  label: (locale) => say(locale, "segmentCount"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const clouds = data.fits.some((fit) => fit.nullSilhouette !== null);
    return say(locale, clouds ? "countSubtitle" : "countSubtitlePlain", peopleWords(data, locale));
  },
  description: (data, locale) =>
    say(locale, "countDescription", {
      low: Math.min(...data.fits.map((fit) => fit.k)),
      high: Math.max(...data.fits.map((fit) => fit.k)),
      finding: title(data, locale),
      values: joinWords(
        data.fits.map((fit) => `${fit.k}: ${writeIndex(fit.silhouette)}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

type AboveCloud = "above" | "slightly" | "notAbove" | "alone";

/** Inside the range of the clouds is not above them; within .1 of their mean is hardly above them. */
function aboveCloud(fit: DrawnFit | undefined): AboveCloud {
  if (!fit?.nullSilhouette) return "alone";
  if (fit.silhouette <= fit.nullSilhouette.high) return "notAbove";
  return fit.silhouette - fit.nullSilhouette.mean < 0.1 ? "slightly" : "above";
}

function title(data: ReportData, locale: Locale): string {
  const chosen = data.fits.find((fit) => fit.k === data.k);
  const offered = data.fits.filter((fit) => fit.offered);
  const best = offered.toSorted((a, b) => b.silhouette - a.silhouette)[0];
  const place = aboveCloud(chosen);
  const scores = { score: writeIndex(chosen?.silhouette), cloud: writeIndex(chosen?.nullSilhouette?.mean) };
  if (data.chosenBy === "auto" && offered.length > 1) {
    const ks = offered.map((fit) => fit.k);
    return say(locale, `countTitle.${place}`, { k: data.k, low: Math.min(...ks), high: Math.max(...ks), ...scores });
  }
  if (place === "above") return say(locale, "countTitle.askedAlone", { k: data.k, ...scores });
  if (place === "slightly") return say(locale, "countTitle.askedSlightly", { k: data.k });
  if (place === "notAbove") return say(locale, "countTitle.askedNotAbove", { k: data.k });
  if (offered.length < 2 || !best) return say(locale, "countTitle.askedOnly", { k: data.k });
  return say(locale, best.k === data.k ? "countTitle.askedBest" : "countTitle.asked", { k: data.k, best: best.k });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const index = (key: Parameters<typeof say>[1], decimals = 3) =>
    ({ label: say(locale, key), kind: "index", decimals }) as const;
  return {
    columns: [
      { label: say(locale, "countK"), kind: "count" },
      index("countSilhouette"),
      index("countError", 4),
      index("countNull"),
      index("countNullLow"),
      index("countNullHigh"),
      { label: say(locale, "countInertia"), kind: "number", decimals: 0 },
      { label: say(locale, "countCalinski"), kind: "number", decimals: 0 },
      index("countDavies"),
      { label: "", kind: null },
    ],
    rows: data.fits.map((fit) => [
      fit.k,
      fit.silhouette,
      fit.silhouetteStandardError,
      fit.nullSilhouette?.mean ?? null,
      fit.nullSilhouette?.low ?? null,
      fit.nullSilhouette?.high ?? null,
      fit.inertia,
      fit.calinskiHarabasz,
      fit.daviesBouldin,
      mark(fit, data, locale),
    ]),
  };
}

function mark(fit: DrawnFit, data: ReportData, locale: Locale): string {
  if (fit.k === data.k) return say(locale, "chosen");
  return fit.offered ? "" : say(locale, "notOffered");
}

function whyNot({ k }: DrawnFit, { summary }: ReportData, locale: Locale): string | undefined {
  return summary.verdict.whyNot.find((other) => other.k === k)?.sentence[locale];
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const { fits } = data;
  const grid = { top: 30, bottom: 52 };
  const range = scoreRange(fits);
  const apart = endShift(fits, (view.height - grid.top - grid.bottom) / (range.max - range.min));
  const ends = [say(locale, "countCloud"), say(locale, "countData", peopleWords(data, locale))];
  const endRoom = Math.max(...ends.map(textEms)) * 11 + 18;
  return {
    ...frame(theme, segmentCountChart.description(data, locale)),
    grid: { left: 44, right: endRoom, ...grid },
    xAxis: {
      ...quietAxis(theme),
      type: "category",
      data: tickLabels(data, locale),
      axisLabel: { color: theme.ink3, fontSize: 11, lineHeight: 14, ...(fits.length <= 12 ? { interval: 0 } : {}) },
      name: say(locale, "countAxis"),
      nameLocation: "middle",
      nameGap: 36,
    },
    yAxis: {
      ...quietAxis(theme),
      ...range,
      type: "value",
      name: say(locale, "countSilhouette"),
      nameGap: 10,
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -30] },
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeIndex(value) },
    },
    series: [...cloudSeries(fits, -apart, locale, theme), ...dataSeries(data, apart, locale, theme)],
  };
}

/** The numbers of segments; below those that are only shown, in the middle of them, that they are not offered. */
function tickLabels({ fits, k }: ReportData, locale: Locale): string[] {
  const shown = fits.filter((fit) => !fit.offered && fit.k !== k);
  const middle = shown[shown.length >> 1];
  return fits.map((fit) => (fit === middle ? `${fit.k}\n${say(locale, "notOffered")}` : String(fit.k)));
}

/** Round bounds around all that is drawn: a line chart shows differences, so it need not start at zero. */
function scoreRange(fits: readonly DrawnFit[]): { min: number; max: number; interval: number } {
  const all = fits.flatMap((fit) => {
    const error = 2 * (fit.silhouetteStandardError ?? 0);
    const { low = fit.silhouette, high = fit.silhouette } = fit.nullSilhouette ?? {};
    return [fit.silhouette - error, fit.silhouette + error, low, high];
  });
  const low = Math.min(...all);
  const high = Math.max(...all);
  const air = Math.max((high - low) * 0.15, 0.01);
  const interval = high - low > 0.2 ? 0.1 : 0.05;
  return {
    min: Math.floor((low - air) / interval) * interval,
    max: Math.ceil((high + air) / interval) * interval,
    interval,
  };
}

/** Pixels by which the data's label at the line's end goes down, and the cloud's up, where they would overlap. */
function endShift(fits: readonly DrawnFit[], pixels: number): number {
  const last = fits.at(-1);
  if (!last?.nullSilhouette) return 0;
  const below = (last.nullSilhouette.mean - last.silhouette) * pixels;
  return Math.max(0, (endLabelHeight - Math.abs(below)) / 2) * (below > 0 ? 1 : -1);
}

const endLabelHeight = 16;

function cloudSeries(fits: readonly DrawnFit[], shift: number, locale: Locale, theme: ChartTheme): object[] {
  const clouds = fits.flatMap((fit, at) => (fit.nullSilhouette ? [{ at, ...fit.nullSilhouette }] : []));
  if (clouds.length === 0) return [];
  const ring = [...clouds.map((c) => [c.at, c.high]), ...clouds.toReversed().map((c) => [c.at, c.low])];
  return [
    {
      type: "custom",
      id: "cloud-range",
      silent: true,
      data: [[clouds[0]?.at ?? 0, clouds[0]?.mean ?? 0]],
      renderItem: (_: unknown, api: { coord: (point: number[]) => number[] }) => ({
        type: "polygon",
        shape: { points: ring.map((point) => api.coord(point)) },
        style: { fill: theme.noise, opacity: 0.35 },
      }),
    },
    {
      type: "line",
      id: "cloud",
      data: clouds.map((c) => [c.at, c.mean]),
      symbol: "circle",
      symbolSize: 5,
      itemStyle: { color: theme.ink3 },
      lineStyle: { color: theme.ink3, width: 1.5, type: [4, 3] },
      endLabel: {
        show: true,
        formatter: say(locale, "countCloud"),
        color: theme.ink2,
        fontSize: 11,
        distance: 6,
        offset: [0, shift],
      },
    },
  ];
}

function dataSeries(data: ReportData, shift: number, locale: Locale, theme: ChartTheme): object[] {
  const chosen = data.fits.findIndex((fit) => fit.k === data.k);
  return [
    {
      type: "line",
      id: "data",
      data: data.fits.map((fit, at) => ({
        value: [at, fit.silhouette],
        symbolSize: fit.k === data.k ? 11 : 7,
        itemStyle: fit.offered
          ? { color: theme.accent }
          : { color: theme.surface, borderColor: theme.accent, borderWidth: 1.5 },
      })),
      symbol: "circle",
      lineStyle: { color: theme.accent, width: 2 },
      itemStyle: { color: theme.accent },
      endLabel: {
        show: data.fits.length > 1,
        formatter: say(locale, "countData", peopleWords(data, locale)),
        color: theme.accent,
        fontSize: 11,
        fontWeight: 600,
        distance: 6,
        offset: [0, shift],
      },
      ...(chosen < 0
        ? {}
        : { markPoint: chosenMark(chosen, data.fits[chosen]?.silhouette ?? 0, chosen < 2, locale, theme) }),
    },
    errorBars(data.fits, theme),
  ];
}

function chosenMark(at: number, silhouette: number, isFirst: boolean, locale: Locale, theme: ChartTheme) {
  return {
    silent: true,
    symbol: "circle",
    symbolSize: 1,
    itemStyle: { color: "transparent" },
    data: [{ coord: [at, silhouette] }],
    label: {
      show: true,
      position: "top",
      distance: 10,
      align: isFirst ? "left" : "center",
      formatter: say(locale, "chosenAt", { score: writeIndex(silhouette) }),
      color: theme.ink,
      fontWeight: 600,
      fontSize: 11.5,
      padding: [1, 3],
      borderRadius: 3,
      backgroundColor: theme.surface,
    },
  };
}

/** ± two standard errors where the silhouette was taken against a sample. */
function errorBars(fits: readonly DrawnFit[], theme: ChartTheme): object {
  return {
    type: "custom",
    id: "error",
    silent: true,
    data: fits.flatMap((fit, at) =>
      fit.silhouetteStandardError === null ? [] : [[at, fit.silhouette, 2 * fit.silhouetteStandardError]],
    ),
    renderItem: (
      _: unknown,
      api: { value: (axis: number) => number; coord: (point: number[]) => [number, number] },
    ) => {
      const [x, low] = api.coord([api.value(0), api.value(1) - api.value(2)]);
      const [, high] = api.coord([api.value(0), api.value(1) + api.value(2)]);
      return {
        type: "line",
        shape: { x1: x, x2: x, y1: low, y2: high },
        style: { stroke: theme.accent, lineWidth: 1.5 },
      };
    },
  };
}

function hover(data: ReportData, locale: Locale, at: ChartMark): HoverCard | null {
  const fit = data.fits[Number(at.value[0])];
  if (!fit) return null;
  const cloud = fit.nullSilhouette;
  return {
    title: say(locale, "countSegments", { k: fit.k }),
    segment: null,
    subtitle: whyNot(fit, data, locale) ?? mark(fit, data, locale),
    rows: [
      [say(locale, "countSilhouette"), writeIndex(fit.silhouette, 3)],
      ...(fit.silhouetteStandardError === null
        ? []
        : [[say(locale, "countError"), writeIndex(fit.silhouetteStandardError, 4)] as const]),
      ...(cloud ? [[say(locale, "countNull"), writeIndex(cloud.mean, 3)] as const] : []),
      ...(cloud
        ? [
            [
              `${say(locale, "countNullLow")} – ${say(locale, "highest")}`,
              `${writeIndex(cloud.low, 3)} – ${writeIndex(cloud.high, 3)}`,
            ] as const,
          ]
        : []),
      [say(locale, "countDavies"), writeIndex(fit.daviesBouldin)],
    ],
  };
}
