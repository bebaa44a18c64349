import { formatMoney, formatNumber, formatShare } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";

/** A value of a feature with its unit: "12 days", "£2,611", "3 %". Days and counts are whole. */
export function describeValue(
  value: number,
  feature: Pick<FeatureInfo, "unit" | "decimals">,
  currency: string | null,
): Localised {
  switch (feature.unit) {
    case "days":
      return counted(value, "day", "天");
    case "orders":
      return counted(value, "order", "单");
    case "items":
      return counted(value, "different item", "种商品");
    case "units":
      return counted(value, "unit", "件");
    case "money": {
      const amount = formatMoney(value, currency);
      return { en: amount, zh: amount };
    }
    case "share":
    case "yes-no":
      return { en: formatShare(value, "en"), zh: formatShare(value, "zh") };
    case "ratio":
    case "number": {
      const number = formatNumber(value, Math.abs(value) >= 1000 ? 0 : feature.decimals, true);
      return { en: number, zh: number };
    }
  }
}

function counted(value: number, noun: string, measure: string): Localised {
  const number = formatNumber(Math.round(value));
  return { en: `${number} ${noun}${number === "1" ? "" : "s"}`, zh: `${number} ${measure}` };
}
