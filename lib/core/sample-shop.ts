import type { Localised } from "./localised.ts";

/** What the sample shop is called until somebody names it: stored in English, shown in the reader's language. */
export const sampleName: Localised = { en: "Sample shop Lumen", zh: "示例店铺 Lumen" };

/** The sample shop's finished test, in the same way. */
export const sampleTestName: Localised = { en: "Sample: a coupon", zh: "示例：优惠券" };
export const sampleHypothesis: Localised = {
  en: "A coupon brings in people who wait for one, and nobody else.",
  zh: "优惠券只会带动等优惠的用户，对其他人没有作用。",
};

const own = [sampleName, sampleTestName, sampleHypothesis];

/** The name of a dataset or an experiment as a page shows it. */
export function shownName(name: string, locale: keyof Localised): string {
  return own.find(({ en }) => en === name)?.[locale] ?? name;
}
