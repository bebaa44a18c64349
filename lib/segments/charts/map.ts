import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { noSegment } from "../no-segment.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard, TableColumn } from "./chart.ts";
import { frame } from "./frame.ts";
import { plainLabel, textEms, wrapLabel } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex, writeShare, writeUserValue } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import { placeSomeLabels } from "./place-labels.ts";
import { nameOfSegment, shareRows } from "./share-rows.ts";
import { type ChartTheme, focusOpacity, segmentColour, segmentShape } from "./theme.ts";
import { trustWords } from "./trust-words.ts";

/** Everybody on the first two principal components, coloured by segment, each segment named at its middle. */
export const mapChart: Chart = {
  id: "map",
  label: (locale) => say(locale, "map"),
  renderer: "canvas",
  title: (data, locale) =>
    say(locale, data.k < 2 ? "mapTitle.one" : `mapTitle.${data.summary.verdict.strength}`, peopleWords(data, locale)),
  subtitle: (data, locale) => {
    const { map } = data;
    const words = say(locale, map.drawn < map.users ? "mapSampled" : "mapSubtitle", {
      ...peopleWords(data, locale),
      drawn: map.drawn,
      users: map.users,
      explained: writeShare(map.explained[0] + map.explained[1], locale),
    });
    return words + trustWords(data, "axes", locale);
  },
  description: (data, locale) => describeMap(data, locale, "mapDescription", mapChart.title(data, locale)),
  table: (data, locale, most) => mapTable(data, locale, ["mapX", "mapY"], most),
  option: (data, locale, theme, view) => mapOption(data, mapChart.description(data, locale), locale, theme, view),
  hover,
};

export function describeMap(
  data: ReportData,
  locale: Locale,
  key: "mapDescription" | "nearDescription",
  finding: string,
): string {
  return say(locale, key, {
    ...peopleWords(data, locale),
    drawn: data.map.drawn,
    k: data.summary.segments.length,
    finding,
    sizes: joinWords(
      shareRows(data).map((s) => `${s.name[locale]} ${formatNumber(s.size)}`),
      locale,
    ),
  });
}

export function mapTable(
  data: ReportData,
  locale: Locale,
  places: readonly ["mapX" | "nearX", "mapY" | "nearY"],
  most = data.map.drawn,
): ChartTable {
  const { map, summary } = data;
  const features = map.values.map(({ feature }) => summary.features.find((f) => f.id === feature));
  const columns: TableColumn[] = [
    { label: say(locale, "mapId", peopleWords(data, locale)), kind: null },
    { label: say(locale, "segment"), kind: null },
    ...map.values.map(({ feature }, i): TableColumn => {
      const info = features[i];
      return info
        ? { label: info.label[locale], kind: info.unit, decimals: info.decimals }
        : { label: feature, kind: "number", decimals: 2 };
    }),
    { label: say(locale, "silhouetteOne"), kind: "index" },
    ...places.map((key): TableColumn => ({ label: say(locale, key), kind: "index" })),
  ];
  const rows = map.ids
    .slice(0, most)
    .map((id, i) => [
      id,
      nameOfSegment(data, map.segment[i] ?? -1, locale),
      ...map.values.map(({ values }) => values[i] ?? null),
      map.silhouette[i] ?? null,
      map.x[i] ?? null,
      map.y[i] ?? null,
    ]);
  return { columns, rows, leftOff: map.drawn - rows.length };
}

export function mapOption(
  data: ReportData,
  description: string,
  locale: Locale,
  theme: ChartTheme,
  view: ChartView,
): EChartsOption {
  const { map, summary } = data;
  const points = summary.segments.map((): Point[] => []);
  const rest: Point[] = [];
  for (let i = 0; i < map.drawn; i++)
    (points[map.segment[i] ?? noSegment] ?? rest).push([map.x[i] ?? 0, map.y[i] ?? 0, i]);
  const window = fitWindow(map.x, map.y, view);
  const size = map.drawn > 8000 ? 2.6 : map.drawn > 1500 ? 4 : 6;
  return {
    ...frame(theme, description),
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: "value", show: false, min: window.left, max: window.right },
    yAxis: { type: "value", show: false, min: window.bottom, max: window.top },
    dataZoom: ["xAxisIndex", "yAxisIndex"].map((axis) => ({
      type: "inside",
      [axis]: 0,
      filterMode: "none",
      zoomOnMouseWheel: "ctrl",
      preventDefaultMouseMove: false,
    })),
    series: [
      ...shareRows(data).map((segment) => ({
        type: "scatter" as const,
        id: `segment-${segment.id}`,
        name: segment.name[locale],
        data: points[segment.id] ?? rest,
        symbol: segmentShape(segment.id),
        symbolSize: size,
        // All at once: drawn bit by bit, a print or a picture would be taken half-way.
        progressive: 0,
        progressiveThreshold: 1_000_000,
        cursor: "default",
        itemStyle: { color: segmentColour(theme, segment.id), opacity: focusOpacity(segment.id, view.focus, 0.68) },
        emphasis: { scale: 1.8, itemStyle: { opacity: 1, borderColor: theme.ink, borderWidth: 1.2 } },
        z: view.focus.includes(segment.id) ? 3 : segment.id === noSegment ? 1 : 2,
      })),
      centreLabels(data, locale, theme, view, points, window),
    ],
  };
}

