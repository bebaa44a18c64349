import type { Chart } from "../charts/chart.ts";
import { chartsOf } from "../charts/index.ts";
import { nearnessChart } from "../charts/nearness-map.ts";
import type { ReportData } from "../schema.ts";

/** The map in front, the others as tabs; the map by nearness is the first of them, so that both maps are seen at once. */
export function reportCharts(data: ReportData): readonly Chart[] {
  const [front, ...tabs] = chartsOf(data);
  if (!front || !data.map.nearness) return chartsOf(data);
  return [front, nearnessChart, ...tabs];
}
