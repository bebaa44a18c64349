import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { SegmentStability } from "../../evaluation/judges-schema.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, nameAxis, nameRoom, quietAxis, roomForRows } from "./frame.ts";
import { say } from "./messages.ts";
import { writeIndex } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import { nameOfSegment } from "./share-rows.ts";
import { type ChartTheme, focusOpacity, segmentColour } from "./theme.ts";

/** How surely each segment is found again when users are drawn anew (Hennig 2007), beside its null. */
export const stabilityChart: Chart = {
  id: "stability",
  label: (locale) => say(locale, "stability"),
  renderer: "svg",
  height: (data) => roomForRows(stabilityOf(data).length, around),
  title,
  subtitle: (data, locale) => say(locale, "stabilitySubtitle", peopleWords(data, locale)),
  description: (data, locale) =>
    say(locale, "stabilityDescription", {
      finding: title(data, locale),
      values: joinWords(
        stabilityOf(data).map((one) => `${nameOfSegment(data, one.segment, locale)} ${writeIndex(one.jaccard)}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

/** Nothing where it could not be computed. */
export function stabilityOf({ judges }: Pick<ReportData, "judges">): readonly SegmentStability[] {
  return judges?.stability.ok ? judges.stability.value : [];
}

/** Pixels above and below the bars. */
const around = 60;

/** Hennig's scale: from .75 on a segment is valid and stable. */
const stable = 0.75;
const scale = [0.5, 0.6, stable, 0.85] as const;

function title(data: ReportData, locale: Locale): string {
  const all = stabilityOf(data);
  const lost = all.filter(({ jaccard }) => jaccard < stable).toSorted((a, b) => a.jaccard - b.jaccard);
  const [worst] = lost;
  const untold = data.k - all.length;
  const words = peopleWords(data, locale);
  if (!worst) {
    const told = { ...words, k: all.length, untold, n: untold };
    return say(locale, untold > 0 ? "stabilityTitle.told" : "stabilityTitle.all", told);
  }
  const name = nameOfSegment(data, worst.segment, locale);
  if (lost.length === all.length) return say(locale, "stabilityTitle.none", { ...words, name });
  return say(locale, "stabilityTitle.some", { ...words, found: all.length - lost.length, k: all.length, name });
}

function table(data: ReportData, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "segment"), kind: null },
      { label: say(locale, "jaccard"), kind: "index", decimals: 2 },
      { label: say(locale, "countError"), kind: "index", decimals: 3 },
      { label: say(locale, "countNull"), kind: "index", decimals: 2 },
      { label: say(locale, "stabilityGrade"), kind: null },
    ],
    rows: stabilityOf(data).map((one) => [
      nameOfSegment(data, one.segment, locale),
      one.jaccard,
      one.standardError,
      one.nullJaccard,
      say(locale, `grade.${one.grade}`),
    ]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const all = stabilityOf(data);
  const names = all.map(({ segment }) => nameOfSegment(data, segment, locale));
  const left = nameRoom(view.width, names);
  const row = (view.height - around) / Math.max(all.length, 1);
  const bar = Math.max(4, Math.min(16, Math.floor(row / 2)));
  const drawn: object[] = [
    {
      type: "bar",
      id: "jaccard",
      barWidth: bar,
      data: all.map(({ segment, jaccard }) => ({
        value: jaccard,
        itemStyle: {
          color: segmentColour(theme, segment),
          opacity: focusOpacity(segment, view.focus),
          borderRadius: 2,
        },
        label: { show: bar >= 12, formatter: writeIndex(jaccard) },
      })),
      label: { position: "insideLeft", color: theme.surface, fontSize: 11, fontWeight: 600 },
      markLine: {
        silent: true,
        symbol: "none",
        data: scale.map((xAxis) => ({ xAxis })),
        lineStyle: { color: theme.ink3, type: [2, 4], width: 1 },
        label: {
          show: true,
          position: "start",
          color: theme.ink3,
          fontSize: 10,
          formatter: ({ value }: { value?: unknown }) => (value === stable ? say(locale, "stabilityBar") : ""),
        },
      },
    },
    tick("null", all, bar + 6, theme.ink3, ({ nullJaccard }) => nullJaccard),
    errors(all, theme),
  ];
  return {
    ...frame(theme, stabilityChart.description(data, locale)),
    grid: { left, right: 44, top: 22, bottom: 36 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeIndex(value) },
      name: say(locale, "jaccard"),
      nameLocation: "middle",
      nameGap: 24,
    },
    yAxis: nameAxis(
      names.map((text) => ({ text })),
      theme,
      left - 14,
      view.height - around,
    ),
    series: drawn,
  };
}

interface Drawing {
  value(axis: number): number;
  coord(point: readonly number[]): [number, number];
}

/** A short line across each bar where clouds without groups come. */
function tick(
  id: string,
  all: readonly SegmentStability[],
  height: number,
  colour: string,
  of: (one: SegmentStability) => number | null,
): object {
  return {
    type: "custom",
    id,
    silent: true,
    z: 4,
    data: all.flatMap((one, at) => {
      const value = of(one);
      return value === null ? [] : [[value, at]];
    }),
    renderItem: (_: unknown, api: Drawing) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      return {
        type: "line",
        shape: { x1: x, x2: x, y1: y - height / 2, y2: y + height / 2 },
        style: { stroke: colour, lineWidth: 2 },
      };
    },
  };
}

/** ± two standard errors. */
function errors(all: readonly SegmentStability[], theme: ChartTheme): object {
  return {
    type: "custom",
    id: "error",
    silent: true,
    z: 4,
    data: all.map(({ jaccard, standardError }, at) => [jaccard, at, 2 * standardError]),
    renderItem: (_: unknown, api: Drawing) => {
      const [x1, y] = api.coord([Math.max(0, api.value(0) - api.value(2)), api.value(1)]);
      const [x2] = api.coord([Math.min(1, api.value(0) + api.value(2)), api.value(1)]);
      return { type: "line", shape: { x1, x2, y1: y, y2: y }, style: { stroke: theme.ink, lineWidth: 1.2 } };
    },
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const one = mark.series === "jaccard" ? stabilityOf(data)[mark.index] : undefined;
  if (!one) return null;
  const { size = 0 } = data.summary.segments[one.segment] ?? {};
  return {
    title: nameOfSegment(data, one.segment, locale),
    segment: one.segment,
    subtitle: say(locale, `grade.${one.grade}`),
    rows: [
      [say(locale, "jaccard"), writeIndex(one.jaccard)],
      [say(locale, "countError"), writeIndex(one.standardError, 3)],
      ...(one.nullJaccard === null ? [] : [[say(locale, "countNull"), writeIndex(one.nullJaccard)] as const]),
      [say(locale, data.ingest.buyers > 0 ? "Customers" : "Users"), formatNumber(size)],
    ],
  };
}
