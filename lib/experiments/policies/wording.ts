import { formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { MetricConfig } from "../config-schema.ts";
import type { PolicyPairReport } from "../report-schema.ts";
import { subjectOfGain, writeGain } from "../uplift/wording.ts";
import { quoteArm } from "../wording-amounts.ts";

export function describePair(
  { first, second, alike, difference, verdict }: Omit<PolicyPairReport, "sentence">,
  metric: MetricConfig,
  currency: string | null,
): Localised {
  const [one, other] = [quoteArm(first), quoteArm(second)];
  const gain = writeGain(difference, subjectOfGain(metric, currency));
  if (alike === 1)
    return {
      en: `${one} and ${other} would treat the same users: there is no difference.`,
      zh: `${one}与${other}会触达相同的用户：没有差异。`,
    };
  const [same, sameZh] = [formatShare(alike, "en"), formatShare(alike, "zh")];
  if (verdict === "no-difference")
    return {
      en: `No difference between ${one} and ${other} beyond the margin: ${gain.en} a user; they decide alike for ${same} of users.`,
      zh: `${one}与${other}的差异未超出设定界限：人均相差${gain.zh}；两者对 ${sameZh} 的用户决定相同。`,
    };
  if (verdict === "not-told-apart")
    return {
      en: `${one} and ${other} are not told apart: a difference of ${gain.en} a user; they decide alike for ${same} of users.`,
      zh: `${one}与${other}无法区分优劣：人均相差${gain.zh}；两者对 ${sameZh} 的用户决定相同。`,
    };
  const [better, worse] = verdict === "first" ? [one, other] : [other, one];
  return {
    en: `Targeting by ${better} gains ${gain.en} a user more than by ${worse}.`,
    zh: `按${better}触达的人均收益比按${worse}多${gain.zh}。`,
  };
}

/** The answer in a sentence: of two their own, of more whether any pair differs. */
export function describeTargeting(pairs: readonly PolicyPairReport[]): Localised {
  const [only, ...others] = pairs;
  if (only && others.length === 0) return only.sentence;
  const told = pairs.filter(({ verdict }) => verdict === "first" || verdict === "second");
  if (told.length > 0)
    return {
      en: `Of ${pairs.length} pairs of segmentations ${told.length} differ in what targeting by them gains; each was tested alone.`,
      zh: `${pairs.length} 对分群方案中有 ${told.length} 对的触达收益不同；每对单独检验。`,
    };
  return pairs.every(({ verdict }) => verdict === "no-difference")
    ? { en: "There is no difference between the segmentations.", zh: "各分群方案之间没有差异。" }
    : { en: "The segmentations are not told apart.", zh: "各分群方案无法区分优劣。" };
}
