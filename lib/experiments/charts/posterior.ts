import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { ChartMark, ChartTable, ChartView, HoverCard } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import { normalDensity, normalQuantile } from "../distributions/normal.ts";
import type { MetricReport } from "../report-schema.ts";
import { roundSpan } from "./axis.ts";
import {
  comparisonOf,
  type ExperimentChart,
  type ExperimentData,
  finite,
  nameOf,
  primaryMetric,
} from "./experiment-chart.ts";
import { measureOf, writePercent } from "./measure.ts";
import { say } from "./messages.ts";

/** Effect and density at which the curve is drawn, in the unit shown. */
interface Point {
  readonly effect: number;
  readonly density: number;
}

interface Curve {
  readonly metric: MetricReport;
  readonly chanceToWin: number;
  readonly points: readonly Point[];
}

const steps = 120;
/** Standard deviations drawn on either side. */
const reach = 3.5;

/** What is believed of the effect on the primary metric after the data: how much of it lies on the good side of zero. */
export const posteriorChart: ExperimentChart = {
  id: "posterior",
  label: (locale) => say(locale, "posterior"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const metric = primaryMetric(data.report);
    const unit = metric ? measureOf(metric, data, locale).unit : "";
    const values = { name: metric ? nameOf(metric, locale) : "", unit };
    return say(locale, unit === "" ? "posteriorSubtitle" : "posteriorSubtitleUnit", values);
  },
  description: (data, locale) => say(locale, "posteriorDescription", { finding: title(data, locale) }),
  table,
  option,
  hover,
};

export function hasPosterior(data: ExperimentData): boolean {
  return curveOf(data, "en") !== null;
}

/**
 * The normal density whose central 1 − α interval is the credible interval: x = m ± 3.5 σ, m = (low + high)/2, σ = (high − low)/(2
 * z), z the normal quantile at 1 − α/2. Exact of normal posteriors; of beta-binomial ones the shape is their normal limit, while
 * interval and chance to win are exact. null without an interval, or where it is a point.
 */
function curveOf(data: ExperimentData, locale: Locale): Curve | null {
  const metric = primaryMetric(data.report);
  const bayes = metric && comparisonOf(metric, data.arm)?.bayes;
  const [low, high, chanceToWin] = [finite(bayes?.low), finite(bayes?.high), finite(bayes?.chanceToWin)];
  if (!metric || low === null || high === null || chanceToWin === null || high <= low) return null;
  const { scale } = measureOf(metric, data, locale);
  const middle = ((low + high) / 2) * scale;
  const sd = ((high - low) * scale) / (-2 * normalQuantile(data.report.config.alpha / 2));
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const z = -reach + (2 * reach * step) / steps;
    return { effect: middle + z * sd, density: normalDensity(z) / sd };
  });
  return { metric, chanceToWin, points };
}

function title(data: ExperimentData, locale: Locale): string {
  const curve = curveOf(data, locale);
  if (!curve) return say(locale, "titleNoNumbers");
  const { chanceToWin } = curve;
  const key = chanceToWin > 0.999 ? "posteriorSure" : chanceToWin < 0.001 ? "posteriorSureNot" : "posteriorTitle";
  return say(locale, key, { arm: data.arm, control: data.report.control, chance: writePercent(chanceToWin, locale) });
}

function table(data: ExperimentData, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "difference"), kind: "index", decimals: 4 },
      { label: say(locale, "density"), kind: "index", decimals: 4 },
    ],
    rows: (curveOf(data, locale)?.points ?? []).map(({ effect, density }) => [effect, density]),
  };
}

function option(data: ExperimentData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const curve = curveOf(data, locale);
  if (!curve) return frame(theme, "");
  const { metric, points } = curve;
  const effects = points.map(({ effect }) => effect);
  const isUp = metric.direction === "up";
  const side = (id: string, colour: string, isThere: (effect: number) => boolean) => ({
    type: "line" as const,
    id,
    data: points.map(({ effect, density }) => [effect, isThere(effect) ? density : null]),
    showSymbol: false,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2 },
    areaStyle: { color: colour, opacity: 0.22 },
  });
  return {
    ...frame(theme, posteriorChart.description(data, locale)),
    grid: { left: 24, right: 24, top: 14, bottom: 28 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      ...roundSpan(Math.min(0, ...effects), Math.max(0, ...effects), Math.max(3, view.width / 90)),
      splitLine: { show: false },
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: measureOf(metric, data, locale).tick },
    },
    yAxis: { type: "value", min: 0, show: false },
    series: [
      side("below", isUp ? theme.bad : theme.good, (effect) => effect <= 0),
      {
        ...side("above", isUp ? theme.good : theme.bad, (effect) => effect >= 0),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: theme.ink3, width: 1, type: "solid" },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

function hover(data: ExperimentData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const curve = curveOf(data, locale);
  const point = curve?.points[index];
  if (!curve || !point) return null;
  const measure = measureOf(curve.metric, data, locale);
  const effect = measure.difference({ value: point.effect / measure.scale, low: null, high: null }).figure;
  return {
    title: nameOf(curve.metric, locale),
    segment: null,
    subtitle: data.arm,
    rows: [[say(locale, "difference"), effect]],
  };
}
