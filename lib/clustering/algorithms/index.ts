import { bisectingKMeans } from "./bisecting-k-means.ts";
import { consensus } from "./consensus.ts";
import { dbscan } from "./dbscan.ts";
import { gaussianMixture } from "./gaussian-mixture.ts";
import { hdbscan } from "./hdbscan.ts";
import { hierarchical } from "./hierarchical.ts";
import { kMeans } from "./k-means.ts";
import { kPrototypes } from "./k-prototypes.ts";
import { miniBatchKMeans } from "./mini-batch-k-means.ts";
import { sphericalKMeans } from "./spherical-k-means.ts";

/** Every clustering algorithm, the default first; a new one is a file and a line here. */
export const algorithms = [
  kMeans,
  miniBatchKMeans,
  kPrototypes,
  sphericalKMeans,
  bisectingKMeans,
  hierarchical,
  consensus,
  dbscan,
  hdbscan,
  gaussianMixture,
] as const;

export type AlgorithmId = (typeof algorithms)[number]["id"];
