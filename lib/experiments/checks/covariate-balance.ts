import { meanOf } from "../arm-statistics.ts";
import { decimalsOf, nameMetric, quoteArm, writeLevels, writeP } from "../wording-amounts.ts";
import type { Check } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";
import { compareMeans } from "./compare-means.ts";

const level = 0.05;

/**
 * Did groups differ before anything was done to them? By Welch's test of each covariate, its smallest p times the number of tests
 * (Bonferroni). Said, and no reason to stop: one in twenty sound tests shows it, and CUPED takes the difference out.
 */
export const covariateBalance: Check = {
  id: "pre-period-difference",
  label: { en: "Alike before the test", zh: "实验前各组相近" },
  blocks: false,
  run({ arms, control, metrics }) {
    const compared = metrics.flatMap(({ metric, arms: samples }) => {
      const base = samples[control]?.statistics;
      if (metric.covariate === undefined || !base?.variables.includes("covariate")) return [];
      return samples.flatMap(({ statistics }, at) => {
        const test = at === control ? null : compareMeans(base, statistics, "covariate");
        const difference = { metric, at, from: meanOf(base, "covariate"), to: meanOf(statistics, "covariate") };
        return test === null ? [] : [{ ...difference, ...test }];
      });
    });
    const worst = compared.toSorted((a, b) => a.pValue - b.pValue)[0];
    if (!worst) return null;
    const pValue = Math.min(1, worst.pValue * compared.length);
    if (pValue >= level) {
      return {
        ...{ passed: true, pValue, advice: null },
        title: { en: "The groups were alike before", zh: "实验前各组相近" },
        sentence: {
          en: `Before the test the groups did not differ beyond chance (${writeP(pValue)}).`,
          zh: `实验开始前，各组差异未超出偶然范围（${writeP(pValue)}）。`,
        },
      };
    }
    const { metric, at, from, to, standardError } = worst;
    const subject = { ...subjectOfCheck(metric, null), name: metric.covariate ?? metric.name, type: "mean" as const };
    const name = nameMetric(subject);
    const levels = writeLevels(from, to, subject, decimalsOf(subject, [to - from], 1.96 * standardError));
    const arm = quoteArm(arms[at]?.arm ?? "");
    return {
      ...{ passed: false, pValue },
      title: { en: "The groups differed before", zh: "实验前各组已有差异" },
      sentence: {
        en: `Before the test ${name.en} of ${arm} was already another, ${levels.en} (${writeP(pValue)}).`,
        zh: `实验开始前，${arm}的${name.zh}已与对照组不同，${levels.zh}（${writeP(pValue)}）。`,
      },
      advice: {
        en: "The adjustment for it (CUPED) takes the difference out of the result. If several such columns differ, look at how users were assigned.",
        zh: "结果已按该指标调整（CUPED），差异会被扣除。若多个实验前指标都有差异，请检查分组方式。",
      },
    };
  },
};
