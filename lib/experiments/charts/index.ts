import { armsByDayChart, hasArmsByDay } from "./arms-by-day.ts";
import { cumulativeChart, hasCumulative } from "./cumulative.ts";
import { type ExperimentChart, type ExperimentData, variantsOf } from "./experiment-chart.ts";
import { forestChart, forestMetrics, segmentsShown } from "./forest.ts";
import { intervalHeight } from "./interval-rows.ts";
import { intervalRowCount, intervalsChart } from "./intervals.ts";
import { hasPolicy, policyChart, policyRowCount } from "./policy.ts";
import { hasPosterior, posteriorChart } from "./posterior.ts";
import { learnersOf, upliftChart } from "./uplift.ts";

/** A chart of a report, and how much room it takes. */
export interface PlacedChart {
  readonly chart: ExperimentChart;
  /** CSS pixels. */
  readonly height: number;
  readonly isWide: boolean;
}

/** The charts that a report has data for, in the order of the page. */
export function placedCharts(data: ExperimentData): PlacedChart[] {
  const { report, arm } = data;
  const [first, second] = forestMetrics(data);
  const segments = Math.min(new Set(report.bySegment.map(({ segment }) => segment)).size, segmentsShown);
  const forest = (metric: typeof first, place: number) =>
    metric ? [{ chart: forestChart(metric, place), height: intervalHeight(segments + 1), isWide: !second }] : [];
  const days = [...(hasCumulative(report) ? [cumulativeChart] : []), ...(hasArmsByDay(report) ? [armsByDayChart] : [])];
  return [
    ...forest(first, 1),
    ...forest(second, 2),
    ...(variantsOf(report).length > 0 && arm !== report.control
      ? [{ chart: intervalsChart, height: intervalHeight(intervalRowCount(report)), isWide: true }]
      : []),
    ...days.map((chart) => ({ chart, height: 260, isWide: days.length === 1 })),
  ];
}

/** Pictures of the analyst's part. */
export function analystCharts(data: ExperimentData): PlacedChart[] {
  const pair = [...(learnersOf(data).length > 0 ? [upliftChart] : []), ...(hasPosterior(data) ? [posteriorChart] : [])];
  return [
    ...(hasPolicy(data) ? [{ chart: policyChart, height: intervalHeight(policyRowCount), isWide: true }] : []),
    ...pair.map((chart) => ({ chart, height: 260, isWide: pair.length === 1 })),
  ];
}
