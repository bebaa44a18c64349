import type { FixedCondition } from "../clustering/rules-schema.ts";
import type { FoundFixed } from "../clustering/schema.ts";
import { formatMoney, formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { readYesNo } from "../features/yes-no.ts";

/** A fixed segment's rule as its line: "By rule: Total spend at least £1,000 and Orders at least 5". */
export function describeFixed(
  { where }: Pick<FoundFixed, "where">,
  features: readonly FeatureInfo[],
  currency: string | null,
): Localised {
  if (where === null) return { en: "By a list of users", zh: "按用户名单" };
  const parts = where.map((condition) => describeCondition(condition, features, currency));
  return {
    en: `By rule: ${parts.map(({ en }) => en).join(" and ")}`,
    zh: `按规则：${parts.map(({ zh }) => zh).join("，且")}`,
  };
}

function describeCondition(
  { feature, atLeast, atMost, is }: FixedCondition,
  features: readonly FeatureInfo[],
  currency: string | null,
): Localised {
  const info = features.find(({ id }) => id === feature);
  if (!info) {
    const level = `${feature}=${String(is)}`.toLowerCase();
    return features.find(({ id }) => id.toLowerCase() === level)?.label ?? { en: feature, zh: feature };
  }
  const { en, zh } = info.label;
  const write = (value: number) => exactly(value, info, currency);
  if (is !== undefined) {
    const [value, valueZh] =
      info.unit === "yes-no"
        ? readYesNo(String(is))
          ? ["yes", "是"]
          : ["no", "否"]
        : [write(Number(is)), write(Number(is))];
    return { en: `${en} ${value}`, zh: `${zh}为 ${valueZh}` };
  }
  if (atLeast !== undefined && atMost !== undefined)
    return {
      en: `${en} from ${write(atLeast)} to ${write(atMost)}`,
      zh: `${zh}介于 ${write(atLeast)} 与 ${write(atMost)} 之间`,
    };
  return atLeast !== undefined
    ? { en: `${en} at least ${write(atLeast)}`, zh: `${zh}不低于 ${write(atLeast)}` }
    : { en: `${en} at most ${write(atMost ?? 0)}`, zh: `${zh}不超过 ${write(atMost ?? 0)}` };
}

/** What was asked for, never rounded to another rule. */
function exactly(value: number, { unit }: FeatureInfo, currency: string | null): string {
  const decimals = (number: number) => Math.min(6, (String(number).split(".")[1] ?? "").length);
  if (unit === "share") {
    const percent = Math.round(value * 1e8) / 1e6;
    return `${formatNumber(percent, decimals(percent), true)}%`;
  }
  return unit === "money" ? formatMoney(value, currency, decimals(value)) : formatNumber(value, decimals(value), true);
}
