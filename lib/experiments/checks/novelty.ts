import { normalSurvival } from "../distributions/normal.ts";
import { decimalsOf, nameMetric, quoteArm, writeBareSize, writeP } from "../wording-amounts.ts";
import type { Check, CheckDay, CheckInput } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";
import { compareMeans } from "./compare-means.ts";

const fewestDays = 7;
const level = 0.05;

interface DayEffect {
  readonly difference: number;
  readonly standardError: number;
}

export interface Trend {
  /** Of the effect, a day. */
  readonly slope: number;
  readonly pValue: number;
  /** Weighted means of the first and the second half. */
  readonly early: number;
  readonly late: number;
}

/**
 * Does the effect wear off? A weighted least squares line through the days' differences, weights 1/SE²: slope b, SE(b) =
 * 1/√Σw(t − t̄)², z two-sided; the smallest p of the arms times their number. It fails where the effect moves towards 0.
 */
export const novelty: Check = {
  id: "novelty",
  label: { en: "The effect lasts", zh: "效果持续" },
  blocks: false,
  run(input) {
    const lead = input.config.metrics.find(({ role }) => role === "primary") ?? input.config.metrics[0];
    const trends = input.arms.flatMap(({ arm }, at) => {
      const trend = at === input.control ? null : fitTrend(effectsOf(input.days, input, at));
      return trend === null ? [] : [{ arm, ...trend }];
    });
    const worst = trends.toSorted((a, b) => a.pValue - b.pValue)[0];
    if (!worst || !lead) return null;
    const pValue = Math.min(1, worst.pValue * trends.length);
    const wearsOff = pValue < level && Math.sign(worst.early) === -Math.sign(worst.slope);
    const { en: p, zh: pZh } = { en: writeP(pValue), zh: writeP(pValue) };
    if (!wearsOff) {
      return {
        ...{ passed: true, pValue, advice: null },
        title: { en: "No sign that the effect wears off", zh: "未见效果衰减" },
        sentence: {
          en: `From day to day the effect shows no trend towards zero (${p}).`,
          zh: `逐日来看，效果没有向零衰减的趋势（${pZh}）。`,
        },
      };
    }
    const subject = subjectOfCheck(lead, input.config.money ?? null);
    const decimals = decimalsOf(subject, [worst.early, worst.late], Math.abs(worst.early - worst.late) / 2);
    const [early, late] = [worst.early, worst.late].map(
      (value) => `${value < 0 ? "−" : "+"}${writeBareSize(value, subject, decimals)}`,
    );
    const points = subject.type === "proportion";
    const name = nameMetric(subject);
    const arm = quoteArm(worst.arm);
    return {
      ...{ passed: false, pValue },
      title: { en: "The effect wears off", zh: "效果在衰减" },
      sentence: {
        en: `The effect of ${arm} on ${name.en} went from ${early} in the first half to ${late} in the second${points ? ", in percentage points" : ""} (${p}).`,
        zh: `${arm}对${name.zh}的效果由前半段的 ${early} 变为后半段的 ${late}${points ? "（百分点）" : ""}（${pZh}）。`,
      },
      advice: {
        en: "Part of it may be novelty. Expect the later figure rather than the mean, or let the test run on.",
        zh: "其中可能有新鲜感的成分。请以后半段为准，或延长实验。",
      },
    };
  },
};

function effectsOf(days: readonly CheckDay[], { control }: CheckInput, arm: number): (DayEffect | null)[] {
  return days.map(({ statistics }) => {
    const [a, b] = [statistics?.[control], statistics?.[arm]];
    return a && b && a.n >= 10 && b.n >= 10 ? compareMeans(a, b) : null;
  });
}

/** Days without an effect are left out; fewer than seven days: null. */
export function fitTrend(effects: readonly (DayEffect | null)[]): Trend | null {
  const points = effects.flatMap((effect, day) =>
    effect === null ? [] : [{ day, y: effect.difference, weight: 1 / effect.standardError ** 2 }],
  );
  if (points.length < fewestDays) return null;
  const mean = (of: readonly (typeof points)[number][], read: (point: (typeof points)[number]) => number) =>
    of.reduce((total, point) => total + point.weight * read(point), 0) /
    of.reduce((total, { weight }) => total + weight, 0);
  const [dayMean, effectMean] = [mean(points, ({ day }) => day), mean(points, ({ y }) => y)];
  const squares = points.reduce((total, { day, weight }) => total + weight * (day - dayMean) ** 2, 0);
  const products = points.reduce((total, { day, y, weight }) => total + weight * (day - dayMean) * (y - effectMean), 0);
  const slope = products / squares;
  const middle = Math.ceil(points.length / 2);
  return {
    slope,
    pValue: 2 * normalSurvival(Math.abs(slope) * Math.sqrt(squares)),
    early: mean(points.slice(0, middle), ({ y }) => y),
    late: mean(points.slice(middle), ({ y }) => y),
  };
}
