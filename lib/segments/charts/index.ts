import type { ReportData } from "../schema.ts";
import type { Chart } from "./chart.ts";
import { curvesOf, judgesChart } from "./judges.ts";
import { mapChart } from "./map.ts";
import { profileChart } from "./profile.ts";
import { segmentCountChart } from "./segment-count.ts";
import { sharesChart } from "./shares.ts";
import { silhouetteChart } from "./silhouette.ts";
import { stabilityChart, stabilityOf } from "./stability.ts";

/** Every chart of a run: the map in front, the others beside it as tabs in this order. */
export const charts: readonly Chart[] = [mapChart, silhouetteChart, segmentCountChart, profileChart, sharesChart];

/** Those that have something to show: of fewer than two segments the map alone, judges where the run has them. */
export function chartsOf(data: Pick<ReportData, "k" | "judges">): readonly Chart[] {
  if (data.k < 2) return [mapChart];
  const judged = [
    ...(curvesOf(data).length > 0 ? [judgesChart] : []),
    ...(stabilityOf(data).length > 0 ? [stabilityChart] : []),
  ];
  return charts.flatMap((chart) => (chart === segmentCountChart ? [chart, ...judged] : [chart]));
}
