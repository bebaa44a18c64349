import type { Localised } from "../../core/localised.ts";
import type { FineTuningFigures, Interval } from "./schema.ts";

/** What fine-tuning did to ROC AUC, and whether a simpler model does as well: then it does not pay. */
export function describeFineTuning({
  source,
  change,
  rival,
  overRival,
}: Omit<FineTuningFigures, "verdict">): Localised {
  const what = subjects[source === "events" ? "events" : "features"];
  if (!change.rocAuc) return { en: `${what.en}: ${tooFew.en}`, zh: `${what.zh}：${tooFew.zh}` };
  const first = changes[signOf(change.rocAuc)];
  const start = {
    en: `${what.en}: fine-tuning ${first.en} (ROC AUC ${rangeOf(change.rocAuc)})`,
    zh: `${what.zh}：微调${first.zh}（ROC AUC ${rangeOf(change.rocAuc)}）`,
  };
  const over = overRival?.rocAuc;
  if (!rival || !over) return { en: `${start.en}.`, zh: `${start.zh}。` };
  const second = verdicts[signOf(over)];
  const { en, zh } = rival.label;
  return {
    en: `${start.en}; ${second.en(lowerFirst(en))} (${rangeOf(over)}).`,
    zh: `${start.zh}；${second.zh(zh)}（${rangeOf(over)}）。`,
  };
}

const subjects = {
  features: { en: "The features as tokens", zh: "以特征为词元" },
  events: { en: "What users did, event by event", zh: "逐条行为记录" },
} as const satisfies Readonly<Record<string, Localised>>;

const tooFew: Localised = {
  en: "too few users of a class to tell what fine-tuning changes.",
  zh: "某一类别的用户太少，无法判断微调的作用。",
};

type Sign = "up" | "down" | "open";

const changes: Readonly<Record<Sign, Localised>> = {
  up: { en: "tells the label better", zh: "提升了预测效果" },
  down: { en: "tells the label worse", zh: "降低了预测效果" },
  open: { en: "shows no evidence of telling the label better", zh: "未显示出提升" },
};

const verdicts: Readonly<Record<Sign, { en(rival: string): string; zh(rival: string): string }>> = {
  up: {
    en: (rival) => `it beats the best other model, ${rival}, so it pays`,
    zh: (rival) => `并优于其他模型中最好的${rival}，值得使用`,
  },
  down: {
    en: (rival) => `${rival} still tells more at a fraction of the work, so it does not pay`,
    zh: (rival) => `但${rival}以少得多的计算取得更好的效果，不值得使用`,
  },
  open: {
    en: (rival) => `it cannot be told from ${rival}, which is a fraction of the work, so it does not pay`,
    zh: (rival) => `与计算量小得多的${rival}难分高下，不值得使用`,
  },
};

function signOf({ low, high }: Interval): Sign {
  return low > 0 ? "up" : high < 0 ? "down" : "open";
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
