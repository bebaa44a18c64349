import type { PairRule } from "../clustering/rules-schema.ts";
import { maskId } from "../core/mask-id.ts";
import { mayAct, type WorkspaceScope } from "../core/scope.ts";
import type { RunConfig } from "./schema.ts";

/** A config as this reader may see it: users of lists and pairs by masked ids for those who start no runs. */
export function seenConfig(scope: Pick<WorkspaceScope, "role">, config: RunConfig): RunConfig {
  const { fixed, pairs } = config.clustering;
  if (mayAct(scope, "marketer") || (!fixed && !pairs)) return config;
  return {
    ...config,
    clustering: {
      ...config.clustering,
      ...(fixed && { fixed: fixed.map((one) => (one.users ? { ...one, users: one.users.map(maskId) } : one)) }),
      ...(pairs && { pairs: pairs.map(maskPair) }),
    },
  };
}

function maskPair(pair: PairRule): PairRule {
  const masked = ([a, b]: readonly [string, string]): [string, string] => [maskId(a), maskId(b)];
  return "together" in pair ? { together: masked(pair.together) } : { apart: masked(pair.apart) };
}
