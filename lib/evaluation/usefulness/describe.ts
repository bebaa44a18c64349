import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";
import type { UsefulnessClustering, UsefulnessMeasures, UsefulnessOf, UsefulnessSummary } from "./schema.ts";

export const words: Readonly<Record<UsefulnessOf["id"], Localised>> = {
  rfm: { en: "Segments by RFM", zh: "按 RFM 划分的人群" },
  features: { en: "Segments by features", zh: "按特征划分的人群" },
  text: { en: "Segments by what people wrote", zh: "按用户文字划分的人群" },
  behaviour: { en: "Segments by what people did", zh: "按用户行为划分的人群" },
  joined: { en: "Segments by all blocks joined", zh: "融合各类信息划分的人群" },
};

/** Absence of evidence is an interval, never "nothing" (STATISTICS.md rule 11). */
export function describeUsefulness(
  id: UsefulnessOf["id"],
  outcome: UsefulnessSummary["outcome"],
  { increment, overRfm }: Pick<UsefulnessOf, "increment" | "overRfm">,
): Localised {
  const { en, zh } = words[id];
  const own = increment.gini;
  if (!own) return { en: `${en}: too little was bought later to tell.`, zh: `${zh}：之后的购买太少，无法判断。` };
  const range = `${signed(own.low)}…${signed(own.high)}`;
  const first = told(outcome)[own.low > 0 ? "more" : own.high < 0 ? "less" : "open"];
  const rival = overRfm?.gini;
  const second = !rival ? null : rival.low > 0 ? beside.more : rival.high < 0 ? beside.less : beside.open;
  const rivalRange = rival ? `${signed(rival.low)}…${signed(rival.high)}` : "";
  return {
    en: `${en} ${first.en} (Gini ${range})${second ? `; alone they ${second.en} (${rivalRange})` : ""}.`,
    zh: `${zh}${first.zh}（基尼 ${range}）${second ? `；单独使用时${second.zh}（${rivalRange}）` : ""}。`,
  };
}

const blockWords: Readonly<Record<BlockId, Localised>> = {
  features: { en: "Features", zh: "特征" },
  text: { en: "What people wrote", zh: "用户文字" },
  behaviour: { en: "What people did", zh: "用户行为" },
};

/** What the joined segments tell with a block that they do not tell without it. */
export function describeBlock(
  id: BlockId,
  outcome: UsefulnessSummary["outcome"],
  difference: UsefulnessMeasures,
): Localised {
  const { en, zh } = blockWords[id];
  const { gini } = difference;
  if (!gini) return { en: `${en}: too little was bought later to tell.`, zh: `${zh}：之后的购买太少，无法判断。` };
  const later = outcome === "spend" ? { en: "spend", zh: "消费" } : { en: "purchases", zh: "购买" };
  const range = `${signed(gini.low)}…${signed(gini.high)}`;
  if (gini.low > 0)
    return {
      en: `${en}: with it the segments tell more of later ${later.en} (Gini ${range}).`,
      zh: `${zh}：加入后，人群更能预示之后的${later.zh}（基尼 ${range}）。`,
    };
  if (gini.high < 0)
    return {
      en: `${en}: with it the segments tell less of later ${later.en} (Gini ${range}).`,
      zh: `${zh}：加入后，人群对之后${later.zh}的预示能力下降（基尼 ${range}）。`,
    };
  return {
    en: `${en}: no evidence that it changes what the segments tell of later ${later.en} (Gini ${range}).`,
    zh: `${zh}：未显示加入与否会影响对之后${later.zh}的预示（基尼 ${range}）。`,
  };
}

function told(outcome: UsefulnessSummary["outcome"]) {
  const { en, zh } = outcome === "spend" ? { en: "spend", zh: "消费" } : { en: "purchases", zh: "购买" };
  return {
    more: {
      en: `add to what past ${en} and RFM tell of later ${en}`,
      zh: `能在历史${zh}与 RFM 之外进一步预示之后的${zh}`,
    },
    less: { en: `make what past ${en} and RFM tell of later ${en} worse`, zh: `加入后反而不如仅用历史${zh}与 RFM` },
    open: {
      en: `show no evidence of adding to what past ${en} and RFM tell of later ${en}`,
      zh: `未显示出能在历史${zh}与 RFM 之外进一步预示之后的${zh}`,
    },
  };
}

