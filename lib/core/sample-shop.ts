import type { Localised } from "./localised.ts";

/** What the sample shop is called until somebody names it: stored in English, shown in the reader's language. */
export const sampleName: Localised = { en: "Sample shop Lumen", zh: "示例店铺 Lumen" };

/** A dataset's name as a page shows it. */
export function shownName(name: string, locale: keyof Localised): string {
  return name === sampleName.en ? sampleName[locale] : name;
}
