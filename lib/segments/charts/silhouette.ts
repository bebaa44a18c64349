import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { ReportData, Segment, StructureStrength } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, nameRoom, quietAxis, roomForRows } from "./frame.ts";
import { wrapLabel } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex, writeShare } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import { type Band, stackBands } from "./silhouette-bands.ts";
import { type ChartTheme, focusOpacity, segmentColour } from "./theme.ts";

/** Every segment's members from best to worst fitting (Rousseeuw 1987), beside the average of all. */
export const silhouetteChart: Chart = {
  id: "silhouette",
  label: (locale) => say(locale, "silhouette"),
  renderer: "svg",
  height: (data) => roomForRows(found(data).length, around),
  title,
  subtitle: (data, locale) => {
    const { mean, standardError, sample } = data.silhouette;
    return say(locale, standardError === null ? "silhouetteSubtitle" : "silhouetteSampled", {
      ...peopleWords(data, locale),
      mean: writeIndex(mean),
      error: writeIndex(standardError ?? 0, 3),
      sample,
    });
  },
  description: (data, locale) =>
    say(locale, "silhouetteDescription", {
      ...peopleWords(data, locale),
      finding: title(data, locale),
      means: joinWords(
        found(data).map((s) => `${s.name[locale]} ${writeIndex(s.silhouette)}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

const margin = { top: 18, bottom: 40 } as const;
const around = margin.top + margin.bottom;

/** Kaufman & Rousseeuw 1990: up to .25 none, .50 weak, .70 reasonable, above that strong. null: fewer than two groups. */
export function fitStrength(silhouette: number | null): StructureStrength {
  if (silhouette === null) return "none";
  const rounded = Math.round(silhouette * 100) / 100;
  if (rounded <= 0.25) return "none";
  if (rounded <= 0.5) return "weak";
  return rounded <= 0.7 ? "reasonable" : "strong";
}

function title(data: ReportData, locale: Locale): string {
  const fit = say(locale, `fit.${fitStrength(data.silhouette.mean)}`);
  const measured = data.summary.segments.filter((s) => s.silhouette !== null);
  const worst = measured.toSorted((a, b) => (a.silhouette ?? 0) - (b.silhouette ?? 0))[0];
  const best = Math.max(...measured.map((s) => s.silhouette ?? 0));
  if (!worst || best - (worst.silhouette ?? 0) < 0.05) return say(locale, "silhouetteTitle.even", { fit });
  return say(locale, "silhouetteTitle.worst", { fit, name: worst.name[locale] });
}

/** Who is in a fixed segment was not asked how well they fit. */
function found({ summary }: Pick<ReportData, "summary">): readonly Segment[] {
  return summary.segments.filter(({ fixed }) => !fixed);
}

/** Value of a descending curve at a share of its members, 0 = best. */
function curveAt(curve: readonly number[], share: number): number | null {
  return curve[Math.round(share * (curve.length - 1))] ?? null;
}

/** Of a segment's members; null where none has a silhouette. */
function belowZero({ silhouetteCurves, silhouetteBelow }: ReportData, id: number): number | null {
  return (silhouetteCurves[id] ?? []).length === 0 ? null : (silhouetteBelow[id] ?? null);
}

/** Share of all users who lie nearer to another segment than to their own, by their shares and the sizes. */
export function shareBelowZero(data: ReportData): number {
  const { segments, users } = data.summary;
  const below = segments.map((s) => s.size * (belowZero(data, s.id) ?? 0));
  return below.reduce((sum, count) => sum + count, 0) / Math.max(users, 1);
}

function table(data: ReportData, locale: Locale): ChartTable {
  const index = (key: "mean" | "lowest" | "quarter" | "median" | "threeQuarters" | "highest") =>
    ({ label: say(locale, key), kind: "index" }) as const;
  return {
    columns: [
      { label: say(locale, "segment"), kind: null },
      { label: peopleWords(data, locale).People, kind: "count" },
      index("mean"),
      index("lowest"),
      index("quarter"),
      index("median"),
      index("threeQuarters"),
      index("highest"),
      { label: say(locale, "belowZero"), kind: "percent" },
    ],
    rows: found(data).map((segment) => {
      const curve = data.silhouetteCurves[segment.id] ?? [];
      const quantiles = [1, 0.75, 0.5, 0.25, 0].map((share) => curveAt(curve, share));
      return [segment.name[locale], segment.size, segment.silhouette, ...quantiles, belowZero(data, segment.id)];
    }),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const names = found(data).map((s) => s.name[locale]);
  const left = nameRoom(view.width, names);
  const isTwoLined = names.some((name) => wrapLabel(name, (left - 16) / 11.5, 2).includes("\n"));
  const grid = { left, right: 16, ...margin };
  const height = Math.max(view.height - around, 40);
  const bands = stackBands(data, height, isTwoLined);
  const values = bands.flatMap(({ curve }) => [curve[0] ?? 0, curve.at(-1) ?? 0]);
  const { mean } = data.silhouette;
  const min = Math.floor(Math.min(0, ...values) * 5) / 5;
  const max = Math.min(1, Math.ceil(Math.max(0.2, ...values) * 5) / 5);
  const drawing = { data, locale, theme, view, left, min, max };
  return {
    ...frame(theme, silhouetteChart.description(data, locale)),
    grid,
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      min,
      max,
      interval: 0.2,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => formatNumber(value, 1) },
      name: say(locale, "silhouetteAxis"),
      nameLocation: "middle",
      nameGap: 26,
    },
    yAxis: { type: "value", show: false, inverse: true, min: 0, max: height },
    series: bands.map((band) => bandSeries(band, drawing)).concat(mean === null ? [] : meanLine(mean, locale, theme)),
  };
}

interface Drawing {
  readonly data: ReportData;
  readonly locale: Locale;
  readonly theme: ChartTheme;
  readonly view: ChartView;
  readonly left: number;
  /** Of the axis. */
  readonly min: number;
  readonly max: number;
}

/** A bin of a band is as high as a pointer is exact. */
const binHeight = 3;

interface Brush {
  coord(point: readonly [number, number]): [number, number];
}

/** First the band as a whole; then its bins, unseen until they are pointed at, each with the shares of the segment it spans. */
function bandSeries(band: Band, drawing: Drawing): object {
  const bins = Math.max(1, Math.min(Math.floor(band.height / binHeight), band.curve.length));
  const high = band.height / bins;
  return {
    type: "custom",
    id: `segment-${band.id}`,
    data: [
      [0, band.top],
      ...Array.from({ length: bins }, (_, i) => [0, band.top + i * high, i / bins, (i + 1) / bins]),
    ],
    renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: Brush) =>
      dataIndex === 0 ? bandShape(band, drawing, api) : binShape(band.top + (dataIndex - 1) * high, high, drawing, api),
  };
}

function bandShape(band: Band, { data, locale, theme, view, left }: Drawing, api: Brush) {
  const segment = data.summary.segments[band.id];
  const step = band.height / Math.max(band.curve.length, 1);
  const outline: [number, number][] = [[0, band.top]];
  band.curve.forEach((value, i) => {
    outline.push([value, band.top + i * step], [value, band.top + (i + 1) * step]);
  });
  outline.push([0, band.top + band.height]);
  const opacity = focusOpacity(band.id, view.focus);
  const label = {
    x: left - 12,
    y: api.coord([0, band.top + band.height / 2])[1] ?? 0,
    width: left - 16,
    height: band.height,
    theme,
    opacity: Math.max(opacity, 0.35),
  };
  return {
    type: "group",
    children: [
      {
        type: "polygon",
        shape: { points: outline.map((point) => api.coord(point)) },
        style: { fill: segmentColour(theme, band.id), opacity },
      },
      ...(band.isNamed ? bandLabel(segment?.name[locale] ?? "", writeIndex(segment?.silhouette), label) : []),
    ],
  };
}

function binShape(top: number, high: number, { theme, min, max }: Drawing, api: Brush) {
  const [x, y] = api.coord([min, top]);
  const [right, bottom] = api.coord([max, top + high]);
  return {
    type: "rect",
    shape: { x, y, width: right - x, height: bottom - y },
    style: { fill: theme.ink, opacity: 0 },
    emphasis: { style: { opacity: 0.14 } },
  };
}

interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly opacity: number;
}

/** Name and average beside a band: on one line where the band is thin, else the name on one or two above the average. */
function bandLabel(name: string, mean: string, { x, y, width, height, theme, opacity }: LabelPlace) {
  const text = (words: string, dx: number, dy: number, isName: boolean) => ({
    type: "text",
    silent: true,
    style: {
      text: words,
      x: x + dx,
      y: y + dy,
      align: "right",
      verticalAlign: "middle",
      lineHeight: 14,
      opacity,
      fill: isName ? theme.ink : theme.ink3,
      font: `${isName ? 500 : 400} ${isName ? 11.5 : 11}px ${theme.font}`,
    },
  });
  if (height < 27) return [text(wrapLabel(name, (width - 32) / 11.5, 1), -32, 0, true), text(mean, 0, 0, false)];
  const wrapped = wrapLabel(name, width / 11.5, height < 42 ? 1 : 2);
  const isTwo = wrapped.includes("\n");
  return [text(wrapped, 0, -7, true), text(mean, 0, isTwo ? 15 : 8, false)];
}

function meanLine(mean: number, locale: Locale, theme: ChartTheme): object {
  return {
    type: "line",
    id: "mean",
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: "none",
      data: [{ xAxis: mean }],
      lineStyle: { color: theme.ink, type: [3, 3], width: 1 },
      label: {
        formatter: say(locale, "average", { mean: writeIndex(mean) }),
        position: "start",
        color: theme.ink2,
        fontSize: 11,
        distance: 4,
        rotate: 0,
      },
    },
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const id = Number(mark.series.replace("segment-", ""));
  const segment = data.summary.segments[id];
  if (!segment) return null;
  const below = belowZero(data, id);
  return {
    title: segment.name[locale],
    segment: id,
    subtitle: "",
    rows: [
      ...hereRows(data, id, mark, locale),
      [peopleWords(data, locale).People, formatNumber(segment.size)],
      [say(locale, "mean"), writeIndex(segment.silhouette)],
      [say(locale, "median"), writeIndex(curveAt(data.silhouetteCurves[id] ?? [], 0.5))],
      [say(locale, "belowZero"), below === null ? "–" : writeShare(below, locale)],
    ],
  };
}

/** Of the bin that is pointed at: its silhouettes, and how many of the segment fit better. */
function hereRows(data: ReportData, id: number, { value }: ChartMark, locale: Locale): HoverCard["rows"] {
  const [, , from, to] = value;
  const curve = data.silhouetteCurves[id] ?? [];
  if (typeof from !== "number" || typeof to !== "number" || curve.length === 0) return [];
  const [best, worst] = [from, to].map((share) => writeIndex(curveAt(curve, share), 3));
  const better = Math.round(from * (data.summary.segments[id]?.size ?? 0));
  return [
    [say(locale, "silhouetteHere"), best === worst ? `${best}` : `${worst} – ${best}`],
    [say(locale, "silhouetteBetter"), `${formatNumber(better)} (${writeShare(from, locale)})`],
  ];
}
