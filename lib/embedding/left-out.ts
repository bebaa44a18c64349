import type { Localised } from "../core/localised.ts";
import type { BlockId } from "./fusion.ts";

/** From this share of users on a block enters the distances; the others are placed by what they have. */
const leastCoverage = 0.5;

const words: Readonly<Record<BlockId, Localised>> = {
  features: { en: "features", zh: "特征" },
  text: { en: "what people wrote", zh: "用户文字" },
  behaviour: { en: "what people did", zh: "用户行为" },
};

/**
 * Why a block stays out of the distances, null where it enters: segments that most users have no say in are none
 * (STATISTICS.md rule 7). coverage: share of users that have the whole block, 0…1.
 */
export function leftOutFor(id: BlockId, coverage: number): Localised | null {
  if (id === "features" || coverage >= leastCoverage) return null;
  const { en, zh } = words[id];
  const percent = Math.round(coverage * 100);
  return {
    en: `Only ${percent} % of users have ${en} to go by, so it describes the segments and does not make them.`,
    zh: `只有 ${percent}% 的用户有${zh}可用，因此它只用于描述人群，不参与划分。`,
  };
}
