import { formatNumber, formatShare } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { WholesaleOffer } from "../features/schema.ts";
import { countEn, sharePart, sharePeople } from "./fractions.ts";
import { areRows, onePerson } from "./people.ts";

export interface SegmentShare {
  readonly name: Localised;
  readonly share: number;
  readonly revenueShare: number | null;
}

/** A segment that brings this many times its share of people stands for concentrated revenue. */
const concentrated = 1.5;

/** From this share on, what a few wholesale-sized customers bring says more than any segment's share. */
const dominant = 0.3;

/**
 * One fact for a manager: who brings the revenue, be they in no segment; without money, how large the largest segment is. differs:
 * a segment brings clearly more than its share.
 */
export function describeConcentration(
  segments: readonly SegmentShare[],
  people: Localised,
  wholesale: WholesaleOffer | null = null,
  noise: Pick<SegmentShare, "share" | "revenueShare"> | null = null,
): { readonly sentence: Localised; readonly differs: boolean } {
  if (wholesale && !wholesale.apart && wholesale.revenueShare >= dominant)
    return { sentence: fewBring(wholesale, people), differs: false };
  let best: { name: Localised; share: number; revenueShare: number } | null = null;
  for (const { name, share, revenueShare } of segments) {
    if (revenueShare === null || !(share > 0) || !(revenueShare > 0)) continue;
    if (!best || revenueShare - share > best.revenueShare - best.share) best = { name, share, revenueShare };
  }
  if (!best) return { sentence: largest(segments, people), differs: false };
  const { share, revenueShare, name } = best;
  if (noise?.revenueShare && noise.revenueShare - noise.share > Math.max(0, revenueShare - share))
    return {
      sentence: restBrings(noise.share, noise.revenueShare, people),
      differs: revenueShare >= concentrated * share,
    };
  if (revenueShare < concentrated * share) {
    const en = `Revenue is spread over them much as ${people.en} are.`;
    return { sentence: { en, zh: `各群收入占比与人数占比大致相当。` }, differs: false };
  }
  const who = sharePeople(share, people);
  const part = sharePart(revenueShare);
  const en = `${who.text.en} ${who.plural ? "bring" : "brings"} ${part.en} of the revenue: “${name.en}”.`;
  const zh = `${who.text.zh}（“${name.zh}”）贡献了${/^\d/.test(part.zh) ? ` ${part.zh} ` : part.zh}的收入。`;
  return { sentence: { en, zh }, differs: true };
}

function restBrings(share: number, revenueShare: number, people: Localised): Localised {
  const who = sharePeople(share, people);
  const part = sharePart(revenueShare);
  return {
    en: `${who.text.en}, in no segment, ${who.plural ? "bring" : "brings"} ${part.en} of the revenue.`,
    zh: `${who.text.zh}未归入任何人群，但贡献了${/^\d/.test(part.zh) ? ` ${part.zh} ` : part.zh}的收入。`,
  };
}

function fewBring({ users, revenueShare }: WholesaleOffer, people: Localised): Localised {
  const who = users === 1 ? onePerson(people) : people.en;
  const part = sharePart(revenueShare);
  const share = /^\d/.test(part.zh) ? ` ${part.zh} ` : part.zh;
  return {
    en: `${countEn(users)} wholesale-sized ${who} alone ${users === 1 ? "brings" : "bring"} ${part.en} of the revenue.`,
    zh: `仅 ${formatNumber(users)} 位批发级${people.zh}就贡献了${share}的收入。`,
  };
}

function largest(segments: readonly SegmentShare[], people: Localised): Localised {
  let top = segments[0];
  for (const segment of segments) if (top && segment.share > top.share) top = segment;
  if (!top) return { en: "", zh: "" };
  return {
    en: `The largest, “${top.name.en}”, holds ${formatShare(top.share, "en")} of ${people.en}.`,
    zh: areRows(people)
      ? `最大的是“${top.name.zh}”，占全部行的 ${formatShare(top.share, "zh")}。`
      : `人数最多的是“${top.name.zh}”，占${people.zh}的 ${formatShare(top.share, "zh")}。`,
  };
}
