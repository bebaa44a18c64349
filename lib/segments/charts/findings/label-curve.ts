import type { EChartsOption } from "echarts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { MeasureName } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { frame, quietAxis } from "../frame.ts";
import { textEms } from "../label-text.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords, peopleWords } from "../people.ts";
import { roundRange } from "../round-range.ts";
import type { ChartTheme } from "../theme.ts";
import { intervalCells, intervalColumns, writeInterval } from "./intervals.ts";
import { say } from "./messages.ts";
import { labelsOf } from "./told-labels.ts";

const measure: MeasureName = "rocAuc";

/** What more users to learn from are worth, by what is known of them. */
export const labelCurveChart: Chart = {
  id: "label-curve",
  label: (locale) => say(locale, "curve"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => say(locale, "curveSubtitle", peopleWords(data, locale)),
  description: (data, locale) =>
    say(locale, "curveDescription", {
      ...peopleWords(data, locale),
      measure: say(locale, `measure.${measure}`),
      finding: title(data, locale),
      values: joinWords(
        pointsOf(data).map(({ source, users, own }) => {
          return `${say(locale, `source.${source}`)} ${formatNumber(users)}: ${writeIndex(own?.value, 3)}`;
        }),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

function curvesOf(data: ReportData) {
  return labelsOf(data)?.curves ?? [];
}

/** Every point of every curve, in the order of the table and of hovered marks. */
function pointsOf(data: ReportData) {
  return curvesOf(data).flatMap(({ source, points }) =>
    points.map(({ users, measures }) => ({ source, users, own: measures[measure] })),
  );
}

/** Of the curve that ends highest: does its last step leave the interval of the one before? */
function title(data: ReportData, locale: Locale): string {
  const whole = curvesOf(data).flatMap(({ points }) => {
    const told = points.flatMap(({ users, measures }) => {
      const own = measures[measure];
      return own ? [{ users, own }] : [];
    });
    const [last, before, first] = [told.at(-1), told.at(-2), told[0]];
    return last && before && first ? [{ last, before, first }] : [];
  });
  const [best] = whole.sort((a, b) => b.last.own.value - a.last.own.value);
  if (!best) return say(locale, "curveTitle.none", peopleWords(data, locale));
  const { first, before, last } = best;
  return say(locale, last.own.value > before.own.high ? "curveTitle.rising" : "curveTitle.flat", {
    ...peopleWords(data, locale),
    ...{ measure: say(locale, `measure.${measure}`), few: first.users, many: last.users },
    ...{ from: writeIndex(first.own.value, 3), to: writeIndex(last.own.value, 3) },
  });
}

function table(data: ReportData, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "learnsFrom"), kind: null },
      { label: say(locale, "curveAxis", peopleWords(data, locale)), kind: "count" },
      ...intervalColumns(say(locale, `measure.${measure}`), locale),
    ],
    rows: pointsOf(data).map(({ source, users, own }) => [
      say(locale, `source.${source}`),
      users,
      ...intervalCells(own),
    ]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme): EChartsOption {
  const points = pointsOf(data);
  const names = curvesOf(data).map(({ source }) => say(locale, `source.${source}`));
  const room = Math.max(0, ...names.map(textEms)) * 11 + 22;
  const ends = points.flatMap(({ own }) => (own ? [own.low, own.high] : []));
  const series = curvesOf(data).flatMap(({ source, points: own }, at): object[] => {
    const colour =
      at === curvesOf(data).length - 1 ? theme.accent : ([theme.ink, theme.ink2, theme.ink3][at % 3] ?? theme.ink2);
    const told = own.flatMap(({ users, measures }) => (measures[measure] ? [{ users, ...measures[measure] }] : []));
    return [errors(source, told, colour), line(source, told, colour, names[at] ?? "", at)];
  });
  return {
    ...frame(theme, labelCurveChart.description(data, locale)),
    grid: { left: 52, right: room, top: 30, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      ...{
        type: "value",
        min: 0,
        name: say(locale, "curveAxis", peopleWords(data, locale)),
        nameLocation: "middle",
        nameGap: 28,
      },
      axisLabel: {
        color: theme.ink3,
        fontSize: 11,
        formatter: (value: number) => formatNumber(value),
        hideOverlap: true,
      },
    },
    yAxis: {
      ...quietAxis(theme),
      ...roundRange(ends),
      type: "value",
      name: say(locale, `measure.${measure}`),
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -30] },
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeIndex(value) },
    },
    series,
  };
}

interface Point {
  readonly users: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const symbols = ["circle", "diamond", "triangle", "rect"] as const;

function line(id: string, points: readonly Point[], colour: string, name: string, at: number): object {
  return {
    ...{ type: "line", id, symbol: symbols[at % symbols.length], symbolSize: 7 },
    data: points.map(({ users, value }) => [users, value]),
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2 },
    endLabel: { show: points.length > 0, formatter: name, color: colour, fontSize: 11, distance: 8 },
    labelLayout: { moveOverlap: "shiftY" },
  };
}

function errors(id: string, points: readonly Point[], colour: string): object {
  return {
    ...{ type: "custom", id: `${id}-intervals`, silent: true },
    data: points.map(({ users, low, high }) => [users, low, high]),
    renderItem: (
      _: unknown,
      api: { value: (axis: number) => number; coord: (point: number[]) => [number, number] },
    ) => {
      const [x, y1] = api.coord([api.value(0), api.value(1)]);
      const [, y2] = api.coord([api.value(0), api.value(2)]);
      return { type: "line", shape: { x1: x, x2: x, y1, y2 }, style: { stroke: colour, lineWidth: 1.5, opacity: 0.6 } };
    },
  };
}

function hover(data: ReportData, locale: Locale, { series, index }: ChartMark): HoverCard | null {
  const own = pointsOf(data).filter(({ source, own: told }) => source === series && told)[index];
  if (!own?.own) return null;
  return {
    title: say(locale, `source.${own.source}`),
    segment: null,
    subtitle: "",
    rows: [
      [say(locale, "curveAxis", peopleWords(data, locale)), formatNumber(own.users)],
      [say(locale, `measure.${measure}`), writeInterval(own.own, locale)],
    ],
  };
}
