import { kMeans } from "./k-means.ts";

/** Every clustering algorithm; a new one is a file and a line here. */
export const algorithms = [kMeans] as const;

export type AlgorithmId = (typeof algorithms)[number]["id"];
