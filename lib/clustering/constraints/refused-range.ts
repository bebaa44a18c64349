import type { Algorithm } from "../algorithms/algorithm.ts";
import { paramsFor } from "../params.ts";
import type { ClusteringConfig } from "../schema.ts";
import type { Refusal } from "./limits.ts";

/** What keeps a config from every number of segments that it asks for; null where one is left. */
export function refusedRange(
  { clusters, params, refuses }: Pick<Algorithm, "clusters" | "params" | "refuses">,
  config: ClusteringConfig,
): Refusal | null {
  if (clusters === null || !refuses) return null;
  const own = paramsFor(params, config);
  const { k, kMin, kMax } = config;
  const wanted = k === "auto" ? Array.from({ length: Math.max(0, kMax - kMin + 1) }, (_, i) => kMin + i) : [k];
  const found = wanted.map((one) => refuses(one, own));
  return found.every((one) => one !== null) ? (found.at(-1) ?? null) : null;
}
