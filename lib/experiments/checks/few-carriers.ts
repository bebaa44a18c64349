import { formatNumber } from "../../core/format.ts";
import { type ArmStatistics, skewnessOf } from "../arm-statistics.ts";
import { nameMetric, quoteArm } from "../wording-amounts.ts";
import type { Check } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";

/**
 * Users that a mean's normal interval needs in each arm, 355·g₁² (Kohavi et al. 2014, doi:10.1145/2623330.2623341): below it the
 * two tails of a plain interval are unequal, mostly where arms are of different sizes.
 */
export function usersForNormality(skewness: number): number {
  return 355 * skewness ** 2;
}

export const fewCarriers: Check = {
  id: "few-carriers",
  label: { en: "Enough users carry each mean", zh: "均值由足够多的用户支撑" },
  blocks: false,
  run({ arms, metrics, config }) {
    const known = metrics.flatMap(({ metric, arms: samples }) =>
      metric.type !== "mean"
        ? []
        : samples.flatMap(({ statistics }, at) => {
            const skewness = skewnessOf(statistics);
            return skewness === null ? [] : [{ metric, at, statistics, needed: usersForNormality(skewness) }];
          }),
    );
    if (known.length === 0) return null;
    const short = ({ statistics, needed }: { statistics: ArmStatistics; needed: number }) => needed / statistics.n;
    const worst = known.toSorted((a, b) => short(b) - short(a))[0];
    if (!worst || short(worst) <= 1) {
      return {
        ...{ passed: true, pValue: null, advice: null },
        title: { en: "Enough users carry the means", zh: "均值有足够用户支撑" },
        sentence: {
          en: "No mean is so skewed that its plain interval could not be trusted at this size.",
          zh: "在当前规模下，各均值的偏态都不影响常规区间的可信度。",
        },
      };
    }
    const { metric, at, statistics, needed } = worst;
    const name = nameMetric(subjectOfCheck(metric, config.money ?? null));
    const [n, nonZero] = [formatNumber(statistics.n), formatNumber(statistics.nonZero ?? 0)];
    const least = formatNumber(Number(needed.toPrecision(2)));
    const arm = quoteArm(arms[at]?.arm ?? "");
    const isSparse = statistics.nonZero !== null && statistics.nonZero < statistics.n / 2;
    const carry = isSparse
      ? { en: `${nonZero} of ${n} users of ${arm} have any`, zh: `${arm}的 ${n} 名用户中仅 ${nonZero} 名不为零` }
      : { en: `A few of ${n} users of ${arm} have most of it`, zh: `${arm}的 ${n} 名用户中，少数人占了大部分` };
    return {
      ...{ passed: false, pValue: null },
      title: { en: `Few users carry ${name.en}`, zh: `${name.zh.trimStart()}由少数用户决定`.replace(/ 由/, " 由") },
      sentence: {
        en: `${carry.en}; a plain interval of ${name.en} would need about ${least} users a group.`,
        zh: `${carry.zh}；${name.zh.trimStart()}的常规区间每组约需 ${least} 名用户。`,
      },
      advice: {
        en: "Where the values are at hand the interval is corrected for the skew (bootstrap-t). More users, or winsorising, make it steadier.",
        zh: "有明细数据时，区间已按偏态校正（bootstrap-t）。增加用户或做缩尾处理可使结果更稳。",
      },
    };
  },
};
