import type { FixedCondition, FixedSegment } from "../clustering/rules-schema.ts";
import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { trimLabel } from "./label.ts";
import type { SegmentRuleDto } from "./segment-schema.ts";

type KnownFeature = Pick<FeatureInfo, "id" | "unit">;

/** What a rule that was learnt asks, as a fixed segment asks it: one condition a feature, in the feature's own units. */
export function conditionsAsFixed(
  { conditions }: Pick<SegmentRuleDto, "conditions">,
  features: readonly KnownFeature[],
): FixedCondition[] {
  const ids = [...new Set(conditions.map(({ feature }) => feature))];
  return ids.map((id) => {
    const own = conditions.filter(({ feature }) => feature === id);
    const least = own.flatMap(({ side, value }) => (side === "least" ? [value] : []));
    const most = own.flatMap(({ side, value }) => (side === "most" ? [value] : []));
    if (features.find((feature) => feature.id === id)?.unit === "yes-no")
      return yesOrNo(id, least.length > 0, features);
    return {
      feature: id,
      ...(least.length > 0 ? { atLeast: Math.max(...least) } : {}),
      ...(most.length > 0 ? { atMost: Math.min(...most) } : {}),
    };
  });
}

/** A value of a category that has a column of its own ("country=France") is asked by the category, as people write it. */
function yesOrNo(id: string, isYes: boolean, features: readonly KnownFeature[]): FixedCondition {
  const at = id.indexOf("=");
  const category = id.slice(0, Math.max(0, at));
  const isLevel = at > 0 && features.every((feature) => feature.id !== category);
  return isYes && isLevel ? { feature: category, is: id.slice(at + 1) } : { feature: id, is: isYes };
}

const longestName = 80;

/** A segment's name as its rule's: what people call it, else what Clade does. */
export function nameAsFixed(ownName: string | null, { en, zh }: Localised): FixedSegment["name"] {
  const [one, other] = [trimLabel(ownName ?? en, longestName), trimLabel(ownName ?? zh, longestName)];
  return one === other ? one : { en: one, zh: other };
}
