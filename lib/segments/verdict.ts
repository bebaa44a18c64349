import type { Localised } from "../core/localised.ts";
import { computed, inconclusive } from "../core/outcome.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { WholesaleOffer } from "../features/schema.ts";
import { describeConcentration, type SegmentShare } from "./concentration.ts";
import { countEn } from "./fractions.ts";
import type { StructureStrength, Verdict } from "./schema.ts";

export interface VerdictInput {
  readonly evaluation: Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "silhouette">;
  readonly segments: readonly SegmentShare[];
  readonly people: Localised;
  readonly users: number;
  readonly wholesale: WholesaleOffer | null;
}

/** Fewer people than this tell groups from chance no more: the smallest group whose figures hold still is as large. */
const fewest = 30;

/**
 * Kaufman & Rousseeuw 1990, table 4 ("Finding Groups in Data", p. 88), on the width as it is shown, with two decimals:
 * ≤ .25 no substantial structure, .26–.50 weak and could be artificial, .51–.70 reasonable, ≥ .71 strong.
 */
export function gradeSilhouette(width: number): StructureStrength {
  const shown = Math.round(width * 100);
  if (shown <= 25) return "none";
  if (shown <= 50) return "weak";
  return shown <= 70 ? "reasonable" : "strong";
}

/** Less than this above one cloud of the same covariance is the cloud's shape for the most part (two points of the scale). */
const margin = 0.05;

/**
 * How far the segments may be trusted, and what they are worth. The silhouette is read beside its null (STATISTICS.md
 * rule 1): data no better than the highest of the null's clouds never count for more than weak, and are called slices.
 */
export function judgeSegments({ evaluation, segments, people, users, wholesale }: VerdictInput): Verdict {
  const width = evaluation.silhouette.mean;
  const fit = evaluation.fits.find(({ k }) => k === evaluation.k);
  const cloud = fit?.nullSilhouette ?? null;
  if (width === null) return noGroups(evaluation.k, people);
  const graded = gradeSilhouette(width);
  const isBeyondCloud = cloud !== null && width > cloud.high;
  const aboveNull = cloud
    ? computed(width - cloud.mean)
    : inconclusive({ en: "No cloud was drawn.", zh: "没有可比较的单一分布。" });
  const strength = cloud !== null && !isBeyondCloud && graded !== "none" ? "weak" : graded;
  const isSlices = strength === "none" || (cloud !== null && (!isBeyondCloud || width - cloud.mean < margin));
  const fact = describeConcentration(segments, people, wholesale);
  const structure = describeStructure(strength, evaluation.k, isSlices, cloud !== null, fact.differs);
  return {
    strength,
    aboveNull,
    sentence:
      users < fewest
        ? describeFew(users, evaluation.k, people)
        : { en: `${structure.en} ${fact.sentence.en}`, zh: `${structure.zh}${fact.sentence.zh}` },
    detail: describeFigures(evaluation, width, graded, cloud),
  };
}

/** An algorithm that finds for itself how many there are found one, or none. */
function noGroups(k: number, people: Localised): Verdict {
  const reason: Localised = { en: "Fewer than two groups have no silhouette.", zh: "不足两个人群，无法计算轮廓系数。" };
  return {
    strength: "none",
    aboveNull: inconclusive(reason),
    sentence: {
      en: `These ${people.en} do not form groups on these features.`,
      zh: `按这些特征，${people.zh}没有形成不同的人群。`,
    },
    detail:
      k === 0
        ? { en: "Nowhere do they lie denser than elsewhere.", zh: "没有任何区域明显更密集。" }
        : { en: "There is one dense group, and the rest lies around it.", zh: "只有一个密集区域，其余散布在周围。" },
  };
}

function describeFew(users: number, k: number, people: Localised): Localised {
  const n = countEn(k).toLowerCase();
  return {
    en: `${countEn(users)} ${people.en} are too few to tell groups from chance: take these ${n} as a sketch.`,
    zh: `只有 ${users} 位${people.zh}，不足以判断人群是否真实存在；这 ${k} 群仅供参考。`,
  };
}

function describeStructure(
  strength: StructureStrength,
  k: number,
  isSlices: boolean,
  isCompared: boolean,
  isUseful: boolean,
): Localised {
  const n = countEn(k);
  if (isSlices) {
    return isUseful
      ? { en: `${n} useful slices of one cloud.`, zh: `整体连成一片，没有天然的分界；分成 ${k} 群仍有实用价值。` }
      : { en: `${n} slices of one cloud.`, zh: `整体连成一片，没有天然的分界；这 ${k} 群只是切分的结果。` };
  }
  if (strength === "weak") {
    return isCompared
      ? {
          en: `${n} groups that stand apart weakly, yet more than one cloud would.`,
          zh: `${k} 个人群区分较弱，但比无结构的对照更清楚。`,
        }
      : {
          en: `${n} weak groups; they could be one cloud, which was not tried.`,
          zh: `${k} 个人群区分较弱，可能本是一个整体（未做对照）。`,
        };
  }
  const beside = isCompared ? { en: "", zh: "" } : { en: ", not compared with one cloud", zh: "（未做对照）" };
  return strength === "reasonable"
    ? { en: `${n} groups with a reasonable structure${beside.en}.`, zh: `${k} 个人群之间有较清楚的分界${beside.zh}。` }
    : { en: `${n} groups that stand clearly apart${beside.en}.`, zh: `${k} 个人群界限分明${beside.zh}。` };
}

const grades: Readonly<Record<StructureStrength, Localised>> = {
  none: { en: "no substantial structure", zh: "没有明显结构" },
  weak: { en: "weak, could be artificial", zh: "结构较弱，可能是人为划分" },
  reasonable: { en: "reasonable", zh: "结构较合理" },
  strong: { en: "strong", zh: "结构很强" },
};

function describeFigures(
  { silhouette, k, chosenBy, fits }: VerdictInput["evaluation"],
  mean: number,
  graded: StructureStrength,
  cloud: { readonly mean: number; readonly low: number; readonly high: number } | null,
): Localised {
  const error = silhouette.standardError === null ? "" : ` ± ${silhouette.standardError.toFixed(3)}`;
  const width = `${twoDecimals(mean)}${error}`;
  const en = [`Average silhouette width ${width} (${grades[graded].en})`];
  const zh = [`平均轮廓系数 ${width}（${grades[graded].zh}）`];
  if (cloud) {
    const [low, high] = [twoDecimals(cloud.low), twoDecimals(cloud.high)];
    const range = (open: string, close: string) => (low === high ? "" : `${open}${low}–${high}${close}`);
    en.push(`one cloud of the same shape gives ${twoDecimals(cloud.mean)}${range(" (", ")")}`);
    zh.push(`形状相同的单一群体为 ${twoDecimals(cloud.mean)}${range("（", "）")}`);
  } else {
    en.push("no cloud was drawn to compare it with");
    zh.push("未生成对照群体");
  }
  const fewest = Math.min(...fits.filter(({ offered }) => offered).map((fit) => fit.k));
  if (chosenBy === "auto" && k === fewest && fits.some((fit) => fit.k < fewest)) {
    en.push(`fewer than ${countEn(fewest).toLowerCase()} groups are not offered, which is a business default`);
    zh.push(`按业务默认，不提供少于 ${fewest} 群的方案`);
  }
  return { en: `${en.join("; ")}.`, zh: `${zh.join("；")}。` };
}

function twoDecimals(value: number): string {
  return value.toFixed(2).replace("-", "−");
}
