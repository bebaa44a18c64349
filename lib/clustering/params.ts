import type { Localised } from "../core/localised.ts";
import type { ParamSpec, ParamSpecs, ParamsOf } from "./algorithms/param.ts";
import type { ClusteringConfig } from "./schema.ts";

/** An algorithm's params: from the config, else their defaults. What belongs to no param is not passed on. */
export function paramsFor<Specs extends ParamSpecs>(specs: Specs, config: ClusteringConfig): ParamsOf<Specs> {
  const chosen = Object.entries(specs).map(([name, spec]) => [name, config[name] ?? spec.default]);
  return Object.fromEntries(chosen) as ParamsOf<Specs>;
}

/** A param that is told though another one leaves it no meaning, and why not in words; null where there is none. */
export function misplacedParam(
  specs: ParamSpecs,
  config: ClusteringConfig,
): { readonly name: string; readonly problem: Localised } | null {
  const found = Object.entries<ParamSpec>(specs).find(
    ([name, { onlyWith, default: usual }]) =>
      onlyWith && (config[name] ?? usual) !== usual && !onlyWith.values.includes(String(config[onlyWith.param])),
  );
  const [name, spec] = found ?? [];
  if (name === undefined || !spec?.onlyWith) return null;
  const { param, values } = spec.onlyWith;
  return {
    name,
    problem: {
      en: `“${config[name]}” goes only with ${param}: ${values.join(", ")}`,
      zh: `“${config[name]}”只能与 ${param} 的这些取值搭配：${values.join("、")}`,
    },
  };
}