type Point = [x: number, y: number, place: number];

/** One unit is as long across as it is up, so that distances on screen are distances; 4 % of air on each side. */
function fitWindow(x: readonly number[], y: readonly number[], view: ChartView) {
  const [xLow, xHigh] = extent(x);
  const [yLow, yHigh] = extent(y);
  const perPixel = 1.08 * Math.max((xHigh - xLow) / view.width, (yHigh - yLow) / view.height, 1e-9);
  const halfWidth = (perPixel * view.width) / 2;
  const halfHeight = (perPixel * view.height) / 2;
  const xMiddle = (xLow + xHigh) / 2;
  const yMiddle = (yLow + yHigh) / 2;
  return {
    left: xMiddle - halfWidth,
    right: xMiddle + halfWidth,
    bottom: yMiddle - halfHeight,
    top: yMiddle + halfHeight,
  };
}

function extent(values: readonly number[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Shapes of the names, from whole ones on two lines to the first words only: ems a line and lines. */
const labelShapes = [
  [16, 2],
  [13, 1],
  [8, 1],
] as const;

const handful = 5;

/** Names at the middle of their segments, moved up or down where they would cover one another. */
function centreLabels(
  data: ReportData,
  locale: Locale,
  theme: ChartTheme,
  view: ChartView,
  points: readonly (readonly [number, number, number][])[],
  window: ReturnType<typeof fitWindow>,
) {
  const size = view.width < 480 ? 11 : 12;
  const segments = data.summary.segments.filter(
    ({ id }) => (points[id]?.length ?? 0) > 0 && (view.focus.length === 0 || view.focus.includes(id)),
  );
  const inShape = ([ems, lines]: (typeof labelShapes)[number]) =>
    segments.map(({ id, name }) => {
      const text = wrapLabel(plainLabel(name[locale]), view.width < 480 ? Math.min(ems, 10) : ems, lines);
      const own = points[id] ?? [];
      const [x, y] = [middle(own, 0), middle(own, 1)];
      const height = text.split("\n").length * 15 + 7;
      // A name over a handful of dots would hide them.
      const down = ((window.top - y) / (window.top - window.bottom)) * view.height;
      const aside = own.length <= handful ? height / 2 + 8 : 0;
      const above = down > 2 * aside ? aside : -aside;
      return {
        id,
        text,
        x: ((x - window.left) / (window.right - window.left)) * view.width,
        y: down - above,
        width: Math.max(...text.split("\n").map(textEms)) * size * 1.04 + 18,
        height,
        above,
        value: [x, y],
      };
    });
  // Names may cover a seventh of the map; many long ones are cut, as the legend has them whole.
  const covered = (named: ReturnType<typeof inShape>) => named.reduce((sum, box) => sum + box.width * box.height, 0);
  const shapes = labelShapes.map(inShape);
  const named = shapes.find((each) => covered(each) < (view.width * view.height) / 7) ?? shapes.at(-1) ?? [];
  const places = placeSomeLabels(named, view);
  return {
    type: "scatter" as const,
    id: "names",
    silent: true,
    z: 5,
    symbolSize: 0.01,
    itemStyle: { opacity: 1 },
    data: named.flatMap(({ id, text, x, y, above, value }, i) => {
      const place = places[i];
      if (!place) return [];
      const offset = [place.x - x, place.y - y - above];
      return [{ value, label: { formatter: text, borderColor: segmentColour(theme, id), offset } }];
    }),
    label: {
      show: true,
      position: "inside" as const,
      color: theme.ink,
      fontSize: size,
      fontWeight: 600,
      lineHeight: 15,
      padding: [2, 7],
      borderRadius: 5,
      borderWidth: 1.5,
      backgroundColor: withAlpha(theme.surface, "e6"),
    },
  };
}

function withAlpha(colour: string, alpha: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}${alpha}` : colour;
}

function middle(points: readonly (readonly [number, number, number])[], axis: 0 | 1): number {
  const sorted = Float64Array.from(points, (point) => point[axis]).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const index = mark.value[2];
  if (typeof index !== "number") return null;
  const { map, summary } = data;
  const segment = map.segment[index] ?? -1;
  const silhouette = map.silhouette[index];
  return {
    title: `${say(locale, "mapId", peopleWords(data, locale))} ${map.ids[index] ?? ""}`,
    segment,
    subtitle: nameOfSegment(data, segment, locale),
    rows: [
      ...map.values.map(({ feature, values }): [string, string] => {
        const info = summary.features.find((f) => f.id === feature) ?? { unit: "number" as const, decimals: 2 };
        const label = "label" in info ? info.label[locale] : feature;
        return [label, writeUserValue(values[index], locale, info, data.currency)];
      }),
      [say(locale, "silhouetteOne"), typeof silhouette === "number" ? writeIndex(silhouette) : "–"],
    ],
  };
}
