import { formatNumber, formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { DesignEstimate, VisibleEffect } from "../design-schema.ts";
import { besideChinese, decimalsOf, nameMetric, quoteArm, writeSize } from "../wording-amounts.ts";
import type { DesignInput } from "./design-input.ts";

export interface EstimateWords {
  readonly input: DesignInput;
  readonly alpha: number;
  readonly planned: VisibleEffect | null;
  readonly needed: DesignEstimate["needed"];
}

/** "With 12,400 users this test finds a rise of visit by 1.2 percentage points (11 % of it) or more, 80 times in 100." */
export function describeEstimate({ input, planned }: EstimateWords): Localised {
  const { metric, power, days } = input;
  const users = formatNumber(planned?.users ?? 0);
  const name = nameMetric(metric);
  if (planned?.absolute == null) {
    return {
      en: `With ${users} users in ${days} days this test can see no change of ${name.en}, however large.`,
      zh: `${days} 天内共 ${users} 名用户，无论${name.zh}变化多大，本实验都无法看出。`,
    };
  }
  const size = writeSize(planned.absolute, metric, decimalsOf(metric, [planned.absolute], planned.absolute));
  const part =
    planned.relative === null
      ? { en: "", zh: "" }
      : {
          en: ` (${formatShare(planned.relative, "en")} of it)`,
          zh: `（相当于现值的 ${formatShare(planned.relative, "zh")}）`,
        };
  const isUp = metric.direction === "up";
  const odds = formatNumber(power * 100, 1).replace(/\.0$/, "");
  return {
    en: `With ${users} users in ${days} days this test finds a ${isUp ? "rise" : "fall"} of ${name.en} by ${size.en}${part.en} or more, ${odds} times in 100.`,
    zh: `${days} 天内共 ${users} 名用户，若${name.zh}${isUp ? "提高" : "降低"}${besideChinese(size.zh.trim()).trimEnd()}${part.zh}或更多，本实验在 100 次中有 ${odds} 次能够发现。`,
  };
}

export function describeUnknown({ metric }: DesignInput): Localised {
  const name = nameMetric(metric);
  return {
    en: `The shop's data do not say how ${name.en} varies, so the smallest visible effect is unknown.`,
    zh: `现有数据无法说明${name.zh}的波动，因此无法得知可发现的最小效果。`,
  };
}

export function warnOfSegment(segment: string, users: number, relative: number | null): Localised {
  const [who, n] = [quoteArm(segment), formatNumber(users)];
  if (relative === null) {
    return {
      en: `${who} has ${n} users: too few to be read alone.`,
      zh: `${who}只有 ${n} 名用户，不足以单独分析。`,
    };
  }
  return {
    en: `${who} has ${n} users: alone it shows only a change of ${formatShare(relative, "en")} or more.`,
    zh: `${who}有 ${n} 名用户：单独来看，只有变化达 ${formatShare(relative, "zh")} 以上才能发现。`,
  };
}

/** skewed: users that a plain interval would need at these shares, where there are fewer. */
export function warnOfDesign({ input, alpha, planned, needed }: EstimateWords, skewed: number | null): Localised[] {
  const { config, effect, entry, shares } = input;
  const warnings: Localised[] = [];
  if (effect !== null && planned && needed === null) {
    warnings.push({
      en: "No number of users shows the effect that was asked for.",
      zh: "无论多少用户，都无法发现所要求的效果。",
    });
  } else if (needed && planned && needed.users > planned.users) {
    const n = formatNumber(needed.users);
    const when =
      needed.days === null
        ? { en: "more than will come", zh: "超出可达到的用户数" }
        : { en: `${formatNumber(needed.days)} days`, zh: `需 ${formatNumber(needed.days)} 天` };
    warnings.push({
      en: `For the effect that was asked for ${n} users are needed: ${when.en}.`,
      zh: `要发现所要求的效果，需要 ${n} 名用户：${when.zh}。`,
    });
  }
  if (skewed !== null) {
    const n = formatNumber(Number(skewed.toPrecision(2)));
    warnings.push({
      en: `A few users carry this metric: with groups so unequal a plain interval would need about ${n} users. Equal groups need fewer.`,
      zh: `该指标由少数用户决定：各组人数如此悬殊时，常规区间约需 ${n} 名用户；各组相等则所需更少。`,
    });
  }
  if (shares.length > 2 && config.corrections === "none") {
    warnings.push({
      en: `${shares.length - 1} variants are compared with the control without correction: each may win by chance.`,
      zh: `${shares.length - 1} 个实验组与对照组比较而未校正：每组都可能偶然胜出。`,
    });
  } else if (alpha < config.alpha) {
    const p = formatNumber(alpha, 4).replace(/0+$/, "");
    warnings.push({
      en: `Each of ${shares.length - 1} variants is judged at ${p}, so that together they stay at ${config.alpha}.`,
      zh: `${shares.length - 1} 个实验组各按 ${p} 判断，合计不超过 ${config.alpha}。`,
    });
  }
  if (entry === "arrival" && input.days < 7) {
    warnings.push({
      en: "Less than a week: not every weekday is in it.",
      zh: "不足一周：未覆盖一周中的每一天。",
    });
  }
  return warnings;
}