const beside = {
  more: { en: "tell more than segments by RFM", zh: "优于按 RFM 划分的人群" },
  less: { en: "tell less than segments by RFM", zh: "不如按 RFM 划分的人群" },
  open: { en: "cannot be told from segments by RFM", zh: "与按 RFM 划分的人群难分高下" },
} as const;

export function signed(value: number): string {
  const shown = Math.abs(value).toFixed(3);
  return `${value < 0 ? "−" : "+"}${shown}`;
}

/** Why nothing can be said. */
export const notEnough = {
  time: {
    en: "There are no purchases over at least eight days, so no later time can be held out.",
    zh: "没有至少八天的购买记录，无法留出之后的时间段。",
  },
  users: {
    en: "Too few customers had bought before the cut, or bought after it, to judge by them.",
    zh: "截止日之前的客户或之后回购的客户太少，无法据此判断。",
  },
  others: {
    en: "Before the cut the fixed segments held everybody, so that there was nobody else to find segments among.",
    zh: "截止日之前，固定人群已包含所有客户，没有其余客户可供划分。",
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** cuts: those that were judged. */
export function notesOn(cuts: number, days: number): Localised[] {
  const once = { en: "One cut in time; another season may differ.", zh: "仅在一个时间点切分，其他时期可能不同。" };
  const rolled = {
    en: `Everything was made again from what was known at ${cuts} dates, and each judged by the ${days} days after it. Charts of single ways show the last date.`,
    zh: `在 ${cuts} 个时间点分别用当时已知的数据重新计算，并各以其后 ${days} 天的结果检验；单项图表为最后一个时间点。`,
  };
  const { en, zh } = cuts > 1 ? rolled : once;
  return [
    {
      en: `${en} A segmentation that adds nothing here may still be right for choosing the message.`,
      zh: `${zh}即使在此没有增益，人群划分仍可能适合用于选择沟通内容。`,
    },
  ];
}

/** What was done again at each date, and what of the run was not. */
export function howSegmented(k: number, { algorithm, k: asked, fixed = [], isRuled }: UsefulnessClustering): Localised {
  const parts = [
    {
      en: `Each date has ${k} segments by k-means`,
      zh: `每个时间点都用 k-means 划分出 ${k} 个人群`,
    },
    ...(algorithm === "k-means" ? [] : [{ en: ", whatever algorithm the run used", zh: "（与本次所用算法无关）" }]),
    ...(fixed.some(({ users }) => users)
      ? [{ en: ", without those fixed by a list, which is of today", zh: "，不含按名单固定的人群（名单是现在的）" }]
      : []),
    ...(fixed.some(({ where }) => where)
      ? [
          {
            en: ", found beside whoever met the rules of the fixed segments then",
            zh: "，固定人群则按规则以当时的数据确定",
          },
        ]
      : []),
    ...(isRuled ? [{ en: ", without size limits and pairs", zh: "，不考虑人数上下限与配对规则" }] : []),
    asked === "auto"
      ? { en: "; the number was chosen on the whole period.", zh: "；人群数由整个时间段选定。" }
      : { en: ".", zh: "。" },
  ];
  return { en: parts.map(({ en }) => en).join(""), zh: parts.map(({ zh }) => zh).join("") };
}

/** What stands beside past spend and RFM, and how well it did. */
export function lifetimeNotes(lifetime: UsefulnessSummary["lifetime"]): Localised[] {
  if (!lifetime) return [];
  const bought = formatNumber(lifetime.bought);
  if (!lifetime.model || lifetime.expected === null)
    return lifetime.reason
      ? [
          {
            en: `No model of purchases beside RFM. ${lifetime.reason.en}`,
            zh: `RFM 之外未加入购买模型：${lifetime.reason.zh}`,
          },
        ]
      : [];
  const expected = formatNumber(Math.round(lifetime.expected));
  return [
    {
      en: `Beside past spend and RFM stands ${lifetime.model.en}, which tells purchases from when people bought: it expected ${expected}, and ${bought} came.`,
      zh: `对照中除历史消费与 RFM 外还包括 ${lifetime.model.zh}（按购买时间预测）：预计 ${expected} 次购买，实际 ${bought} 次。`,
    },
  ];
}
