import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";
import { adjustedRandIndex } from "../agreement.ts";
import { sharedInformation } from "../information.ts";
import type { Agreement } from "./schema.ts";

/** Over the users that both put somewhere (not −1); null where those are fewer than two. */
export function agreementOf(left: Int32Array, right: Int32Array): Agreement | null {
  const rows = Int32Array.from(left.keys()).filter((row) => (left[row] ?? -1) >= 0 && (right[row] ?? -1) >= 0);
  if (rows.length < 2) return null;
  const [a, b] = [left, right].map((labels) => rows.map((row) => labels[row] ?? -1));
  if (!a || !b) return null;
  return { users: rows.length, ari: adjustedRandIndex(a, b), ami: sharedInformation(a, b).ami };
}

const words: Readonly<Record<BlockId, Localised>> = {
  features: { en: "Features", zh: "特征" },
  text: { en: "Texts", zh: "用户文字" },
  behaviour: { en: "Events", zh: "用户行为" },
};

const kinds = {
  same: { en: "nearly the same", zh: "基本一致" },
  partly: { en: "partly the same", zh: "部分一致" },
  different: { en: "quite other", zh: "明显不同" },
} as const;

/** From here on two partitions say nearly the same, and up to here nearly nothing of each other. */
const [same, different] = [0.6, 0.2];

/** What a block does to the segments, in words. again: how well the run's own blocks find its segments once more. */
export function describeBlock(
  id: BlockId,
  isUsed: boolean,
  alone: Agreement | null,
  without: Agreement | null,
  again: Agreement,
): Localised {
  const { en, zh } = words[id];
  if (!alone)
    return {
      en: `${en} alone make no segments: nobody has all of it.`,
      zh: `仅凭${zh}无法划分人群：没有人具备完整信息。`,
    };
  const ari = alone.ari.toFixed(2);
  const how = alone.ari >= same ? kinds.same : alone.ari <= different ? kinds.different : kinds.partly;
  const part = `${en} alone find ${how.en} segments (ARI ${ari})`;
  const zhPart = `仅凭${zh}得到的人群与当前结果${how.zh}（ARI ${ari}）`;
  if (!isUsed) return { en: `${part}; it has no say in them.`, zh: `${zhPart}；该信息未参与划分。` };
  if (!without) return { en: `${part}; nothing else makes them.`, zh: `${zhPart}；人群仅由该信息划分。` };
  const left = without.ari.toFixed(2);
  const most = again.ari.toFixed(2);
  return {
    en: `${part}; without it the segments would agree at ${left}, where fitting anew gives ${most}.`,
    zh: `${zhPart}；去掉它后一致程度为 ${left}，而重新拟合为 ${most}。`,
  };
}
