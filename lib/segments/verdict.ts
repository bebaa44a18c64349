import type { Localised } from "../core/localised.ts";
import { computed, inconclusive } from "../core/outcome.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { WholesaleOffer } from "../features/schema.ts";
import type { TableKind } from "../ingest/schema.ts";
import { cloudFigure, everybodyFigure } from "./clouds.ts";
import { describeConcentration, type SegmentShare } from "./concentration.ts";
import { stayedWhole, weighEvidence } from "./evidence.ts";
import { countEn } from "./fractions.ts";
import { otherFeatures, suggestData } from "./missing-data.ts";
import { areRows, countPeople } from "./people.ts";
import { describeReturning } from "./returning.ts";
import type { StructureStrength, Verdict } from "./schema.ts";
import { twoDecimals } from "./two-decimals.ts";
import { explainOthers } from "./why-not.ts";

type Judged = Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "silhouette" | "judges"> & {
  readonly windows?: EvaluationSummary["windows"] | undefined;
};

export interface VerdictInput {
  readonly evaluation: Judged;
  readonly segments: readonly SegmentShare[];
  readonly people: Localised;
  readonly users: number;
  readonly wholesale: WholesaleOffer | null;
  /** Who is in no segment. */
  readonly noise?: Pick<SegmentShare, "share" | "revenueShare"> | null;
  /** Kinds of tables that tell of these people. */
  readonly kinds: ReadonlySet<TableKind>;
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

/**
 * How far the segments may be trusted, and what they are worth, in one sentence: groups that return or not, slices of one cloud
 * that are useful, or no groups and what could be added. What is no better than clouds without groups never counts for more than weak.
 */
export function judgeSegments(input: VerdictInput): Verdict {
  const { evaluation, people, users } = input;
  const { k } = evaluation;
  const width = evaluation.silhouette.mean;
  if (width === null) return noGroups(input);
  const cloud = evaluation.fits.find((fit) => fit.k === k)?.nullSilhouette ?? null;
  const graded = gradeSilhouette(width);
  const evidence = weighEvidence(evaluation);
  const isSeen = graded !== "none" || evidence.hasPeaks === true;
  const isUntried = !evidence.isCompared && !evidence.isApart;
  const isGroups = isSeen && evidence.hasPeaks !== false && (isUntried || evidence.isApart);
  const isFloored = isGroups === (graded === "none");
  const strength = isFloored ? "weak" : graded;
  const fact = describeConcentration(input.segments, people, input.wholesale, input.noise);
  const structure = isGroups
    ? describeGroups(strength, evaluation, people, evidence.isCompared)
    : describeSlices(input, fact.differs);
  return {
    strength,
    aboveNull: cloud
      ? computed(width - cloud.mean)
      : inconclusive(stayedWhole(evaluation.judges) ? wholeClouds : noCloud),
    sentence:
      users < fewest
        ? describeFew(users, k, people)
        : isGroups || fact.differs
          ? { en: `${structure.en} ${fact.sentence.en}`, zh: `${structure.zh}${fact.sentence.zh}` }
          : structure,
    detail: describeFigures(areRows(people) ? { ...evaluation, windows: undefined } : evaluation, width, graded),
    whyNot: explainOthers(evaluation),
  };
}

const noCloud: Localised = { en: "No cloud was drawn to compare with.", zh: "没有生成对照群体。" };
const wholeClouds: Localised = {
  en: "The clouds without groups stayed whole, so that they have no silhouette.",
  zh: "没有分群的对照群体没有分裂，因此没有轮廓系数。",
};

/** An algorithm that finds for itself how many there are found one, or none. */
function noGroups({ evaluation: { k }, segments, people, kinds }: VerdictInput): Verdict {
  const reason: Localised = { en: "Fewer than two groups have no silhouette.", zh: "不足两个人群，无法计算轮廓系数。" };
  return {
    strength: "none",
    aboveNull: inconclusive(reason),
    sentence: withoutGroups(people, kinds),
    detail:
      k === 0
        ? { en: "Nowhere do they lie denser than elsewhere.", zh: "没有任何区域明显更密集。" }
        : segments.some(({ share }) => share === 1)
          ? {
              en: `There is one dense group, and ${areRows(people) ? "everything" : "everybody"} is in it.`,
              zh: `只有一个密集区域，${areRows(people) ? "所有行" : "所有人"}都在其中。`,
            }
          : { en: "There is one dense group, and the rest lies around it.", zh: "只有一个密集区域，其余散布在周围。" },
    whyNot: [],
  };
}

function withoutGroups(people: Localised, kinds: ReadonlySet<TableKind>): Localised {
  const add = areRows(people) ? otherFeatures : suggestData(kinds);
  return {
    en: `These ${people.en} do not form groups on these features. ${add.en}`,
    zh: `按这些特征，${people.zh}没有形成不同的人群。${add.zh}`,
  };
}

function describeFew(users: number, k: number, people: Localised): Localised {
  const n = countEn(k).toLowerCase();
  return {
    en: `${countEn(users)} ${people.en} are too few to tell groups from chance: take these ${n} as a sketch.`,
    zh: `只有 ${countPeople(users, people).zh}，不足以判断人群是否真实存在；这 ${k} 群仅供参考。`,
  };
}

function describeSlices({ evaluation: { k }, people, kinds }: VerdictInput, isUseful: boolean): Localised {
  if (!isUseful) return withoutGroups(people, kinds);
  return {
    en: `${countEn(k)} useful slices of one cloud.`,
    zh: `整体连成一片，没有天然的分界；分成 ${k} 群仍有实用价值。`,
  };
}

function describeGroups(
  strength: StructureStrength,
  evaluation: Judged,
  people: Localised,
  isCompared: boolean,
): Localised {
  const { k } = evaluation;
  const n = countEn(k);
  if (strength === "weak" && !isCompared) {
    return {
      en: `${n} weak groups; they could be one cloud, which was not tried.`,
      zh: `${k} 个人群区分较弱，可能本是一个整体（未做对照）。`,
    };
  }
  const apart = {
    weak: { en: `${n} groups that stand apart weakly`, zh: `${k} 个人群区分较弱，但比无结构的对照更清楚` },
    reasonable: { en: `${n} groups that stand reasonably apart`, zh: `${k} 个人群之间有较清楚的分界` },
    strong: { en: `${n} groups that stand clearly apart`, zh: `${k} 个人群界限分明` },
  }[strength === "none" ? "weak" : strength];
  const beside = isCompared ? { en: "", zh: "" } : { en: ", not compared with one cloud", zh: "（未做对照）" };
  const clause = describeReturning(evaluation, k, people)?.clause ?? { en: "", zh: "" };
  return { en: `${apart.en}${clause.en}${beside.en}.`, zh: `${apart.zh}${clause.zh}${beside.zh}。` };
}

const grades: Readonly<Record<StructureStrength, Localised>> = {
  none: { en: "no substantial structure", zh: "没有明显结构" },
  weak: { en: "weak, could be artificial", zh: "结构较弱，可能是人为划分" },
  reasonable: { en: "reasonable", zh: "结构较合理" },
  strong: { en: "strong", zh: "结构很强" },
};

function describeFigures(
  { silhouette, k, chosenBy, fits, judges, windows }: Judged,
  mean: number,
  graded: StructureStrength,
): Localised {
  const error = silhouette.standardError === null ? "" : ` ± ${silhouette.standardError.toFixed(3)}`;
  const width = `${twoDecimals(mean)}${error}`;
  const en = [`Average silhouette width ${width} (${grades[graded].en})`];
  const zh = [`平均轮廓系数 ${width}（${grades[graded].zh}）`];
  const clouds = [cloudFigure(fits, k, judges), ...everybodyFigure(mean, judges)];
  const figures = [...clouds, ...sigClustFigure(judges), ...peakFigure(judges)];
  for (const figure of [...figures, ...windowsFigure(windows)]) {
    en.push(figure.en);
    zh.push(figure.zh);
  }
  const fewest = Math.min(...fits.filter(({ offered }) => offered).map((fit) => fit.k));
  if (chosenBy === "auto" && k === fewest && fits.some((fit) => fit.k < fewest)) {
    en.push(`fewer than ${countEn(fewest).toLowerCase()} groups are not offered, which is a business default`);
    zh.push(`按业务默认，不提供少于 ${fewest} 群的方案`);
  }
  return { en: `${en.join("; ")}.`, zh: `${zh.join("；")}。` };
}

/** Information alone: whatever is no Gaussian is rejected, groups or not (STATISTICS.md rule 4). */
function sigClustFigure(judges: Judged["judges"]): Localised[] {
  if (!judges?.sigClust.ok) return [];
  const p = judges.sigClust.value.pValue.toFixed(3);
  return [
    {
      en: `SigClust against one Gaussian p = ${p} (long tails alone make it small)`,
      zh: `SigClust（对照单一高斯分布）p = ${p}（仅有长尾也会偏小）`,
    },
  ];
}

function peakFigure(judges: Judged["judges"]): Localised[] {
  const least = judges?.dips.toSorted((a, b) => a.pValue - b.pValue)[0];
  if (!least) return [];
  const p = least.pValue < 0.001 ? "< 0.001" : `= ${least.pValue.toFixed(3)}`;
  const tests = judges?.dips.length ?? 1;
  const of = tests > 1 ? { en: ` (the least of ${tests})`, zh: `（${tests} 次检验中最小）` } : { en: "", zh: "" };
  return [{ en: `dip test of more than one peak p ${p}${of.en}`, zh: `多峰的 dip 检验 p ${p}${of.zh}` }];
}

/** Why nobody knows whether segments return, in the middle of a sentence. */
function uncompared({ en, zh }: Localised): Localised {
  const why = `${en.charAt(0).toLowerCase()}${en.slice(1)}`.replace(/\.$/, "");
  return { en: `between the two halves of the time: ${why}`, zh: `前后两段时间的对比：${zh.replace(/。$/, "")}` };
}

function windowsFigure(windows: Judged["windows"]): Localised[] {
  if (!windows) return [];
  if (!windows.ok) return [uncompared(windows.reason)];
  const [groups, stay] = [twoDecimals(windows.value.sameGroups), twoDecimals(windows.value.ari)];
  return [
    {
      en: `between the two halves of the time the groups agree by ${groups}, and who is in them by ${stay} (adjusted Rand index)`,
      zh: `前后两段时间的人群划分一致度为 ${groups}，成员归属一致度为 ${stay}（调整兰德指数）`,
    },
  ];
}
