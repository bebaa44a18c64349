import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import type { TableKind } from "../ingest/schema.ts";
import type { BlockStage } from "./schema.ts";

export interface UsedData {
  readonly kinds: readonly TableKind[];
  readonly features: readonly Pick<FeatureInfo, "inMatrix">[];
  /** Blocks beside the features. */
  readonly blocks: readonly BlockStage[];
}

/**
 * What could tell users apart that this run did not look at, most telling first: tables that the dataset lacks, and what it
 * has but the distances leave out. null where everything was used.
 */
export function whatToAdd({ kinds, features, blocks }: UsedData): Localised | null {
  const has = (kind: TableKind) => kinds.includes(kind);
  const off = features.filter(({ inMatrix }) => !inMatrix).length;
  const wishes: Localised[] = [];
  if (!has("transactions")) wishes.push({ en: "their orders", zh: "订单" });
  if (!has("events")) wishes.push({ en: "what they look at (visits, clicks)", zh: "浏览、点击等行为" });
  if (!has("texts")) wishes.push({ en: "what they write (reviews, questions)", zh: "评价、咨询等文字" });
  else if (!blocks.includes("text")) wishes.push({ en: "the meaning of their texts", zh: "文字的含义" });
  if (has("events") && !blocks.includes("behaviour"))
    wishes.push({ en: "the order of their events", zh: "行为的先后顺序" });
  if (off > 0)
    wishes.push({
      en: `${off} ${off === 1 ? "feature that is" : "features that are"} off`,
      zh: `${off} 个未使用的特征`,
    });
  if (wishes.length === 0) return null;
  const en = wishes.map((wish) => wish.en);
  const last = en.pop() ?? "";
  return {
    en: `You could add ${en.length > 0 ? `${en.join(", ")} and ${last}` : last}.`,
    zh: `可以补充：${wishes.map(({ zh }) => zh).join("、")}。`,
  };
}
