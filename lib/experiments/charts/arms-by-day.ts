import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { Chart, Charted, ChartMark, ChartTable, ChartView, HoverCard } from "../../segments/charts/chart.ts";
import { frame, quietAxis } from "../../segments/charts/frame.ts";
import { plainLabel, textEms, wrapLabel } from "../../segments/charts/label-text.ts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import type { ArmReport, CheckReport, DayReport, ExperimentReport } from "../report-schema.ts";
import { armColour } from "./cumulative.ts";
import { dayAxis, writeDay } from "./days.ts";
import { writePercent } from "./measure.ts";
import { say } from "./messages.ts";

/** What it is drawn from: a report, or who came so far of a test that runs. */
export interface ArmsByDay extends Charted {
  readonly report: Pick<ExperimentReport, "control"> & {
    readonly arms: readonly ArmReport[];
    readonly checks: readonly Pick<CheckReport, "id" | "passed">[];
    readonly daily: readonly EntryDay[];
  };
}

type EntryDay = Pick<DayReport, "day" | "assigned">;

/** Users assigned by day, arms on top of one another, so that both traffic and split are seen. */
export const armsByDayChart: Chart<ArmsByDay> = {
  id: "arms",
  label: (locale) => say(locale, "arms"),
  renderer: "svg",
  title,
  subtitle: (_, locale) => say(locale, "armsSubtitle"),
  description: (data, locale) =>
    say(locale, "armsDescription", { days: data.report.daily.length, finding: title(data, locale) }),
  table,
  option,
  hover,
};

export function hasArmsByDay({ daily }: ArmsByDay["report"]): boolean {
  return daily.filter((day) => totalOf(day) > 0).length > 1;
}

function countOf({ assigned }: EntryDay, arm: string): number {
  return Object.hasOwn(assigned, arm) ? (assigned[arm] ?? 0) : 0;
}

function totalOf({ assigned }: EntryDay): number {
  return Object.values(assigned).reduce((sum, n) => sum + n, 0);
}

/** By the check where it failed: the arm that strays furthest from its planned share. */
function title({ report }: ArmsByDay, locale: Locale): string {
  const isStraying = report.checks.some(({ id, passed }) => id === "sample-ratio-mismatch" && !passed);
  const assigned = report.daily.reduce((sum, day) => sum + totalOf(day), 0);
  if (!isStraying) return say(locale, "armsAsPlanned", { n: Math.round(assigned / Math.max(report.daily.length, 1)) });
  const users = Math.max(
    report.arms.reduce((sum, { n }) => sum + n, 0),
    1,
  );
  const strays = report.arms.map(({ arm, n, plannedShare }) => ({ arm, share: n / users, plannedShare }));
  const worst = strays.toSorted((a, b) => Math.abs(b.share - b.plannedShare) - Math.abs(a.share - a.plannedShare))[0];
  return say(locale, "armsStray", {
    arm: worst?.arm ?? "",
    share: writePercent(worst?.share ?? 0, locale),
    planned: writePercent(worst?.plannedShare ?? 0, locale),
  });
}

function table({ report }: ArmsByDay, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "day"), kind: null },
      ...report.arms.map(({ arm }) => ({ label: arm, kind: "count" as const })),
      ...report.arms.map(({ arm }) => ({
        label: say(locale, "shareOf", { arm }),
        kind: "percent" as const,
        decimals: 1,
      })),
    ],
    rows: report.daily.map((day) => [
      day.day,
      ...report.arms.map(({ arm }) => countOf(day, arm)),
      ...report.arms.map(({ arm }) => countOf(day, arm) / Math.max(totalOf(day), 1)),
    ]),
  };
}

function option(data: ArmsByDay, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const { report } = data;
  const names = report.arms.map(({ arm }) => arm);
  const room = Math.min(Math.max(...names.map(textEms)) * 11 + 16, view.width * 0.28);
  const busiest = report.daily.findLastIndex((day) => totalOf(day) > 0);
  return {
    ...frame(theme, armsByDayChart.description(data, locale)),
    grid: { left: 56, right: room, top: 14, bottom: 28 },
    xAxis: dayAxis(
      report.daily.map(({ day }) => day),
      theme,
      locale,
      true,
    ),
    yAxis: {
      ...quietAxis(theme),
      type: "value",
      min: 0,
      splitNumber: 4,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => formatNumber(value) },
    },
    series: names.map((arm, at) => {
      const colour = armColour(arm, Math.max(variantIndex(data, arm), 0), data, theme);
      return {
        type: "bar" as const,
        id: `arm-${at}`,
        stack: "arms",
        barMaxWidth: 28,
        barCategoryGap: "25%",
        data: report.daily.map((day) => countOf(day, arm)),
        itemStyle: {
          color: colour,
          opacity: arm === report.control ? 0.55 : 0.85,
          borderColor: theme.surface,
          borderWidth: report.daily.length > 60 ? 0 : 1,
        },
        markPoint: {
          silent: true,
          symbolSize: 0,
          data: [{ name: arm, coord: [busiest, middleOf(report.daily[busiest], names, at)] }],
          label: {
            show: names.length <= 8,
            position: "right" as const,
            distance: Math.max(6, Math.min(18, (view.width - room - 56) / Math.max(report.daily.length, 1) / 2)),
            formatter: plainLabel(wrapLabel(arm, (room - 8) / 11, names.length <= 4 ? 2 : 1)),
            color: arm === report.control ? theme.ink2 : colour,
            fontSize: 11,
          },
        },
      };
    }),
  };
}

function variantIndex({ report }: ArmsByDay, arm: string): number {
  return report.arms.filter((other) => other.arm !== report.control).findIndex((other) => other.arm === arm);
}

/** Height of the middle of an arm's part of that day's bar, where its name stands. */
function middleOf(day: EntryDay | undefined, names: readonly string[], at: number): number {
  if (!day) return 0;
  const below = names.slice(0, at).reduce((sum, arm) => sum + countOf(day, arm), 0);
  return below + countOf(day, names[at] ?? "") / 2;
}

function hover({ report }: ArmsByDay, locale: Locale, { series, index }: ChartMark): HoverCard | null {
  const day = report.daily[index];
  const arm = report.arms[Number(/^arm-(\d+)$/.exec(series)?.[1] ?? Number.NaN)];
  if (!day || !arm) return null;
  const n = countOf(day, arm.arm);
  return {
    title: writeDay(day.day, locale),
    segment: null,
    subtitle: arm.arm,
    rows: [
      [say(locale, "users"), formatNumber(n)],
      [say(locale, "shareOfDay"), writePercent(n / Math.max(totalOf(day), 1), locale)],
      [say(locale, "plannedShare"), writePercent(arm.plannedShare, locale)],
    ],
  };
}
