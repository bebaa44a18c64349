import type { Chart } from "./chart.ts";
import { mapChart } from "./map.ts";
import { profileChart } from "./profile.ts";
import { segmentCountChart } from "./segment-count.ts";
import { sharesChart } from "./shares.ts";
import { silhouetteChart } from "./silhouette.ts";

/** The charts of a run: the map in front, the others beside it as tabs in this order. */
export const charts: readonly Chart[] = [mapChart, silhouetteChart, segmentCountChart, profileChart, sharesChart];
