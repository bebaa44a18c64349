import type { Localised } from "../core/localised.ts";
import type { Comparison } from "./report-schema.ts";
import { boundsOf, excludesZero } from "./verdict.ts";
import {
  besideChinese,
  decimalsOf,
  exactDecimals,
  type MetricSubject,
  nameMetric,
  quoteArm,
  writeLevels,
  writeP,
  writeRange,
  writeSize,
} from "./wording-amounts.ts";

export interface ComparisonInput {
  readonly metric: MetricSubject & { readonly direction: "up" | "down" };
  readonly arm: string;
  readonly control: string;
  /** Level of the metric in both arms; null where unknown. */
  readonly controlLevel: number | null;
  readonly armLevel: number | null;
  /** Comparisons that the p value is corrected for, this one among them; 1: it is not. */
  readonly family: number;
  readonly numbers: Pick<
    Comparison,
    "difference" | "low" | "high" | "pValue" | "pValueCorrected" | "nonInferiority" | "verdict" | "reason"
  >;
}

/** A comparison in a sentence that a manager reads: what changed, by how much at least and at most, or what cannot be said. */
export function describeComparison(input: ComparisonInput): Localised {
  const said = describeEffect(input);
  const margin = describeMargin(input);
  return margin === null ? said : { en: `${said.en} ${margin.en}`, zh: `${said.zh}${margin.zh}` };
}

function describeEffect(input: ComparisonInput): Localised {
  const { metric, numbers } = input;
  const arm = quoteArm(input.arm);
  const name = nameMetric(metric);
  const { difference, reason, verdict } = numbers;
  if (difference === null || verdict === "inconclusive") {
    const why = reason ?? { en: "It could not be computed.", zh: "无法计算。" };
    return { en: `${arm}, ${name.en}: ${why.en}`, zh: `${arm}，${name.zh.trim()}：${why.zh}` };
  }
  if (!excludesZero(numbers)) return describeOpen(input, difference);
  const { low, high } = boundsOf(numbers);
  const decimals = decimalsFor(input, difference);
  const size = writeSize(difference, metric, decimals);
  const range = writeRange(low, high, metric, decimals);
  const isUp = difference > 0;
  const effect = {
    en: `${arm} ${isUp ? "raises" : "lowers"} ${name.en} by ${size.en} (${range.en})`,
    zh: `${arm}使${name.zh}${isUp ? "提高" : "降低"}${size.zh}（${range.zh}）`,
  };
  if (verdict === "unclear") return describeCorrected(input, effect);
  const levels = describeLevels(input, decimals);
  const wish = metric.direction === "up" ? null : verdict;
  return {
    en: `${effect.en}${levels.en}${wish === null ? "" : wish === "better" ? "; less is better here" : "; more is worse here"}.`,
    zh: `${effect.zh}${levels.zh}${wish === null ? "" : wish === "better" ? "；该指标越低越好" : "；该指标升高是坏事"}。`,
  };
}

/** The interval holds 0: what may be lost and gained, never "nothing". */
function describeOpen({ metric, arm, control, numbers }: ComparisonInput, difference: number): Localised {
  const { low, high } = boundsOf(numbers);
  const name = nameMetric(metric);
  const decimals = decimalsFor({ metric, numbers }, difference);
  const down = low < 0 ? describeBound("lower", low, metric, decimals) : null;
  const up = high > 0 ? describeBound("raise", high, metric, decimals) : null;
  const who = quoteArm(arm);
  if (down === null && up === null) {
    return {
      en: `${who} and ${quoteArm(control)} have the same ${name.en} throughout.`,
      zh: `${who}与${quoteArm(control)}的${name.zh}完全相同。`,
    };
  }
  const parts = [down, up].filter((part) => part !== null);
  return {
    en: `${who} cannot be told apart from ${quoteArm(control)} on ${name.en}: it could ${parts.map(({ en }) => en).join(" or ")}.`,
    zh: `${who}在${name.zh}上与${quoteArm(control)}尚无法区分：${parts.map(({ zh }) => zh).join("，也")}。`,
  };
}

function describeBound(verb: "lower" | "raise", bound: number, metric: MetricSubject, decimals: number): Localised {
  const zhVerb = verb === "lower" ? "降低" : "提高";
  if (!Number.isFinite(bound))
    return { en: `${verb} it by an amount that these data do not bound`, zh: `可能${zhVerb}，幅度无法由现有数据限定` };
  const size = writeSize(bound, metric, decimals);
  return { en: `${verb} it by up to ${size.en}`, zh: `可能最多${zhVerb}${size.zh}` };
}

/** The interval of this comparison alone is without 0, but there are others beside it. */
function describeCorrected({ family, numbers }: ComparisonInput, effect: Localised): Localised {
  const p = writeP(numbers.pValueCorrected ?? numbers.pValue ?? 1);
  if (family > 1) {
    return {
      en: `${effect.en}, taken alone; among ${family} comparisons that could be chance (corrected ${p}).`,
      zh: `单独来看，${effect.zh}；但在 ${family} 项比较之中，这可能只是偶然（校正后 ${p}）。`,
    };
  }
  return {
    en: `${effect.en}, but the test does not rule chance out (${p}).`,
    zh: `${effect.zh}，但检验尚不能排除偶然（${p}）。`,
  };
}

function describeLevels({ metric, controlLevel, armLevel }: ComparisonInput, decimals: number): Localised {
  if (controlLevel === null || armLevel === null) return { en: "", zh: "" };
  const levels = writeLevels(controlLevel, armLevel, metric, decimals);
  return { en: `: ${levels.en}`, zh: `：${levels.zh}` };
}

function describeMargin({ metric, numbers }: ComparisonInput): Localised | null {
  const { nonInferiority } = numbers;
  if (nonInferiority === null) return null;
  const { margin, passed } = nonInferiority;
  const size = writeSize(margin, metric, exactDecimals(metric, margin));
  const zh = besideChinese(size.zh.trim());
  return passed
    ? { en: `A loss of ${size.en} or more is ruled out.`, zh: `已排除变差达${zh}的可能。` }
    : { en: `A loss of ${size.en} or more is not ruled out.`, zh: `尚不能排除变差达${zh}的可能。` };
}

function decimalsFor({ metric, numbers }: Pick<ComparisonInput, "metric" | "numbers">, difference: number): number {
  const { low, high } = boundsOf(numbers);
  const width = Number.isFinite(high - low) ? (high - low) / 2 : Math.abs(difference);
  return decimalsOf(metric, [difference, low, high], width);
}
