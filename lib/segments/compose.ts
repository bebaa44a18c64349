import type { Localised } from "../core/localised.ts";
import type { Wording } from "./wording.ts";

const longest = { en: 32, zh: 18 } as const;

/**
 * Words → a name. English: adjectives, then the noun of one of them or `people` ("Recent big spenders", "New customers").
 * Chinese: modifiers, then 常客 or the like or 客户. Tags follow, set off by commas ("Young, high Web Visits").
 */
export function composeName(wordings: readonly Wording[], people: Localised): Localised {
  const adjectives = wordings.filter(({ kind }) => kind === "adjective").map(({ word }) => word);
  const tags = wordings.filter(({ kind }) => kind === "tag").map(({ word }) => word);
  const head = (locale: "en" | "zh", glue: string) => {
    if (adjectives.length === 0) return [];
    const plain = [...adjectives.map((word) => word[locale]), people[locale]];
    const withNoun = adjectives.flatMap(({ noun }, at) => {
      const alone = noun?.[locale];
      return alone ? [[...plain.slice(0, -1).filter((_, other) => other !== at), alone]] : [];
    });
    const texts = [...withNoun, ...(withNoun.length > 0 ? [] : [plain])].map((words) => words.join(glue));
    return [texts.reduce((best, text) => (text.length < best.length ? text : best))];
  };
  const en = [...head("en", " "), ...tags.map(({ en }) => en)].join(", ");
  const zh = [...head("zh", ""), ...tags.map(({ zh }) => zh)].join("、");
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

export function fitsName({ en, zh }: Localised): boolean {
  return Array.from(en).length <= longest.en && Array.from(zh).length <= longest.zh;
}

/** The last resort: "Typical customers 2", "普通客户 2". */
export function numberName({ en, zh }: Localised, number: number): Localised {
  const cut = (name: string, width: number) => Array.from(name).slice(0, width).join("").trimEnd();
  const tail = ` ${number}`;
  return { en: cut(en, longest.en - tail.length) + tail, zh: cut(zh, longest.zh - tail.length) + tail };
}
