import { formatShare } from "../../core/format.ts";
import { nameMetric, quoteArm, writeP } from "../wording-amounts.ts";
import type { Check } from "./check.ts";
import { subjectOfCheck } from "./check-subject.ts";
import { testEqualShares } from "./chi-squared-test.ts";

const level = 0.001;

/** Values that are missing in one arm more than in another: the treatment, or its tracking, decides who is measured. */
export const missingValues: Check = {
  id: "missing-values",
  label: { en: "Values miss alike", zh: "各组缺失值相当" },
  blocks: false,
  run({ arms, metrics }) {
    const totals = arms.map(({ n }) => n);
    const tested = metrics
      .filter(({ missing }) => missing.some((count) => count > 0))
      .map(({ metric, missing }) => ({ metric, missing, ...testEqualShares(missing, totals) }));
    const worst = tested.toSorted((a, b) => a.pValue - b.pValue)[0];
    if (!worst) return null;
    const pValue = Math.min(1, worst.pValue * tested.length);
    if (pValue >= level) {
      return {
        ...{ passed: true, pValue, advice: null },
        title: { en: "Values miss alike", zh: "各组缺失值相当" },
        sentence: {
          en: `Values miss in all groups alike (${writeP(pValue)}).`,
          zh: `各组缺失值的比例相当（${writeP(pValue)}）。`,
        },
      };
    }
    const shares = worst.missing.map((count, at) => count / Math.max(1, totals[at] ?? 0));
    const [low, high] = [Math.min(...shares), Math.max(...shares)].map((share) => shares.indexOf(share));
    const name = nameMetric({ ...subjectOfCheck(worst.metric, null), type: "proportion" });
    const told = [high, low].map((at) => ({ arm: quoteArm(arms[at ?? 0]?.arm ?? ""), share: shares[at ?? 0] ?? 0 }));
    const [most, least] = told;
    return {
      ...{ passed: false, pValue },
      title: { en: "Values miss unequally", zh: "各组缺失值不均" },
      sentence: {
        en: `${name.en} is missing for ${writeShare(most?.share, "en")} of ${most?.arm} and ${writeShare(least?.share, "en")} of ${least?.arm} (${writeP(pValue)}).`,
        zh: `${name.zh.trimStart()}在${most?.arm}中缺失 ${writeShare(most?.share, "zh")}，在${least?.arm}中缺失 ${writeShare(least?.share, "zh")}（${writeP(pValue)}）。`,
      },
      advice: {
        en: "Likely one variant is tracked differently. Mend the tracking, or count missing as nothing done where that is true.",
        zh: "可能是某一组的埋点不同。请修正埋点；若缺失即表示未发生，可按零计。",
      },
    };
  },
};

function writeShare(share: number | undefined, locale: "en" | "zh"): string {
  return formatShare(share ?? 0, locale);
}
