import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { BehaviourSummary } from "../../embedding/schema.ts";
import type { Chart, Charted, ChartMark, ChartTable, HoverCard } from "./chart.ts";
import { frame, quietAxis } from "./frame.ts";
import { textEms } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex } from "./number-format.ts";
import { roundRange } from "./round-range.ts";
import type { ChartTheme } from "./theme.ts";

type Point = BehaviourSummary["curve"][number];

/** A training: over, or as far as it has come. */
export interface Learning extends Charted, Pick<BehaviourSummary, "curve" | "baselines"> {
  /** Steps at most, of a training that goes on; null: it is over. */
  readonly steps: number | null;
}

/** The training behind a run's behaviour block. */
export function learningOf({ curve, baselines }: BehaviourSummary): Learning {
  return { curve, baselines, steps: null, currency: null };
}

/**
 * How the behaviour encoder learns: loss on what it is trained on and on users that are kept out, beside two that learn
 * nothing.
 */
export const learningCurveChart: Chart<Learning> = {
  id: "learning",
  label: (locale) => say(locale, "learning"),
  renderer: "svg",
  title,
  subtitle: (_, locale) => say(locale, "learningSubtitle"),
  description: (data, locale) => {
    return say(locale, "learningDescription", { points: data.curve.length, finding: title(data, locale) });
  },
  table,
  option,
  hover,
};

/** The encoder that is kept: that of the lowest validation loss, the first where several are as low. */
export function bestOf(curve: readonly Point[]): Point | undefined {
  return curve.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.validationLoss < best.validationLoss ? point : best),
    undefined,
  );
}

function title({ curve, baselines, steps }: Learning, locale: Locale): string {
  const best = bestOf(curve);
  const [first] = curve;
  if (!best || !first) return say(locale, steps === null ? "learningNone" : "learningSoon");
  const easy = Math.min(baselines.popularity, baselines.lastEvent);
  const values = {
    ...{ from: writeIndex(first.validationLoss), to: writeIndex(best.validationLoss), step: best.step },
    easy: writeIndex(easy),
  };
  if (best.validationLoss >= easy) return say(locale, "learningTitle.behind", values);
  if (steps !== null) return say(locale, "learningTitle.live", values);
  return say(locale, best === curve.at(-1) ? "learningTitle.still" : "learningTitle.best", values);
}

function table({ curve, baselines }: Learning, locale: Locale): ChartTable {
  const loss = (key: Parameters<typeof say>[1]) => ({ label: say(locale, key), kind: "index", decimals: 3 }) as const;
  return {
    columns: [
      { label: say(locale, "learningStep"), kind: "count" },
      loss("learningTraining"),
      loss("learningValidation"),
      loss("learningPopularity"),
      loss("learningLastEvent"),
    ],
    rows: curve.map(({ step, loss: own, validationLoss }) => [
      ...[step, own, validationLoss],
      ...[baselines.popularity, baselines.lastEvent],
    ]),
  };
}

function option(data: Learning, locale: Locale, theme: ChartTheme): EChartsOption {
  const { curve, baselines, steps } = data;
  const best = bestOf(curve);
  const rules = (["popularity", "lastEvent"] as const).map((id) => ({ id, loss: baselines[id] }));
  const names = { popularity: say(locale, "learningPopularity"), lastEvent: say(locale, "learningLastEvent") };
  const ends = [say(locale, "learningTraining"), say(locale, "learningValidation"), ...Object.values(names)];
  const room = Math.max(...ends.map(textEms)) * 11 + 18;
  const line = (id: "training" | "validation", of: (point: Point) => number, colour: string, label: string) => ({
    type: "line" as const,
    id,
    data: curve.map((point) => [point.step, of(point)]),
    symbol: "circle",
    symbolSize: curve.length > 40 ? 0 : 5,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: id === "validation" ? 2 : 1.5 },
    endLabel: { show: curve.length > 0, formatter: label, color: colour, fontSize: 11, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" as const },
  });
  const last = steps ?? curve.at(-1)?.step ?? 1;
  return {
    ...frame(theme, learningCurveChart.description(data, locale)),
    grid: { left: 52, right: room, top: 30, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      ...{ type: "value", min: 0, max: last, name: say(locale, "learningStep"), nameLocation: "middle", nameGap: 28 },
      axisLabel: { color: theme.ink3, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      ...quietAxis(theme),
      ...lossRange(data),
      type: "value",
      name: say(locale, "learningAxis"),
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -30] },
    },
    series: [
      ...rules.map(({ id, loss }) => ruleLine(id, loss, last, names[id], theme)),
      line("training", ({ loss }) => loss, theme.ink2, say(locale, "learningTraining")),
      {
        ...line("validation", ({ validationLoss }) => validationLoss, theme.accent, say(locale, "learningValidation")),
        ...(best && steps === null ? { markPoint: bestMark(best, best === curve.at(-1), locale, theme) } : {}),
      },
    ],
  };
}

/** Round bounds around all losses, with room for a label below the lowest. */
function lossRange({ curve, baselines }: Learning) {
  const losses = [...curve.flatMap((point) => [point.loss, point.validationLoss]), ...Object.values(baselines)];
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  return roundRange([low - 0.12 * (high - low), high]);
}

/** What a rule that learns nothing reaches, from end to end. */
function ruleLine(id: string, loss: number, last: number, label: string, theme: ChartTheme) {
  return {
    ...{ type: "line" as const, id, symbol: "none", silent: true },
    data: [
      [0, loss],
      [last, loss],
    ],
    lineStyle: { color: theme.ink3, width: 1, type: [4, 3] },
    endLabel: { show: true, formatter: label, color: theme.ink3, fontSize: 11, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" as const },
  };
}

/** At the end the line's own name stands to the right. */
function bestMark({ step, validationLoss }: Point, isLast: boolean, locale: Locale, theme: ChartTheme) {
  return {
    silent: true,
    symbol: "circle",
    symbolSize: 11,
    itemStyle: { color: theme.accent },
    data: [{ coord: [step, validationLoss] }],
    label: {
      show: true,
      position: "bottom" as const,
      align: isLast ? ("right" as const) : ("center" as const),
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

function hover({ curve, steps }: Learning, locale: Locale, { index, series }: ChartMark): HoverCard | null {
  const point = series === "training" || series === "validation" ? curve[index] : undefined;
  if (!point) return null;
  return {
    title: say(locale, "learningAt", { step: point.step }),
    segment: null,
    subtitle: steps === null && point === bestOf(curve) ? say(locale, "learningKept") : "",
    rows: [
      [say(locale, "learningTraining"), writeIndex(point.loss, 3)],
      [say(locale, "learningValidation"), writeIndex(point.validationLoss, 3)],
    ],
  };
}
