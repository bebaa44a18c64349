import type { EChartsOption } from "echarts";
import type { Reach } from "../../../clustering/algorithms/algorithm.ts";
import { kneeOf } from "../../../clustering/density/knee.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { frame, quietAxis } from "../frame.ts";
import { writeShare } from "../number-format.ts";
import { peopleWords } from "../people.ts";
import { roundRange } from "../round-range.ts";
import type { ChartTheme } from "../theme.ts";
import { say } from "./messages.ts";
import { writeDistance, writeRoundDistance } from "./write-distance.ts";

/** How far everybody's near ones are, and within which distance they were taken for near (Ester et al. 1996, fig. 4). */
export const reachChart: Chart = {
  id: "reach",
  label: (locale) => say(locale, "reach"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const reach = reachOf(data);
    const words = { ...peopleWords(data, locale), n: reach.minSamples };
    const beyond = 1 - shareWithin(reach, reachRange(reach).max);
    const rest = beyond > 0 ? say(locale, "reachBeyond", { beyond: writeShare(beyond, locale, 1) }) : "";
    return `${say(locale, "reachSubtitle", words)}${rest}`;
  },
  description: (data, locale) =>
    say(locale, "reachDescription", {
      ...peopleWords(data, locale),
      n: reachOf(data).minSamples,
      finding: title(data, locale),
    }),
  table,
  option,
  hover,
};

const none: Reach = { eps: 0, isAutomatic: true, minSamples: 1, distances: [] };

function reachOf({ reach }: Pick<ReportData, "reach">): Reach {
  return reach ?? none;
}

/** Edges of the plot in its picture, CSS pixels; a distance lies at one height across. */
export const reachGrid = { left: 48, right: 20, top: 28, bottom: 42 } as const;

/**
 * Of users, those with enough others within a distance, 0…1: places on the curve, straight between the points that are kept.
 */
export function shareWithin({ distances }: Pick<Reach, "distances">, distance: number): number {
  const last = distances.length - 1;
  const above = distances.findIndex((value) => value > distance);
  if (above < 0) return 1;
  if (above === 0 || last < 1) return 0;
  const [low, high] = [distances[above - 1] ?? 0, distances[above] ?? 0];
  return (above - 1 + (distance - low) / (high - low)) / last;
}

/** Of the axis of distances: whatever lies far beyond the chosen one would press all others flat. */
export function reachRange({ eps, distances }: Reach): {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
} {
  const most = distances.at(-1) ?? 1;
  const usual = distances[Math.round(0.98 * (distances.length - 1))] ?? most;
  return roundRange([0, Math.max(Math.min(most, Math.max(1.2 * usual, 2 * eps)), 1.15 * eps)]);
}

function kneeDistance({ distances }: Reach): number {
  return distances[kneeOf(distances)] ?? 0;
}

/** Another distance than the curve's own turn was asked for. */
function isElsewhere(reach: Reach): boolean {
  return !reach.isAutomatic && Math.abs(kneeDistance(reach) - reach.eps) > 0.05 * reach.eps;
}

function title(data: ReportData, locale: Locale): string {
  const reach = reachOf(data);
  const key = reach.isAutomatic ? "auto" : isElsewhere(reach) ? "asked" : "atKnee";
  return say(locale, `reachTitle.${key}`, {
    ...peopleWords(data, locale),
    eps: writeDistance(reach.eps),
    knee: writeDistance(kneeDistance(reach)),
    share: writeShare(shareWithin(reach, reach.eps), locale),
  });
}

