import type { ParamSpecs, ParamsOf } from "./algorithms/algorithm.ts";
import type { ClusteringConfig } from "./schema.ts";

/** An algorithm's params for one fit: k as given, the others from the config, else their defaults. */
export function paramsFor<Specs extends ParamSpecs>(
  specs: Specs,
  config: ClusteringConfig,
  k: number,
): ParamsOf<Specs> {
  const chosen = Object.entries(specs).map(([name, spec]) => {
    const value = name === "k" ? k : config[name];
    return [name, typeof value === "number" ? value : spec.default];
  });
  return Object.fromEntries(chosen) as ParamsOf<Specs>;
}
