import type { ParamSpecs, ParamsOf } from "./algorithms/param.ts";
import type { ClusteringConfig } from "./schema.ts";

/** An algorithm's params: from the config, else their defaults. What belongs to no param is not passed on. */
export function paramsFor<Specs extends ParamSpecs>(specs: Specs, config: ClusteringConfig): ParamsOf<Specs> {
  const chosen = Object.entries(specs).map(([name, spec]) => [name, config[name] ?? spec.default]);
  return Object.fromEntries(chosen) as ParamsOf<Specs>;
}
