import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { AdapterFigure, AdapterTrial } from "../../embedding/adapter-schema.ts";

const names: Readonly<Record<AdapterTrial, Localised>> = {
  "nearest-centroid": { en: "the score of label centres", zh: "按标签中心判断的得分" },
  "logistic-regression": { en: "the score of logistic regression", zh: "逻辑回归的得分" },
  "k-means": { en: "the agreement of k-means with the labels", zh: "k-means 与标签的一致度" },
};

/**
 * An adapter is used where held-out users are told better by class centres, or grouped better by k-means, with the 95 %
 * interval above 0, and where no figure is worse with its interval below 0. Labels that are noise pass by chance one time in
 * twenty at most: two figures, 2.5 % each. Losses are no judge: vectors that all fall together lower those on noise.
 */
export function judgeAdapter(
  figures: readonly AdapterFigure[],
  steps: number,
): { readonly isUsed: boolean; readonly verdict: Localised } {
  const worse = figures.find(({ difference }) => difference !== null && difference.high < 0);
  const better = figures.find(
    ({ trial, measure, difference }) =>
      difference !== null &&
      difference.low > 0 &&
      (trial === "k-means" || (trial === "nearest-centroid" && measure === "accuracy")),
  );
  if (steps === 0) return { isUsed: false, verdict: noStep };
  if (worse) return { isUsed: false, verdict: refusedFor(worse) };
  if (!better) return { isUsed: false, verdict: notShown };
  return { isUsed: true, verdict: usedFor(better) };
}

const noStep: Localised = {
  en: "No training told held-out users better, so the text vectors stay as they were.",
  zh: "训练没有让留出用户被判断得更准，文字向量保持原样。",
};

const notShown: Localised = {
  en: "On held-out users no gain is shown beyond chance, so the text vectors stay as they were. More labels may change that.",
  zh: "在留出用户上没有超出偶然的提升，文字向量保持原样。增加标签后可能不同。",
};

function refusedFor({ trial, before, after }: AdapterFigure): Localised {
  return {
    en: `On held-out users ${names[trial].en} fell from ${inWords(before)} to ${inWords(after)}, so the text vectors stay as they were.`,
    zh: `在留出用户上，${names[trial].zh}从 ${inWords(before)} 降到 ${inWords(after)}，文字向量保持原样。`,
  };
}

function usedFor({ trial, before, after }: AdapterFigure): Localised {
  return {
    en: `On held-out users ${names[trial].en} rose from ${inWords(before)} to ${inWords(after)}, so the adapted text vectors are used.`,
    zh: `在留出用户上，${names[trial].zh}从 ${inWords(before)} 升到 ${inWords(after)}，因此采用适配后的文字向量。`,
  };
}

function inWords(figure: number): string {
  return formatNumber(figure, 2, true);
}
