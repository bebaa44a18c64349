import { calinskiHarabasz } from "./calinski-harabasz.ts";
import { daviesBouldin } from "./davies-bouldin.ts";
import { dunn } from "./dunn.ts";
import { silhouette } from "./silhouette.ts";
import { simplifiedSilhouette } from "./simplified-silhouette.ts";

/** Every metric of a fit; a new one is a file and a line here. */
export const metrics = [silhouette, simplifiedSilhouette, calinskiHarabasz, daviesBouldin, dunn] as const;

export type MetricId = (typeof metrics)[number]["id"];
