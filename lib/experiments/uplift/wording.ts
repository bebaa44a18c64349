import { formatNumber, formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { MetricConfig } from "../config-schema.ts";
import type { Interval, PolicyReport, UpliftLearnerReport, UpliftReport } from "../report-schema.ts";
import { decimalsOf, type MetricSubject, nameMetric, writeBareSize, writeSize } from "../wording-amounts.ts";

export function describeTooFew(fewest: number): Localised {
  const n = formatNumber(fewest);
  return {
    en: `Fewer than ${n} users in one of the two groups: too few to learn whom to treat.`,
    zh: `两组中有一组不足 ${n} 名用户，无法学习应触达哪些人。`,
  };
}

/** Of a test larger than what is learnt from; the list of whom to treat is of the sample too. */
export function describeSample({ users, of }: NonNullable<UpliftReport["sample"]>): Localised {
  const [n, whole] = [formatNumber(users), formatNumber(of)];
  return {
    en: `This is of ${n} of the ${whole} users, drawn by chance; the list of whom to treat holds these alone.`,
    zh: `以上基于随机抽取的 ${n} 名用户（共 ${whole} 名），触达名单也只含这些用户。`,
  };
}

/** why: the decision of a test that a check blocks. */
export function describeWithheld(why: Localised): Localised {
  return { en: `${why.en} Nor is it said whom to treat.`, zh: `${why.zh}因此也不判断应触达哪些人。` };
}

/** Does any learner order users better than chance? Several are tried: an interval has to clear 0 by its own. */
export function describeUplift(learners: readonly UpliftLearnerReport[], metric: MetricConfig): Localised {
  const name = nameMetric({ ...metric, unit: null });
  const told = learners.filter(({ qini }) => (qini?.low ?? 0) > 0);
  if (told.length === 0)
    return {
      en: `Nothing that was known of users tells whom the variant moves on ${name.en}: no ordering is better than chance.`,
      zh: `已知的用户信息不能区分谁在${name.zh}上更受影响：没有一种排序优于随机。`,
    };
  const best = told.toSorted((a, b) => (b.qini?.value ?? 0) - (a.qini?.value ?? 0))[0];
  const [n, all] = [formatNumber(told.length), formatNumber(learners.length)];
  return {
    en: `Whom the variant moves on ${name.en} can be told in part: ${n} of ${all} learners, each tested alone, order users better than chance, “${best?.label.en}” best.`,
    zh: `谁在${name.zh}上更受影响可以部分预测：${all} 种方法（各自单独检验）中 ${n} 种优于随机，其中“${best?.label.zh}”最好。`,
  };
}

/** As sentences write a gain: in the money's currency, else in the metric's unit. */
export function subjectOfGain(metric: MetricConfig, currency: string | null): MetricSubject {
  return { name: metric.name, type: currency === null ? metric.type : "mean", unit: currency };
}

/** "$0.02 (−$0.01 to $0.05)" */
export function writeGain({ value, low, high }: Interval, subject: MetricSubject): Localised {
  const decimals = decimalsOf(subject, [value], (high - low) / 2);
  const signed = (end: number) => {
    const size = writeBareSize(end, subject, decimals);
    return end < 0 && /[1-9]/.test(size) ? `−${size}` : size;
  };
  const size = writeSize(value, subject, decimals);
  return {
    en: `${size.en} (${signed(value < 0 ? -high : low)} to ${signed(value < 0 ? -low : high)})`,
    zh: `${size.zh}（${signed(value < 0 ? -high : low)}～${signed(value < 0 ? -low : high)}）`,
  };
}

type Found = Pick<PolicyReport, "share" | "currency" | "advantage" | "verdict">;

/** Does treating some beat the better of all and none? */
export function describeVerdict(
  { share, currency, advantage, verdict }: Found,
  isAllBetter: boolean,
  metric: MetricConfig,
): Localised {
  const gain = writeGain(advantage, subjectOfGain(metric, currency));
  const rival = isAllBetter
    ? { en: "treating everybody", zh: "触达全部用户" }
    : { en: "treating nobody", zh: "不触达任何用户" };
  const [some, someZh] = [formatShare(share, "en"), formatShare(share, "zh")];
  if (share === (isAllBetter ? 1 : 0))
    return isAllBetter
      ? {
          en: "No policy beats treating everybody: nobody is found whom it would not pay for.",
          zh: "没有策略优于触达全部用户：没有发现不值得触达的用户。",
        }
      : {
          en: "No policy beats treating nobody: nobody is found whom it would pay for.",
          zh: "没有策略优于不触达：没有发现值得触达的用户。",
        };
  if (verdict === "policy")
    return {
      en: `Treating the ${some} that it pays for gains ${gain.en} a user more than ${rival.en}.`,
      zh: `只触达值得触达的 ${someZh} 用户，人均收益比${rival.zh}多${gain.zh}。`,
    };
  const isLess = advantage.value < 0;
  const [doubt, doubtZh] = advantage.high < 0 ? ["", ""] : [", which is not told apart from nothing", "，与零无法区分"];
  return {
    en: `No policy beats ${rival.en}: treating the ${some} that seems to pay gains ${gain.en} a user ${isLess ? "less" : "more"}${doubt}.`,
    zh: `没有策略优于${rival.zh}：只触达看似值得的 ${someZh} 用户，人均收益${isLess ? "少" : "多"}${gain.zh}${doubtZh}。`,
  };
}
