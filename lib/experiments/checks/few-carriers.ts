import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { ArmStatistics } from "../arm-statistics.ts";
import { largestSkewness, MOST_SKEWNESS } from "../statistics/skewness-of-difference.ts";
import { nameMetric, quoteArm } from "../wording-amounts.ts";
import type { Check, CheckFinding, CheckInput } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";

/** Where fewer users than this have any of it, a mean is the work of few. */
const fewShare = 0.05;

interface Carried {
  readonly metric: CheckInput["metrics"][number]["metric"];
  /** Place of the arm whose users are counted: of the two that are compared, the one with fewer carriers. */
  readonly at: number;
  readonly own: ArmStatistics;
  /** Users of both arms. */
  readonly users: number;
  /** Of the difference; 0 where it is unknown. */
  readonly skewness: number;
}

/**
 * Do few users carry a mean? It is said where fewer than 5 % have any of it, and where the difference is so skewed that a plain
 * interval leans to one side (by the same rule by which the leading method is chosen).
 */
export const fewCarriers: Check = {
  id: "few-carriers",
  label: { en: "Enough users carry each mean", zh: "均值由足够多的用户支撑" },
  blocks: false,
  run(input) {
    const compared = comparedMeans(input);
    if (compared.length === 0) return null;
    const leaning = (one: Carried) => Math.abs(one.skewness) / MOST_SKEWNESS;
    const worst = compared.toSorted((a, b) => leaning(b) - leaning(a))[0];
    if (worst && leaning(worst) > 1) return sayLeaning(worst, input);
    const sparse = compared.filter(({ own }) => own.nonZero !== null && own.nonZero < own.n * fewShare);
    const fewest = sparse.toSorted((a, b) => (a.own.nonZero ?? 0) - (b.own.nonZero ?? 0))[0];
    if (fewest) return saySparse(fewest, input);
    return {
      ...{ passed: true, pValue: null, advice: null },
      title: { en: "Enough users carry the means", zh: "均值有足够用户支撑" },
      sentence: {
        en: "No mean rests on so few users that its interval could not be trusted.",
        zh: "没有哪个均值只由极少数用户支撑，区间可信。",
      },
    };
  },
};

function comparedMeans({ metrics, control }: CheckInput): Carried[] {
  return metrics.flatMap(({ metric, arms }) => {
    const base = arms[control]?.statistics;
    if (metric.type !== "mean" || !base) return [];
    return arms.flatMap(({ statistics }, arm) => {
      if (arm === control || base.n === 0 || statistics.n === 0) return [];
      const isBaseFewer = (base.nonZero ?? base.n) / base.n <= (statistics.nonZero ?? statistics.n) / statistics.n;
      const at = isBaseFewer ? control : arm;
      const skewness = largestSkewness(base, statistics) ?? 0;
      return [{ metric, at, own: isBaseFewer ? base : statistics, users: base.n + statistics.n, skewness }];
    });
  });
}

function titleOf(name: Localised): Localised {
  return { en: `Few users carry ${name.en}`, zh: `${name.zh.trimStart()}由少数用户决定` };
}

/** "122 of 21,306 users of “control” have any"; of others that large values weigh heavily. */
function carriersOf({ at, own }: Carried, { arms }: CheckInput): Localised {
  const [n, arm] = [formatNumber(own.n), quoteArm(arms[at]?.arm ?? "")];
  if (own.nonZero === null || own.nonZero > own.n / 2) {
    return {
      en: `A few very large values weigh heavily among ${n} users of ${arm}`,
      zh: `${arm}的 ${n} 名用户中，个别极大值影响很大`,
    };
  }
  const nonZero = formatNumber(own.nonZero);
  return { en: `${nonZero} of ${n} users of ${arm} have any`, zh: `${arm}的 ${n} 名用户中仅 ${nonZero} 名不为零` };
}

function sayLeaning(found: Carried, input: CheckInput): CheckFinding {
  const name = nameMetric(subjectOfCheck(found.metric, input.config.money ?? null));
  const carriers = carriersOf(found, input);
  const needed = found.users * (found.skewness / MOST_SKEWNESS) ** 2;
  const least = formatNumber(Number(needed.toPrecision(2)));
  return {
    ...{ passed: false, pValue: null, title: titleOf(name) },
    sentence: {
      en: `${carriers.en}; at these shares a plain interval of ${name.en} would need about ${least} users.`,
      zh: `${carriers.zh}；按当前分组比例，${name.zh.trimStart()}的常规区间约需 ${least} 名用户。`,
    },
    advice: {
      en: "The plain interval would err to one side. Groups of equal size, more users, or winsorising the metric make it steadier.",
      zh: "常规区间会偏向一侧。各组人数相等、增加用户或对该指标做缩尾处理，可使结果更稳。",
    },
  };
}

function saySparse(found: Carried, input: CheckInput): CheckFinding {
  const name = nameMetric(subjectOfCheck(found.metric, input.config.money ?? null));
  const carriers = carriersOf(found, input);
  return {
    ...{ passed: false, pValue: null, title: titleOf(name) },
    sentence: {
      en: `${carriers.en}; the groups are alike in this, so that the interval holds.`,
      zh: `${carriers.zh}；各组情形相近，区间仍然成立。`,
    },
    advice: {
      en: "A few more or fewer large orders would move it. Read it beside the share of users who have any.",
      zh: "多几笔或少几笔大额订单就会改变它，请结合非零用户的比例一起看。",
    },
  };
}
