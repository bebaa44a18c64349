import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { Chart, Charted, ChartMark, ChartTable, ChartView, HoverCard } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import type { DesignEstimate } from "../design-schema.ts";
import { roundSpan } from "./axis.ts";
import { nameOf } from "./experiment-chart.ts";
import { writePercent } from "./measure.ts";
import { say } from "./messages.ts";

/** What a design can see, before it starts. */
export interface PowerData extends Charted {
  readonly estimate: DesignEstimate;
}

/** The smallest relative change that is found, by users in all arms: what more users buy. */
export const powerChart: Chart<PowerData> = {
  id: "power",
  label: (locale) => say(locale, "power"),
  renderer: "svg",
  title,
  subtitle: ({ estimate }, locale) =>
    say(locale, "powerSubtitle", {
      name: nameOf(estimate.metric, locale),
      power: writePercent(estimate.power, locale),
    }),
  description: (data, locale) =>
    say(locale, "powerDescription", { points: data.estimate.curve.length, finding: title(data, locale) }),
  table: ({ estimate }, locale): ChartTable => ({
    columns: [
      { label: say(locale, "users"), kind: "count" },
      { label: say(locale, "smallestChange"), kind: "percent", decimals: 1 },
    ],
    rows: estimate.curve.map(({ users, relative }) => [users, Math.abs(relative)]),
  }),
  option,
  hover,
};

/** What the plan sees; what twice the users would, since precision grows with their square root. */
function title({ estimate }: PowerData, locale: Locale): string {
  const { planned, curve } = estimate;
  if (planned?.relative == null || curve.length === 0) return say(locale, "powerUnknown");
  const values = { users: planned.users, n: planned.users, change: writePercent(Math.abs(planned.relative), locale) };
  const doubled = curve.find(({ users }) => users >= 2 * planned.users);
  if (!doubled) return say(locale, "powerTitle", values);
  return say(locale, "powerTitleMore", {
    ...values,
    more: doubled.users,
    less: writePercent(Math.abs(doubled.relative), locale),
  });
}

function option(data: PowerData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const { curve, planned } = data.estimate;
  const sizes = curve.map(({ relative }) => Math.abs(relative));
  const most = Math.max(...curve.map(({ users }) => users), 1);
  const mark = planned?.relative == null ? null : ([planned.users, Math.abs(planned.relative)] as const);
  return {
    ...frame(theme, powerChart.description(data, locale)),
    grid: { left: 52, right: 24, top: 24, bottom: 44 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      ...roundSpan(0, most, Math.max(2, view.width / 110)),
      name: say(locale, "usersInAll"),
      nameLocation: "middle",
      nameGap: 28,
      axisLabel: {
        color: theme.ink3,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => formatNumber(value),
      },
    },
    yAxis: {
      ...quietAxis(theme),
      type: "value",
      ...roundSpan(0, Math.max(...sizes, mark?.[1] ?? 0, 0.001), Math.max(2, view.height / 60)),
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writePercent(value, locale) },
    },
    series: [
      {
        type: "line",
        id: "curve",
        data: curve.map(({ users, relative }) => [users, Math.abs(relative)]),
        showSymbol: false,
        itemStyle: { color: theme.accent },
        lineStyle: { color: theme.accent, width: 2 },
        ...(mark
          ? {
              markPoint: {
                silent: true,
                symbol: "circle",
                symbolSize: 11,
                itemStyle: { color: theme.accent },
                data: [{ name: "planned", coord: [...mark] }],
                label: {
                  show: true,
                  // On the free side of a curve that falls: names of the axis stand on the other.
                  ...(mark[0] < most / 2
                    ? { position: "right" as const, distance: 6, offset: [0, -10] }
                    : { position: "top" as const, distance: 8 }),
                  formatter: say(locale, "powerPlanned", { change: writePercent(mark[1], locale) }),
                  color: theme.ink,
                  fontWeight: 600,
                  fontSize: 11.5,
                  padding: [1, 3],
                  backgroundColor: theme.surface,
                },
              },
            }
          : {}),
      },
    ],
  };
}

function hover({ estimate }: PowerData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const point = estimate.curve[index];
  if (!point) return null;
  return {
    title: say(locale, "usersOf", { n: point.users }),
    segment: null,
    subtitle: "",
    rows: [[say(locale, "smallestChange"), writePercent(Math.abs(point.relative), locale)]],
  };
}
