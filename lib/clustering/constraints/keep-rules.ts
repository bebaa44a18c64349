import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Algorithm } from "../algorithms/algorithm.ts";
import { paramsFor } from "../params.ts";
import type { FitRange } from "../range.ts";
import type { ClusteringConfig } from "../schema.ts";
import type { Refusal } from "./limits.ts";

/**
 * A range without the numbers of clusters that cannot keep to the rules: limits of size, users who are to be apart.
 * @throws BAD_CONFIG with the reason where the asked number is one, or none is left of those to choose from.
 */
export function keepRules(
  { ks, notes }: FitRange,
  algorithm: Pick<Algorithm, "params" | "refuses">,
  config: ClusteringConfig,
  { allows }: { allows(k: number): boolean },
): FitRange {
  const params = paramsFor(algorithm.params, config);
  const refusals = new Map(
    ks.flatMap((k): [number, Refusal][] => {
      const reason = algorithm.refuses?.(k, params) ?? (allows(k) ? null : tooManyApart(k));
      return reason ? [[k, reason]] : [];
    }),
  );
  if (refusals.size === 0) return { ks, notes };
  const left = ks.filter((k) => !refusals.has(k));
  const isWanted = (k: number) => (config.k === "auto" ? k >= config.kMin && k <= config.kMax : k === config.k);
  const wanted = ks.filter(isWanted);
  if (!left.some(isWanted)) {
    const { param, problem } = wanted.flatMap((k) => refusals.get(k) ?? []).at(-1) ?? tooManyApart(config.kMin);
    throw new CladeError("BAD_CONFIG", { path: `clustering.${param}`, problem });
  }
  const lost = wanted.filter((k) => refusals.has(k));
  return { ks: left, notes: lost.length > 0 ? [...notes, lostNote(lost)] : notes };
}

function tooManyApart(k: number): Refusal {
  const problem = {
    en: `${k} segments cannot keep all users apart who are to be apart`,
    zh: `${k} 个人群无法把要求分开的用户全部分开`,
  };
  return { param: "pairs", problem };
}

function lostNote(lost: readonly number[]): Localised {
  return {
    en: `Your rules leave no way to make ${lost.join(", ")} segments, so other numbers were tried.`,
    zh: `按您的规则无法划分为 ${lost.join("、")} 个人群，因此只尝试了其他数量。`,
  };
}
