import { formatNumber } from "../../core/format.ts";
import type { ArmStatistics } from "../arm-statistics.ts";
import { decimalsOf, isCurrency, type MetricSubject, nameMetric, quoteArm, writeBareSize } from "../wording-amounts.ts";
import type { Check, CheckInput, CheckMetric } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";
import { compareMeans, type MeansTest } from "./compare-means.ts";

interface Influence {
  readonly metric: CheckMetric["metric"];
  /** Places of the arm that is compared, and of the one that the user is in. */
  readonly arm: number;
  readonly owner: number;
  readonly value: number;
  readonly whole: MeansTest;
  readonly without: MeansTest;
}

/** One user among thousands should not move a difference by more than half its noise. */
const largestShift = 0.5;

/**
 * Does one user carry a result? The most extreme user of each arm is left out of means in turn (exactly, from the sums). It fails
 * where that turns the verdict of a plain Welch test, or moves the difference by half its standard error or more.
 */
export const influentialUser: Check = {
  id: "influential-user",
  label: { en: "No user carries the result", zh: "结果不由个别用户决定" },
  blocks: false,
  run(input) {
    const found = input.metrics.flatMap((metric) => influencesOf(metric, input));
    if (found.length === 0) return null;
    const worst = found.filter((one) => turns(one, input.config.alpha)).toSorted((a, b) => shiftOf(b) - shiftOf(a))[0];
    if (!worst) {
      return {
        ...{ passed: true, pValue: null, advice: null },
        title: { en: "No single user matters", zh: "不受个别用户左右" },
        sentence: {
          en: "Leaving out the most extreme user of any group changes no result.",
          zh: "去掉任一组中最极端的用户，结论都不变。",
        },
      };
    }
    const subject = subjectOfCheck(worst.metric, input.config.money ?? null);
    const name = nameMetric(subject);
    const [owner, arm] = [worst.owner, worst.arm].map((at) => quoteArm(input.arms[at]?.arm ?? ""));
    const value = formatNumber(worst.value, Number.isInteger(worst.value) ? 0 : 2);
    const decimals = decimalsOf(
      subject,
      [worst.whole.difference, worst.without.difference],
      1.96 * worst.without.standardError,
    );
    const [whole, without] = [worst.whole, worst.without].map((test) =>
      writeSigned(test.difference, subject, decimals),
    );
    return {
      ...{ passed: false, pValue: null },
      title: { en: "One user carries the result", zh: "个别用户左右了结果" },
      sentence: {
        en: `One user of ${owner} has ${value}; without them the difference of ${arm} in ${name.en} goes from ${whole} to ${without}.`,
        zh: `${owner}中有一名用户的值为 ${value}；去掉该用户后，${arm}的${name.zh}差异由 ${whole} 变为 ${without}。`,
      },
      advice: {
        en: "Look whether the user is real (a test account, a reseller, a broken clock). Winsorising the metric bounds what one user can do.",
        zh: "请核实该用户是否真实（测试账号、批发客、计时异常等）。对该指标做缩尾处理，可限制单个用户的影响。",
      },
    };
  },
};

function influencesOf({ metric, arms }: CheckMetric, { control }: CheckInput): Influence[] {
  if (metric.type !== "mean") return [];
  const base = arms[control]?.statistics;
  if (!base) return [];
  return arms.flatMap(({ statistics }, arm) => {
    const whole = arm === control ? null : compareMeans(base, statistics);
    if (whole === null) return [];
    const sides = [
      { owner: control, own: base },
      { owner: arm, own: statistics },
    ];
    return sides.flatMap(({ owner, own }) =>
      [own.minimum, own.maximum].flatMap((value) => {
        if (value === null || own.n < 3) return [];
        const left = leaveOut(own, value);
        const without = owner === control ? compareMeans(left, statistics) : compareMeans(base, left);
        return without === null ? [] : [{ metric, arm, owner, value, whole, without }];
      }),
    );
  });
}

/** Statistics of the value without one user: ȳ' = ȳ − δ/(n − 1) and M₂' = M₂ − δ²·n/(n − 1), δ = value − ȳ. */
export function leaveOut(arm: ArmStatistics, value: number): ArmStatistics {
  const { n } = arm;
  const mean = arm.means[0] ?? Number.NaN;
  const delta = value - mean;
  const squares = Math.max(0, (arm.comoments[0]?.[0] ?? Number.NaN) - (delta ** 2 * n) / (n - 1));
  return {
    ...{ n: n - 1, variables: ["value"], means: [mean - delta / (n - 1)], comoments: [[squares]] },
    ...{ thirdMoment: null, minimum: null, maximum: null, nonZero: null },
  };
}

function shiftOf({ whole, without }: Influence): number {
  return Math.abs(whole.difference - without.difference) / without.standardError;
}

function turns(one: Influence, alpha: number): boolean {
  const said = ({ pValue, difference }: MeansTest) => (pValue < alpha ? Math.sign(difference) : 0);
  return said(one.whole) !== said(one.without) || shiftOf(one) >= largestShift;
}

function writeSigned(value: number, subject: MetricSubject, decimals: number): string {
  const size = writeBareSize(value, subject, decimals);
  return value < 0 ? `−${size}` : value > 0 && !isCurrency(subject.unit) ? `+${size}` : size;
}
