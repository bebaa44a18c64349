import { formatMoney, formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { FeatureInfo } from "../../features/schema.ts";
import type { NumberKind } from "./chart.ts";
import { say } from "./messages.ts";

/** share: 0…1, with this many decimals of a per cent. What is there but rounds to nothing is "< 0.1 %", never "0 %". */
export function writeShare(share: number, locale: Locale, decimals = 0): string {
  const sign = locale === "zh" ? "%" : "\u00a0%";
  if (share > 0 && share < 0.0005) return `< 0.1${sign}`;
  return decimals === 0 ? formatShare(share, locale) : `${formatNumber(share * 100, decimals)}${sign}`;
}

/** An index such as the silhouette: 0.34, −0.05. */
export function writeIndex(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined ? "–" : formatNumber(value, decimals);
}

/** Thousands for narrow cells: 12k and 1.3M, in Chinese 1.2万 and 130万. */
function writeCompact(value: number, locale: Locale, decimals: number): string {
  const size = Math.abs(value);
  if (locale === "zh")
    return size < 10_000 ? formatNumber(value, size < 100 ? decimals : 0, true) : scaled(10_000, "万");
  if (size < 1000) return formatNumber(value, size < 100 ? decimals : 0, true);
  return size < 999_500 ? scaled(1000, "k") : scaled(1_000_000, "M");

  function scaled(unit: number, word: string): string {
    const figure = value / unit;
    return `${formatNumber(figure, Math.abs(figure) < 9.95 ? 1 : 0, true)}${word}`;
  }
}

interface Written {
  readonly kind: NumberKind;
  readonly decimals?: number | undefined;
  readonly currency: string | null;
  /** For narrow cells: no unit words, thousands as k. */
  readonly short?: boolean;
}

/** A value as people read it: "212 days", "£2,611", "34 %", "0.46". null and not-a-number give a dash. */
export function writeValue(value: number | null | undefined, locale: Locale, how: Written): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const { kind, decimals = 0, currency, short = false } = how;
  switch (kind) {
    case "share":
    case "percent":
    case "yes-no":
      return short
        ? writeShare(value, locale).replaceAll("\u00a0", "")
        : writeShare(value, locale, kind === "percent" ? decimals : 0);
    case "count":
      return formatNumber(value);
    case "index":
      return writeIndex(value, decimals || 2);
    case "money":
      return short ? shortMoney(value, locale, currency) : formatMoney(value, currency);
    case "ratio":
    case "number":
      return short ? writeCompact(value, locale, Math.min(decimals, 2)) : formatNumber(value, decimals, true);
    default: {
      if (short) return writeCompact(value, locale, Math.min(decimals, 1));
      const figure = formatNumber(value, decimals, true);
      return say(locale, kind, { n: figure === "1" ? 1 : 2, figure });
    }
  }
}

/** The currency's symbol before a compact figure. */
function shortMoney(value: number, locale: Locale, currency: string | null): string {
  const sign = value < 0 ? "−" : "";
  const symbol = formatMoney(1, currency).replace(/1$/, "");
  return `${sign}${symbol.trim()}${writeCompact(Math.abs(value), locale, Math.abs(value) < 10 ? 2 : 0)}`;
}

/** A value of one user: yes or no where that is what it is, not a share. */
export function writeUserValue(
  value: number | null | undefined,
  locale: Locale,
  feature: Pick<FeatureInfo, "unit" | "decimals">,
  currency: string | null,
): string {
  if (feature.unit === "yes-no" && typeof value === "number") return say(locale, value > 0 ? "yes" : "no");
  return writeValue(value, locale, { kind: feature.unit, decimals: feature.decimals, currency });
}
