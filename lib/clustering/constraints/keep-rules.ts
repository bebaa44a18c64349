import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Algorithm } from "../algorithms/algorithm.ts";
import { paramsFor } from "../params.ts";
import type { FitRange } from "../range.ts";
import type { ClusteringConfig } from "../schema.ts";
import { type Refusal, refuseTogether } from "./limits.ts";
import type { LinkedRows } from "./link-users.ts";

export interface RulesToKeep {
  /** Can so many clusters keep everybody apart who is to be? */
  allows(k: number): boolean;
  /** Of how many fitted rows some go together; absent: none do. */
  readonly together?: { readonly rows: number; readonly links: LinkedRows } | undefined;
}

/**
 * A range without the numbers of clusters that cannot keep to the rules: limits of size, users who are to be together or apart.
 * @throws BAD_CONFIG with the reason where the asked number is one, or none is left of those to choose from.
 */
export function keepRules(
  { ks, notes }: FitRange,
  algorithm: Pick<Algorithm, "params" | "refuses">,
  config: ClusteringConfig,
  { allows, together }: RulesToKeep,
): FitRange {
  const params = paramsFor(algorithm.params, config);
  const limits = { smallest: Number(config.smallest ?? 0), largest: Number(config.largest ?? 1) };
  const refusals = new Map(
    ks.flatMap((k): [number, Refusal][] => {
      const reason =
        algorithm.refuses?.(k, params) ??
        (together ? refuseTogether(together.rows, k, together.links, limits) : null) ??
        (allows(k) ? null : tooManyApart(k));
      return reason ? [[k, reason]] : [];
    }),
  );
  if (refusals.size === 0) return { ks, notes };
  const left = ks.filter((k) => !refusals.has(k));
  const isWanted = (k: number) => (config.k === "auto" ? k >= config.kMin && k <= config.kMax : k === config.k);
  const wanted = ks.filter(isWanted);
  // With fewer different users than the range begins with, the most that there can be are offered.
  const asked = wanted.length > 0 ? wanted : ks;
  const reason = asked.flatMap((k) => refusals.get(k) ?? []).at(-1);
  if (reason && asked.every((k) => refusals.has(k)))
    throw new CladeError("BAD_CONFIG", { path: `clustering.${reason.param}`, problem: reason.problem });
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
