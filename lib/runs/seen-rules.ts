import { z } from "zod";
import { type FixedSegment, FixedSegments, nameOf, type PairRule } from "../clustering/rules-schema.ts";
import { CladeError } from "../core/errors.ts";
import { maskId } from "../core/mask-id.ts";
import { mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import type { RerunRun, RunConfig } from "./schema.ts";

/** Two people may look alike, so what was shown need not be what a run takes (`PairRules`). */
const SeenPair = z.tuple([z.string(), z.string()]);
const SeenPairs = z.array(z.union([z.strictObject({ together: SeenPair }), z.strictObject({ apart: SeenPair })]));

type Rules = Pick<RunConfig["clustering"], "fixed" | "pairs">;

/** A config as this reader may see it: ids of lists and pairs that are personal are masked as they are everywhere. */
export function seenConfig(scope: Pick<WorkspaceScope, "role">, config: RunConfig): RunConfig {
  const { fixed, pairs } = config.clustering;
  if (mayReadPersonal(scope) || (!fixed && !pairs)) return config;
  return {
    ...config,
    clustering: {
      ...config.clustering,
      ...(fixed && { fixed: fixed.map((one) => (one.users ? { ...one, users: one.users.map(maskId) } : one)) }),
      ...(pairs && { pairs: pairs.map((pair) => withUsers(pair, usersOf(pair).map(maskId))) }),
    },
  };
}

/**
 * What somebody who sees masked ids sends back, with the ids that they stand for: of a list, of a pair, else the only id of the run's
 * rules that looks like it. @throws BAD_CONFIG where a masked id may be several people, or nobody
 */
export function restoreIds(
  { clustering = {}, ...changes }: RerunRun["changes"],
  before: Pick<RunConfig, "clustering">,
) {
  const find = openFinder(before.clustering);
  // What does not fit the schema is left for it to refuse.
  const { data: fixed } = FixedSegments.safeParse(clustering.fixed);
  const { data: pairs } = SeenPairs.safeParse(clustering.pairs);
  return {
    ...changes,
    clustering: {
      ...clustering,
      ...(fixed && { fixed: fixed.map((one, at) => restoreList(one, before.clustering, find, at)) }),
      ...(pairs && { pairs: restorePairs(pairs, before.clustering, find) }),
    },
  };
}

const mask = "•••";

type Find = (id: string, path: string) => string;

/** A list is known by its name, else, as names are changed, by being the only one that looks like it. */
function restoreList(one: FixedSegment, { fixed = [] }: Rules, find: Find, at: number): FixedSegment {
  const { users } = one;
  if (!users) return one;
  const alike = fixed.filter((other) => other.users?.map(maskId).join("\n") === users.join("\n"));
  const named = alike.find((other) => nameOf(other).en === nameOf(one).en);
  const old = named ?? (alike.length === 1 ? alike[0] : undefined);
  return { ...one, users: old?.users ?? users.map((id) => find(id, `clustering.fixed[${at}].users`)) };
}

/** Pairs that look alike stand in the order in which they were shown, as long as none of them is gone. */
function restorePairs(pairs: readonly PairRule[], { pairs: shown = [] }: Rules, find: Find): PairRule[] {
  const shownAs = Map.groupBy(shown, (pair) => keyOf(withUsers(pair, usersOf(pair).map(maskId))));
  const sentAs = Map.groupBy(pairs, keyOf);
  return pairs.map((pair, at) => {
    const [old, sent] = [shownAs.get(keyOf(pair)) ?? [], sentAs.get(keyOf(pair)) ?? []];
    const same = old.length === sent.length ? old[sent.indexOf(pair)] : undefined;
    return (
      same ??
      withUsers(
        pair,
        usersOf(pair).map((id) => find(id, `clustering.pairs[${at}]`)),
      )
    );
  });
}

function keyOf(pair: PairRule): string {
  return ["together" in pair ? "together" : "apart", ...usersOf(pair)].join("\n");
}

function openFinder({ fixed = [], pairs = [] }: Rules): Find {
  const ids = new Set([...fixed.flatMap(({ users = [] }) => users), ...pairs.flatMap(usersOf)]);
  const alike = Map.groupBy(ids, maskId);
  return (id, path) => {
    const [only, ...others] = id.includes(mask) && !ids.has(id) ? (alike.get(id) ?? []) : [id];
    if (only !== undefined && others.length === 0) return only;
    const problem = {
      en: `“${id}” is masked and may be anybody; somebody who may see whole ids has to change this`,
      zh: `“${id}”是脱敏编号，无法确定是谁；请由可查看完整编号的人修改`,
    };
    throw new CladeError("BAD_CONFIG", { path, problem });
  };
}

function usersOf(pair: PairRule): readonly string[] {
  return "together" in pair ? pair.together : pair.apart;
}

function withUsers(pair: PairRule, [a = "", b = ""]: readonly string[]): PairRule {
  return "together" in pair ? { together: [a, b] } : { apart: [a, b] };
}
