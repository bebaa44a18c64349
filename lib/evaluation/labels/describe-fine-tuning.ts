import type { Localised } from "../../core/localised.ts";
import type { FineTuningFigures, Interval, LabelSource } from "./schema.ts";

/**
 * What fine-tuning did, and whether a simpler model does as well: then it does not pay. By log loss, the one measure that is
 * of every user and hears how sure a model was; ranks change little where classes are told well already.
 */
export function describeFineTuning({
  source,
  change,
  rival,
  overRival,
}: Omit<FineTuningFigures, "verdict">): Localised {
  const what = subjects[source === "events" ? "events" : "features"];
  if (!change.logLoss) return { en: `${what.en}: nothing could be compared.`, zh: `${what.zh}：无法比较。` };
  const first = changes[signOf(change.logLoss)];
  const start = {
    en: `${what.en}: fine-tuning ${first.en} (log loss ${rangeOf(change.logLoss)})`,
    zh: `${what.zh}：微调${first.zh}（对数损失 ${rangeOf(change.logLoss)}）`,
  };
  const over = overRival?.logLoss;
  if (!rival || !over) return { en: `${start.en}.`, zh: `${start.zh}。` };
  const second = verdicts[signOf(over)];
  const { label } = rival;
  const from = learntFrom[rival.source];
  const en = `${lowerFirst(label.en)} on ${from.en}`;
  const zh = `“${label.zh}（${from.zh}）”`;
  return {
    en: `${start.en}; ${second.en(en)} (${rangeOf(over)}).`,
    zh: `${start.zh}；${second.zh(zh)}（${rangeOf(over)}）。`,
  };
}

const subjects = {
  features: { en: "The features as tokens", zh: "以特征为词元" },
  events: { en: "What users did, event by event", zh: "逐条行为记录" },
} as const satisfies Readonly<Record<string, Localised>>;

const learntFrom: Readonly<Record<LabelSource, Localised>> = {
  features: { en: "the features", zh: "特征" },
  text: { en: "what people wrote", zh: "用户文字" },
  behaviour: { en: "what people did", zh: "用户行为" },
  joined: { en: "all blocks joined", zh: "全部信息" },
  events: { en: "events", zh: "行为记录" },
};

type Sign = "better" | "worse" | "open";

const changes: Readonly<Record<Sign, Localised>> = {
  better: { en: "tells the label better", zh: "提升了预测效果" },
  worse: { en: "tells the label worse", zh: "降低了预测效果" },
  open: { en: "shows no evidence of telling the label better", zh: "未显示出提升" },
};

const verdicts: Readonly<Record<Sign, { en(rival: string): string; zh(rival: string): string }>> = {
  better: {
    en: (rival) => `it beats the best other model, ${rival}, so it pays`,
    zh: (rival) => `并优于其他模型中最好的${rival}，值得使用`,
  },
  worse: {
    en: (rival) => `${rival} still tells more at a fraction of the work, so it does not pay`,
    zh: (rival) => `但${rival}以少得多的计算取得更好的效果，不值得使用`,
  },
  open: {
    en: (rival) => `it cannot be told from ${rival}, which is a fraction of the work, so it does not pay`,
    zh: (rival) => `与计算量小得多的${rival}难分高下，不值得使用`,
  },
};

function signOf({ low, high }: Interval): Sign {
  return high < 0 ? "better" : low > 0 ? "worse" : "open";
}

function rangeOf({ low, high }: Interval): string {
  return `${signed(low)}…${signed(high)}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
