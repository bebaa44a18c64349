import type { CustomSeriesOption } from "echarts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import type { Drawn, Span } from "./axis.ts";
import type { IntervalRow, Tone } from "./interval-row.ts";

interface Place {
  readonly isWide: boolean;
  /** Room at the right for figures. */
  readonly right: number;
  readonly width: number;
}

type RenderItem = NonNullable<CustomSeriesOption["renderItem"]>;

/** Draws row after row: a bar from low to high with the estimate as a dot, the raw interval below it, the figures beside. */
export function drawInterval(rows: readonly IntervalRow[], theme: ChartTheme, span: Span, place: Place): RenderItem {
  return (params, api) => {
    const row = rows[params.dataIndex];
    if (!row || row.isHeading) return { type: "group", children: [] };
    const at = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const y = api.coord([0, params.dataIndex])[1] ?? 0;
    const colour = toneColour(row.tone, theme);
    const main = row.value === null ? [] : bar(row, at, y, colour, theme, span, row.isSmall ?? false);
    const raw = row.raw ? hairline(row.raw, at, y + 11, theme.ink3, span) : [];
    return { type: "group", children: [...raw, ...main, ...figures(row, at, y, theme, place)] };
  };
}

export function toneColour(tone: Tone, theme: ChartTheme): string {
  return tone === "good" ? theme.good : tone === "bad" ? theme.bad : theme.ink3;
}

type At = (value: number) => number;

function bar(row: Drawn, at: At, y: number, colour: string, theme: ChartTheme, span: Span, isHollow: boolean) {
  const [low, high] = [row.low ?? span.min, row.high ?? span.max];
  const [from, to] = [at(Math.max(low, span.min)), at(Math.min(high, span.max))];
  const style = { fill: colour, opacity: 0.32 };
  return [
    { type: "rect" as const, shape: { x: from, y: y - 3.5, width: Math.max(to - from, 1), height: 7, r: 3.5 }, style },
    ...(row.low === null || row.low < span.min ? [arrow(from, y, -1, colour)] : []),
    ...(row.high === null || row.high > span.max ? [arrow(to, y, 1, colour)] : []),
    ...dot(row.value, at, y, colour, theme, isHollow),
  ];
}

function dot(value: number | null, at: At, y: number, colour: string, theme: ChartTheme, isHollow: boolean) {
  if (value === null) return [];
  const style = isHollow
    ? { fill: theme.surface, stroke: colour, lineWidth: 2 }
    : { fill: colour, stroke: theme.surface, lineWidth: 1.5 };
  return [{ type: "circle" as const, shape: { cx: at(value), cy: y, r: isHollow ? 4.5 : 5.5 }, style }];
}

/** The interval goes on beyond the picture. */
function arrow(x: number, y: number, direction: -1 | 1, colour: string) {
  const points = [
    [x + direction * 7, y],
    [x, y - 5],
    [x, y + 5],
  ];
  return { type: "polygon" as const, shape: { points }, style: { fill: colour, opacity: 0.6 } };
}

function hairline({ value, low, high }: Drawn, at: At, y: number, colour: string, span: Span) {
  if (value === null) return [];
  const [from, to] = [at(Math.max(low ?? span.min, span.min)), at(Math.min(high ?? span.max, span.max))];
  const point = at(Math.min(Math.max(value, span.min), span.max));
  const style = { stroke: colour, lineWidth: 1 };
  return [
    { type: "line" as const, shape: { x1: from, y1: y, x2: to, y2: y }, style },
    {
      type: "line" as const,
      shape: { x1: point, y1: y - 3.5, x2: point, y2: y + 3.5 },
      style: { ...style, lineWidth: 1.5 },
    },
  ];
}

function figures(row: IntervalRow, at: At, y: number, theme: ChartTheme, { isWide, right, width }: Place) {
  const text = (words: string, x: number, top: number, isMain: boolean, align: "left" | "center") => ({
    type: "text" as const,
    silent: true,
    style: {
      text: words,
      x,
      y: top,
      align,
      verticalAlign: "middle" as const,
      fill: isMain ? theme.ink : theme.ink3,
      // Keeps a figure over a line readable.
      backgroundColor: theme.surface,
      padding: [0, 2],
      font: `${isMain ? 500 : 400} ${isMain ? 12 : 11}px ${theme.font}`,
    },
  });
  if (!isWide) return row.value === null ? [] : [text(row.written.brief, at(row.value), y - 14, true, "center")];
  const x = width - right + 14;
  const { figure, range } = row.written;
  return [text(figure, x, range === "" ? y : y - 8, true, "left"), text(range, x, y + 8, false, "left")];
}
