import type { EChartsOption } from "echarts";
import type { ChartView } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import { plainLabel, textEms, wrapLabel } from "../../segments/charts/label-text.ts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import { type Span, spanOf } from "./axis.ts";
import { drawInterval } from "./draw-interval.ts";
import type { IntervalRow } from "./interval-row.ts";

interface IntervalPicture {
  readonly rows: readonly IntervalRow[];
  readonly theme: ChartTheme;
  readonly view: ChartView;
  readonly description: string;
  readonly tick: (value: number) => string;
  /** A dashed line through all rows, such as everybody's effect. */
  readonly reference?: number | null;
}

const [nameSize, noteSize] = [12, 11];
/** Between the picture's sides and its words, as its caption has it. */
const edge = 16;

/** Rows of intervals over one axis with its zero drawn; names with a note on the left, figures on the right. */
export function intervalOption({
  rows,
  theme,
  view,
  description,
  tick,
  reference = null,
}: IntervalPicture): EChartsOption {
  const isWide = view.width >= 440;
  const left = nameWidth(rows, view.width);
  const right = isWide ? figureWidth(rows) : 22;
  const span = spanOf([...rows, ...rows.flatMap(({ raw }) => raw ?? [])], (view.width - left - right) / 74);
  const height = (view.height - 40) / Math.max(rows.length, 1);
  return {
    ...frame(theme, description),
    grid: { left, right, top: 8, bottom: 28 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      ...span,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: tick },
    },
    yAxis: namesAxis(rows, theme, left, height),
    series: [
      {
        type: "custom",
        id: "intervals",
        data: rows.map(({ value }, index) => [value ?? 0, index]),
        renderItem: drawInterval(rows, theme, span, { isWide, right, width: view.width }),
        markLine: lines(theme, reference, span),
      },
    ],
  };
}

/** Height in CSS pixels that rows take with their axis: from the thirteenth on each takes less. */
export function intervalHeight(rows: number): number {
  const shown = Math.max(rows, 2);
  return 44 + Math.min(shown, 12) * 46 + Math.max(shown - 12, 0) * 36;
}

function namesAxis(rows: readonly IntervalRow[], theme: ChartTheme, left: number, height: number) {
  const room = left - edge - 12;
  const ems = room / nameSize;
  return {
    type: "category" as const,
    inverse: true,
    data: rows.map((_, index) => String(index)),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      interval: 0,
      align: "left" as const,
      margin: left - edge,
      formatter: (_: string, index: number) => {
        const row = rows[index];
        if (!row) return "";
        const lines = row.note === "" && height >= 34 ? 2 : 1;
        const name = plainLabel(wrapLabel(row.name, ems, lines));
        if (row.isHeading) return `{heading|${name}}`;
        const note = height >= 28 && row.note !== "" ? `\n{note|${plainLabel(cutNote(row.note, room))}}` : "";
        return `{name|${name}}${note}`;
      },
      rich: {
        heading: { color: theme.ink, fontSize: nameSize, fontWeight: 600, lineHeight: 16 },
        name: { color: theme.ink, fontSize: nameSize, fontWeight: 500, lineHeight: 16 },
        note: { color: theme.ink3, fontSize: noteSize, lineHeight: 15 },
      },
    },
  };
}

function cutNote(note: string, width: number): string {
  return wrapLabel(note, width / noteSize, 1);
}

/** Room for names: what the longest needs, at most two fifths of the picture. */
function nameWidth(rows: readonly IntervalRow[], width: number): number {
  const needed = rows.map(({ name, note }) => Math.max(textEms(name) * nameSize, textEms(note) * noteSize) + 14 + edge);
  return Math.round(Math.min(Math.max(...needed, 80), width * 0.42, 250));
}

function figureWidth(rows: readonly IntervalRow[]): number {
  return (
    Math.round(
      Math.max(
        ...rows.map(({ written: { figure, range } }) => Math.max(textEms(figure) * 12, textEms(range) * 11)),
        40,
      ),
    ) +
    14 +
    edge
  );
}

function lines(theme: ChartTheme, reference: number | null, { min, max }: Span) {
  const line = (xAxis: number, color: string, type: "solid" | number[]) => ({
    xAxis,
    lineStyle: { color, width: 1, type },
  });
  return {
    silent: true,
    symbol: "none",
    animation: false,
    label: { show: false },
    data: [
      line(0, theme.ink3, "solid"),
      ...(reference !== null && reference >= min && reference <= max ? [line(reference, theme.ink3, [4, 3])] : []),
    ],
  };
}
