import type { EChartsOption } from "echarts";
import type { Interval } from "../../../evaluation/labels/schema.ts";
import type { ChartView } from "../chart.ts";
import { frame, nameAxis, nameRoom, quietAxis } from "../frame.ts";
import { textEms } from "../label-text.ts";
import { roundRange } from "../round-range.ts";
import type { ChartTheme } from "../theme.ts";

/** main: filled, in the accent; beside: hollow, in grey. Where it stands in its row, −½…½ of the row's height. */
export interface ForestMark {
  readonly interval: Interval;
  readonly tone: "main" | "beside";
  readonly label: string;
}

export interface ForestRow {
  readonly name: string;
  readonly isFaint?: boolean;
  /** One under the other. Empty: it cannot be said. */
  readonly marks: readonly ForestMark[];
}

interface Forest {
  readonly rows: readonly ForestRow[];
  /** A dashed line to read the intervals beside. */
  readonly reference: number | null;
  readonly axis: string;
  readonly write: (value: number) => string;
  readonly description: string;
}

/** Points with their intervals, a row each, beside a reference: what a table of figures hides is seen at once. */
export function forestOption(forest: Forest, theme: ChartTheme, view: ChartView): EChartsOption {
  const { rows, reference, axis, write, description } = forest;
  const names = rows.map(({ name }) => name);
  const left = nameRoom(view.width, names);
  const marks = placeMarks(rows);
  const longest = Math.max(0, ...marks.map(({ mark }) => textEms(mark.label)));
  const right = Math.min(view.width * 0.32, longest * labelSize + 20);
  const ends = marks.flatMap(({ mark: { interval } }) => [interval.low, interval.high]);
  const range = roundRange([...ends, ...(reference === null ? [] : [reference])], view.width < 420 ? 3 : 5);
  return {
    ...frame(theme, description),
    grid: { left, right, top: 8, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      ...range,
      type: "value",
      name: axis,
      nameLocation: "middle",
      nameGap: 28,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: write, hideOverlap: true },
    },
    yAxis: nameAxis(
      rows.map(({ name, isFaint = false }) => ({ text: name, isFaint })),
      theme,
      left - 14,
      view.height - 52,
    ),
    series: [intervalSeries(marks, theme), valueSeries(marks, reference, theme, view.width - right + 8)],
  };
}

type PlacedMark = ReturnType<typeof placeMarks>[number];

function datum({ row, offset, mark: { interval, tone } }: PlacedMark, at: number, theme: ChartTheme) {
  return {
    value: [at, row, interval.high, offset],
    itemStyle: { color: tone === "main" ? theme.accent : theme.ink3 },
  };
}

function intervalSeries(marks: readonly PlacedMark[], theme: ChartTheme): object {
  return {
    ...{ type: "custom", id: "intervals", silent: true, z: 2 },
    data: marks.map((placed) => datum(placed, placed.mark.interval.low, theme)),
    renderItem: (_: unknown, api: IntervalApi) => drawInterval(api),
  };
}

/** labelAt: where the figures stand, right of the picture, px. */
function valueSeries(
  marks: readonly PlacedMark[],
  reference: number | null,
  theme: ChartTheme,
  labelAt: number,
): object {
  return {
    ...{ type: "custom", id: "values", z: 3 },
    data: marks.map((placed) => datum(placed, placed.mark.interval.value, theme)),
    renderItem: (at: { dataIndex: number }, api: IntervalApi) =>
      drawValue(api, marks[at.dataIndex]?.mark, theme, labelAt),
    ...(reference === null ? {} : { markLine: referenceLine(reference, theme) }),
  };
}

const labelSize = 11;

interface IntervalApi {
  value(axis: number): number;
  coord(point: readonly number[]): [number, number];
  size(span: readonly number[]): [number, number];
  visual(name: string): string;
}

/** Row, place in the row and mark of every mark, in reading order: what a mark's index in a series means. */
export function placeMarks(rows: readonly ForestRow[]) {
  return rows.flatMap(({ marks }, row) =>
    marks.map((mark, i) => ({ row, mark, offset: (i - (marks.length - 1) / 2) / Math.max(2, marks.length + 0.5) })),
  );
}

function drawInterval(api: IntervalApi): object {
  const [x1, middle] = api.coord([api.value(0), api.value(1)]);
  const [x2] = api.coord([api.value(2), api.value(1)]);
  const y = middle + api.value(3) * api.size([0, 1])[1];
  const style = { stroke: api.visual("color"), lineWidth: 1.5 };
  const tick = (x: number) => ({ type: "line", shape: { x1: x, x2: x, y1: y - 3.5, y2: y + 3.5 }, style });
  return { type: "group", children: [{ type: "line", shape: { x1, x2, y1: y, y2: y }, style }, tick(x1), tick(x2)] };
}

function drawValue(api: IntervalApi, mark: ForestMark | undefined, theme: ChartTheme, labelAt: number): object {
  const [x, middle] = api.coord([api.value(0), api.value(1)]);
  const y = middle + api.value(3) * api.size([0, 1])[1];
  const colour = api.visual("color");
  const isMain = mark?.tone === "main";
  const style = { fill: isMain ? colour : theme.surface, stroke: colour, lineWidth: 1.5 };
  return {
    type: "group",
    children: [
      { type: "circle", shape: { cx: x, cy: y, r: isMain ? 4.5 : 3.5 }, style },
      {
        type: "text",
        silent: true,
        style: {
          ...{ x: labelAt, y, text: mark?.label ?? "", fill: isMain ? theme.ink : theme.ink2 },
          ...{ font: `${isMain ? 600 : 400} ${labelSize}px ${theme.font}`, verticalAlign: "middle" },
        },
      },
    ],
  };
}

function referenceLine(at: number, theme: ChartTheme): object {
  return {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: theme.ink2, type: [3, 3], width: 1 },
    data: [{ xAxis: at }],
  };
}
