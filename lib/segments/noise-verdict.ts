import { formatShare } from "../core/format.ts";
import type { Locale, Localised } from "../core/localised.ts";
import { countPeople } from "./people.ts";
import type { NoSegment, Verdict } from "./schema.ts";

/** From this share on, that most people are in no group is the finding itself. */
const most = 0.5;

/** A verdict that says who is in no segment: beside the figures, and up in the sentence where they are most of all. */
export function tellNoise(verdict: Verdict, noise: NoSegment | null, k: number, people: Localised): Verdict {
  if (noise === null || k === 0) return verdict;
  const [en, zh] = [shareOfAll(noise.share, "en"), shareOfAll(noise.share, "zh")];
  const money = noise.revenueShare;
  const spent =
    money === null
      ? { en: "", zh: "" }
      : { en: ` with ${formatShare(money, "en")} of the revenue`, zh: `，收入占 ${formatShare(money, "zh")}` };
  const who = countPeople(noise.size, people);
  const isMost = noise.share >= most;
  const found = verdict.sentence;
  return {
    ...verdict,
    sentence: isMost
      ? { en: `${found.en} Most ${people.en} belong to none.`, zh: `${found.zh}多数${people.zh}不属于任何人群。` }
      : found,
    detail: {
      en: `${verdict.detail.en} In no segment: ${who.en} (${en})${spent.en}.`,
      zh: `${verdict.detail.zh}未归入任何人群：${who.zh}（${zh}）${spent.zh}。`,
    },
  };
}

/** They are there, so their share is not 0 %. */
function shareOfAll(share: number, locale: Locale): string {
  return share < 0.0005 ? `< ${formatShare(0.001, locale)}` : formatShare(share, locale);
}
