import type { Localised } from "../../core/localised.ts";
import { signed, words } from "./describe.ts";
import type { HeldUp } from "./held-up.ts";
import type { UsefulnessOf, UsefulnessSummary } from "./schema.ts";

/** How what segments tell held up over several cuts in time; null of a cut or none, of which there is nothing to compare. */
export function describeHeldUp(
  id: UsefulnessOf["id"],
  outcome: UsefulnessSummary["outcome"],
  increment: HeldUp | null,
  overRfm: HeldUp | null,
): Localised | null {
  if (!increment || increment.cuts < 2) return null;
  const { en, zh } = words[id];
  const first = told(increment, outcome);
  const second = overRfm && overRfm.cuts > 1 ? { ...beside(overRfm), span: span(overRfm) } : null;
  return {
    en: `${en} ${first.en} (Gini on average ${span(increment)})${second ? `; alone they ${second.en} (${second.span})` : ""}.`,
    zh: `${zh}${first.zh}（基尼平均 ${span(increment)}）${second ? `；单独使用时${second.zh}（${second.span}）` : ""}。`,
  };
}

function told({ cuts, more, less }: HeldUp, outcome: UsefulnessSummary["outcome"]): Localised {
  const { en, zh } = outcome === "spend" ? { en: "spend", zh: "消费" } : { en: "purchases", zh: "购买" };
  const base = { en: `what past ${en} and RFM tell of later ${en}`, zh: `历史${zh}与 RFM` };
  if (more > 0)
    return {
      en: `added to ${base.en} in ${more} of ${cuts} stretches of time${less > 0 ? `, and took from it in ${less}` : ""}`,
      zh: `在 ${cuts} 个时间段中有 ${more} 个能在${base.zh} 之外进一步预示之后的${zh}${less > 0 ? `，${less} 个反而更差` : ""}`,
    };
  if (less > 0)
    return {
      en: `took from ${base.en} in ${less} of ${cuts} stretches of time, and added in none`,
      zh: `在 ${cuts} 个时间段中有 ${less} 个加入后反而不如仅用${base.zh}，没有更好的`,
    };
  return {
    en: `showed in none of ${cuts} stretches of time evidence of adding to ${base.en}`,
    zh: `在 ${cuts} 个时间段中均未显示出能在${base.zh} 之外进一步预示之后的${zh}`,
  };
}

function beside({ cuts, more, less }: HeldUp): Localised {
  if (more > 0)
    return {
      en: `told more than segments by RFM in ${more} of ${cuts}${less > 0 ? `, and less in ${less}` : ""}`,
      zh: `有 ${more} 个时间段优于按 RFM 划分的人群${less > 0 ? `，${less} 个不如` : ""}`,
    };
  if (less > 0)
    return {
      en: `told less than segments by RFM in ${less} of ${cuts}, and more in none`,
      zh: `有 ${less} 个时间段不如按 RFM 划分的人群，没有更好的`,
    };
  return { en: "could not be told from segments by RFM in any", zh: "始终与按 RFM 划分的人群难分高下" };
}

function span({ mean, low, high }: HeldUp): string {
  return `${write(mean)}, ${write(low)}…${write(high)}`;
}

/** What rounds to nothing has no sign. */
function write(value: number): string {
  const text = signed(value);
  return /[1-9]/.test(text) ? text : text.slice(1);
}
