import type { Localised } from "../core/localised.ts";
import type { NullRange } from "../evaluation/null-cloud.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import { stayedWhole } from "./evidence.ts";
import { countEn } from "./fractions.ts";
import { twoDecimals } from "./two-decimals.ts";

/**
 * What clouds without groups give, as a part of a sentence: their silhouette, that they stayed whole (which speaks for groups as
 * much as a low silhouette does), or that none was drawn.
 */
export function cloudFigure(
  fits: EvaluationSummary["fits"],
  k: number,
  judges: EvaluationSummary["judges"],
): Localised {
  const fit = fits.find((one) => one.k === k);
  const cloud = fit?.nullSilhouette;
  if (cloud) {
    const some = partOfClouds(judges);
    const [en, zh] = [shown(cloud, " (", ")"), shown(cloud, "（", "）")];
    return { en: `one cloud of the same shape gives ${en}${some.en}`, zh: `形状相同的单一群体为 ${zh}${some.zh}` };
  }
  if (!judges || !stayedWhole(judges)) return { en: "no cloud was drawn to compare it with", zh: "未生成对照群体" };
  const { drawn } = judges.clouds.gaussian;
  const n = countEn(drawn).toLowerCase();
  const flat = fit?.flatSilhouette;
  const beside = flat
    ? {
        en: `, flat ones did with ${shown(flat, " (", ")")}`,
        zh: `，均匀分布的对照分裂后为 ${shown(flat, "（", "）")}`,
      }
    : { en: "", zh: "" };
  return {
    en:
      drawn === 1
        ? `one cloud of the same shape did not fall into groups${beside.en}`
        : `none of ${n} clouds of the same shape fell into groups${beside.en}`,
    zh: `形状相同、没有分群的 ${drawn} 个对照群体都没有分裂${beside.zh}`,
  };
}

/** Where users are left out: the silhouette with everybody counted, as a part of a sentence. */
export function everybodyFigure(width: number, judges: EvaluationSummary["judges"]): Localised[] {
  const counted = judges?.everybody;
  if (!counted?.gaussian) return [];
  const { share, gaussian, flat } = counted;
  const own = twoDecimals(width * share);
  const beside = flat
    ? { en: `, flat ones ${shown(flat, " (", ")")}`, zh: `，均匀分布的对照为 ${shown(flat, "（", "）")}` }
    : { en: "", zh: "" };
  return [
    {
      en: `over all of them, 0 for those in no segment, it is ${own}, clouds of the same shape give ${shown(gaussian, " (", ")")}${beside.en}`,
      zh: `全部计入（未归入任何人群的按 0 计）后为 ${own}，形状相同的单一群体为 ${shown(gaussian, "（", "）")}${beside.zh}`,
    },
  ];
}

/** Where only some fell into groups, their silhouette is that of the worst case. */
function partOfClouds(judges: EvaluationSummary["judges"]): Localised {
  const { drawn, split } = judges?.clouds.gaussian ?? { drawn: 0, split: 0 };
  if (split >= drawn) return { en: "", zh: "" };
  return {
    en: ` where it falls into groups at all (${split} of ${drawn} did)`,
    zh: `（${drawn} 个对照中只有 ${split} 个分裂成人群）`,
  };
}

function shown({ mean, low, high }: NullRange, open: string, close: string): string {
  const [from, to] = [twoDecimals(low), twoDecimals(high)];
  return `${twoDecimals(mean)}${from === to ? "" : `${open}${from}–${to}${close}`}`;
}