function table(data: ReportData, locale: Locale, most = Number.POSITIVE_INFINITY): ChartTable {
  const reach = reachOf(data);
  const { distances, eps } = reach;
  const every = Math.max(1, Math.ceil(distances.length / Math.min(most, 40)));
  const step = Number.isFinite(most) ? every : 1;
  const points = distances.flatMap((distance, at) =>
    at % step === 0 || at === distances.length - 1
      ? [[at / Math.max(distances.length - 1, 1), distance, ""] as const]
      : [],
  );
  const marks = [
    [shareWithin(reach, eps), eps, say(locale, "reachMark")] as const,
    ...(isElsewhere(reach)
      ? [[shareWithin(reach, kneeDistance(reach)), kneeDistance(reach), say(locale, "reachMarkKnee")] as const]
      : []),
  ];
  return {
    columns: [
      { label: say(locale, "reachShare", peopleWords(data, locale)), kind: "percent", decimals: 1 },
      { label: say(locale, "reachDistance"), kind: "number", decimals: 3 },
      { label: "", kind: null },
    ],
    rows: [...points, ...marks].toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme): EChartsOption {
  const reach = reachOf(data);
  const { eps, distances } = reach;
  const range = reachRange(reach);
  const last = Math.max(distances.length - 1, 1);
  const crossing = [shareWithin(reach, eps), eps] as const;
  const points = distances.map((distance, at) => [at / last, distance] as const);
  const within = [...points.filter(([, distance]) => distance <= eps), crossing];
  const beyond = [crossing, ...points.filter(([, distance]) => distance > eps)];
  const line = (id: string, drawn: readonly (readonly [number, number])[], colour: string) => ({
    type: "line" as const,
    ...{ id, data: drawn.map((point) => [...point]), symbol: "circle", symbolSize: 8, showSymbol: false, clip: true },
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2 },
  });
  const rule = (at: number, label: string, colour: string, dash: number[], position: string) => ({
    ...{ yAxis: at, lineStyle: { color: colour, width: 1.5, type: dash } },
    label: { formatter: label, position, color: colour, fontSize: 11.5, fontWeight: 600, distance: 4 },
  });
  const knee = kneeDistance(reach);
  const turns = say(locale, "reachKnee", { knee: writeDistance(knee) });
  const rules = [
    rule(eps, say(locale, "reachChosen", { eps: writeDistance(eps) }), theme.ink, [6, 4], "insideStartTop"),
    ...(isElsewhere(reach) && knee < range.max
      ? [rule(knee, turns, theme.ink3, [2, 4], knee > eps ? "insideStartTop" : "insideStartBottom")]
      : []),
  ];
  return {
    ...frame(theme, reachChart.description(data, locale)),
    grid: reachGrid,
    xAxis: {
      ...quietAxis(theme),
      ...{ type: "value", min: 0, max: 1, interval: 0.25, nameLocation: "middle", nameGap: 26 },
      name: say(locale, "reachShare", peopleWords(data, locale)),
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (share: number) => writeShare(share, locale) },
      splitLine: { show: false },
    },
    yAxis: {
      ...quietAxis(theme),
      ...range,
      type: "value",
      name: say(locale, "reachDistance"),
      nameGap: 10,
      nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left", padding: [0, 0, 0, -36] },
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: writeRoundDistance },
    },
    series: [
      {
        ...line("within", within, theme.accent),
        markLine: { silent: true, symbol: "none", data: rules },
        areaStyle: { color: theme.accent, opacity: 0.08 },
      },
      line("beyond", beyond, theme.ink3),
    ] as EChartsOption["series"] & object[],
  };
}

function hover(data: ReportData, locale: Locale, { series, value }: ChartMark): HoverCard | null {
  const [share, distance] = value;
  if ((series !== "within" && series !== "beyond") || typeof share !== "number" || typeof distance !== "number")
    return null;
  const words = peopleWords(data, locale);
  return {
    title: say(locale, "reachAt", { ...words, share: writeShare(share, locale, 1) }),
    segment: null,
    subtitle: "",
    rows: [
      [say(locale, "reachDistance"), writeDistance(distance)],
      [say(locale, "reachWithin"), say(locale, series === "within" ? "yes" : "no")],
    ],
  };
}
