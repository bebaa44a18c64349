import type { ReportData } from "../schema.ts";
import type { Chart } from "./chart.ts";
import { mapChart } from "./map.ts";
import { profileChart } from "./profile.ts";
import { segmentCountChart } from "./segment-count.ts";
import { sharesChart } from "./shares.ts";
import { silhouetteChart } from "./silhouette.ts";

/** Every chart of a run: the map in front, the others beside it as tabs in this order. */
export const charts: readonly Chart[] = [mapChart, silhouetteChart, segmentCountChart, profileChart, sharesChart];

/** Those that have something to show: of fewer than two segments the map alone. */
export function chartsOf({ k }: Pick<ReportData, "k">): readonly Chart[] {
  return k < 2 ? [mapChart] : charts;
}
