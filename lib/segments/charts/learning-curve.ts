import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { BehaviourSummary } from "../../embedding/schema.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "./chart.ts";
import { frame, quietAxis } from "./frame.ts";
import { textEms } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex } from "./number-format.ts";
import type { ChartTheme } from "./theme.ts";

type Point = BehaviourSummary["curve"][number];

/** How the behaviour encoder learnt: loss on what it was trained on, and on users that were kept out. */
export const learningCurveChart: Chart = {
  id: "learning",
  label: (locale) => say(locale, "learning"),
  renderer: "svg",
  title,
  subtitle: (_, locale) => say(locale, "learningSubtitle"),
  description: (data, locale) => {
    const curve = curveOf(data);
    return say(locale, "learningDescription", { points: curve.length, finding: title(data, locale) });
  },
  table,
  option,
  hover,
};

function curveOf({ blocks }: ReportData): readonly Point[] {
  return blocks?.behaviour?.curve ?? [];
}

/** The encoder that is kept: that of the lowest validation loss, the first where several are as low. */
export function bestOf(curve: readonly Point[]): Point | undefined {
  return curve.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.validationLoss < best.validationLoss ? point : best),
    undefined,
  );
}

function title(data: ReportData, locale: Locale): string {
  const curve = curveOf(data);
  const best = bestOf(curve);
  const [first] = curve;
  if (!best || !first) return say(locale, "learningNone");
  const values = { from: writeIndex(first.validationLoss), to: writeIndex(best.validationLoss), step: best.step };
  return say(locale, best === curve.at(-1) ? "learningTitle.still" : "learningTitle.best", values);
}

function table(data: ReportData, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "learningStep"), kind: "count" },
      { label: say(locale, "learningTraining"), kind: "index", decimals: 3 },
      { label: say(locale, "learningValidation"), kind: "index", decimals: 3 },
    ],
    rows: curveOf(data).map(({ step, loss, validationLoss }) => [step, loss, validationLoss]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme): EChartsOption {
  const curve = curveOf(data);
  const best = bestOf(curve);
  const ends = [say(locale, "learningTraining"), say(locale, "learningValidation")];
  const room = Math.max(...ends.map(textEms)) * 11 + 18;
  const line = (id: string, of: (point: Point) => number, colour: string, label: string, dashed: boolean) => ({
    type: "line" as const,
    id,
    data: curve.map((point) => [point.step, of(point)]),
    symbol: "circle",
    symbolSize: curve.length > 40 ? 0 : 5,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: dashed ? 1.5 : 2, ...(dashed ? { type: [4, 3] } : {}) },
    endLabel: { show: curve.length > 0, formatter: label, color: colour, fontSize: 11, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" as const },
  });
  return {
    ...frame(theme, learningCurveChart.description(data, locale)),
    grid: { left: 52, right: room, top: 30, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      name: say(locale, "learningStep"),
      nameLocation: "middle",
      nameGap: 28,
    },
    yAxis: {
      ...quietAxis(theme),
      type: "value",
      scale: true,
      name: say(locale, "learningAxis"),
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -30] },
    },
    series: [
      line("training", ({ loss }) => loss, theme.ink3, say(locale, "learningTraining"), true),
      {
        ...line(
          "validation",
          ({ validationLoss }) => validationLoss,
          theme.accent,
          say(locale, "learningValidation"),
          false,
        ),
        ...(best ? { markPoint: bestMark(best, locale, theme) } : {}),
      },
    ],
  };
}

function bestMark({ step, validationLoss }: Point, locale: Locale, theme: ChartTheme) {
  return {
    silent: true,
    symbol: "circle",
    symbolSize: 11,
    itemStyle: { color: theme.accent },
    data: [{ coord: [step, validationLoss] }],
    label: {
      show: true,
      position: "bottom" as const,
      distance: 8,
      formatter: say(locale, "learningBest", { loss: writeIndex(validationLoss) }),
      color: theme.ink,
      fontWeight: 600,
      fontSize: 11.5,
      padding: [1, 3],
      backgroundColor: theme.surface,
    },
  };
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const point = curveOf(data)[index];
  if (!point) return null;
  return {
    title: say(locale, "learningAt", { step: point.step }),
    segment: null,
    subtitle: point === bestOf(curveOf(data)) ? say(locale, "learningKept") : "",
    rows: [
      [say(locale, "learningTraining"), writeIndex(point.loss, 3)],
      [say(locale, "learningValidation"), writeIndex(point.validationLoss, 3)],
    ],
  };
}
