import type { Localised } from "../core/localised.ts";
import type { EvaluationSummary, FitMeasures } from "../evaluation/schema.ts";
import { countEn } from "./fractions.ts";
import { twoDecimals } from "./two-decimals.ts";

type Judged = Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "silhouette" | "judges">;

/** Of every other number of segments, why it was not taken: what was asked for, what is not offered, and what the judges say. */
export function explainOthers(evaluation: Judged): { readonly k: number; readonly sentence: Localised }[] {
  const chosen = evaluation.fits.find(({ k }) => k === evaluation.k);
  if (!chosen) return [];
  const offered = evaluation.fits.filter((fit) => fit.offered).map(({ k }) => k);
  return evaluation.fits
    .filter(({ k, silhouette }) => k !== evaluation.k && silhouette !== null)
    .map((fit) => {
      const reasons = [
        ...askedReason(evaluation),
        ...offerReason(evaluation, fit, Math.min(...offered)),
        ...silhouetteReason(fit, chosen),
        ...cloudReason(fit),
        ...strengthReason(evaluation, fit.k),
      ];
      const [first = { en: "", zh: "" }, ...others] = reasons;
      const en = [first, ...others].map((reason) => reason.en).join("; ");
      const zh = [first, ...others].map((reason) => reason.zh).join("；");
      return { k: fit.k, sentence: { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` } };
    });
}

function askedReason({ chosenBy, k }: Judged): Localised[] {
  if (chosenBy !== "asked") return [];
  return [{ en: `${countEn(k).toLowerCase()} were asked for`, zh: `指定了 ${k} 个人群` }];
}

function offerReason({ chosenBy }: Judged, fit: FitMeasures, fewest: number): Localised[] {
  if (chosenBy === "asked" || fit.offered) return [];
  if (fit.k > fewest) return [{ en: "not in the range that was asked for", zh: "不在指定的范围内" }];
  const en = `fewer than ${countEn(fewest).toLowerCase()} are not offered, which is a business default`;
  return [{ en, zh: `按业务默认，不提供少于 ${fewest} 群的方案` }];
}

function silhouetteReason(fit: FitMeasures, chosen: FitMeasures): Localised[] {
  if (fit.silhouette === null || chosen.silhouette === null) return [];
  const [own, best] = [twoDecimals(fit.silhouette), twoDecimals(chosen.silhouette)];
  if (own === best) return [{ en: `silhouette width ${own}, much the same`, zh: `轮廓系数 ${own}，基本相同` }];
  return fit.silhouette < chosen.silhouette
    ? [{ en: `silhouette width ${own}, below ${best}`, zh: `轮廓系数 ${own}，低于 ${best}` }]
    : [{ en: `though its silhouette width is ${own}, above ${best}`, zh: `虽然轮廓系数为 ${own}，高于 ${best}` }];
}

function cloudReason({ silhouette, nullSilhouette }: FitMeasures): Localised[] {
  if (silhouette === null || nullSilhouette === null || silhouette > nullSilhouette.high) return [];
  return [{ en: "no more than one cloud gives", zh: "不高于无结构的对照" }];
}

/** Prediction strength, of those that were tried. */
function strengthReason({ judges, k }: Judged, other: number): Localised[] {
  const fits = judges?.curves.find(({ id }) => id === "predictionStrength")?.fits ?? [];
  const strength = (of: number) => fits.find((fit) => fit.k === of)?.value;
  const [own, best] = [strength(other), strength(k)];
  if (own === undefined || best === undefined || own >= best) return [];
  return [
    {
      en: `one half of the data tells the other's less well (${twoDecimals(own)} beside ${twoDecimals(best)})`,
      zh: `用一半数据预测另一半的效果更差（${twoDecimals(own)}，而本方案为 ${twoDecimals(best)}）`,
    },
  ];
}
