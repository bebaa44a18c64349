import type { ReportData } from "../schema.ts";
import type { Chart } from "./chart.ts";
import { consensusChart } from "./consensus.ts";
import { condensedTreeChart } from "./density/condensed-tree.ts";
import { reachChart } from "./density/reach.ts";
import { curvesOf, judgesChart } from "./judges.ts";
import { mapChart } from "./map.ts";
import { profileChart } from "./profile.ts";
import { segmentCountChart } from "./segment-count.ts";
import { sharesChart } from "./shares.ts";
import { silhouetteChart } from "./silhouette.ts";
import { stabilityChart, stabilityOf } from "./stability.ts";
import { dendrogramChart } from "./tree/dendrogram.ts";

/** Every chart of a run: the map in front, the others beside it as tabs in this order. */
export const charts: readonly Chart[] = [mapChart, silhouetteChart, segmentCountChart, profileChart, sharesChart];

type Drawn = Pick<ReportData, "k" | "judges" | "reach" | "condensed" | "consensus" | "fits" | "tree">;

/**
 * Those that have something to show: of fewer than two segments the map and what an algorithm went by, judges where the run has
 * them. An algorithm that finds how many there are tried no other number.
 */
export function chartsOf(data: Drawn): readonly Chart[] {
  const ways = [...(data.reach ? [reachChart] : []), ...(data.condensed ? [condensedTreeChart] : [])];
  if (data.k < 2) return [mapChart, ...ways];
  const judged = [
    ...ways,
    ...(curvesOf(data).length > 0 ? [judgesChart] : []),
    ...(stabilityOf(data).length > 0 ? [stabilityChart] : []),
    ...(data.consensus ? [consensusChart] : []),
    ...(data.tree ? [dendrogramChart] : []),
  ];
  const isFound = ways.length > 0 && data.fits.length < 2;
  return charts.flatMap((chart) => {
    if (chart !== segmentCountChart) return [chart];
    return isFound ? judged : [chart, ...judged];
  });
}
