import type { Localised } from "../core/localised.ts";
import type { Wording } from "./wording.ts";

/** In columns of a page: a Chinese character takes two. */
const widest = 32;

/**
 * Words → a name. English: adjectives, then the noun of one of them or `people` ("Recent big spenders", "New customers").
 * Chinese: modifiers, single characters last (低消费新客户), then 常客 or the like or 客户. Tags follow, set off by commas
 * ("Young users, high Web Visits").
 */
export function composeName(wordings: readonly Wording[], people: Localised): Localised {
  const ordered = wordings.toSorted((a, b) => a.place - b.place);
  const adjectives = ordered.filter(({ kind }) => kind === "adjective");
  const tags = ordered.filter(({ kind }) => kind === "tag");
  const inChinese = [...adjectives.filter(isLong), ...adjectives.filter((wording) => !isLong(wording))];
  const en = [...phrase(adjectives, people, "en", " "), ...tags.map(({ word }) => word.en)].join(", ");
  const zh = [...phrase(inChinese, people, "zh", ""), ...tags.map(({ word }) => word.zh)].join("、");
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

/** The shortest way to say the adjectives of people: with the noun that one of them has, or with `people`. */
function phrase(adjectives: readonly Wording[], people: Localised, locale: "en" | "zh", glue: string): string[] {
  if (adjectives.length === 0) return [];
  const texts = adjectives.flatMap(({ word }) => {
    const noun = word.noun?.[locale];
    const others = adjectives.filter((other) => other.word !== word);
    return noun ? [[...others.map((other) => other.word[locale]), noun].join(glue)] : [];
  });
  if (texts.length === 0) texts.push([...adjectives.map(({ word }) => word[locale]), people[locale]].join(glue));
  return [texts.reduce((best, text) => (text.length < best.length ? text : best))];
}

function isLong({ word }: Wording): boolean {
  return word.zh.length > 1;
}

export function fitsName({ en, zh }: Localised): boolean {
  return Array.from(en).length <= widest && widthOf(zh) <= widest;
}

function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character > "\u2e80" ? 2 : 1), 0);
}

/** The last resort: "Typical customers 2", "普通客户 2". */
export function numberName({ en, zh }: Localised, number: number): Localised {
  const cut = (name: string, width: number) => Array.from(name).slice(0, width).join("").trimEnd();
  const tail = ` ${number}`;
  return { en: cut(en, widest - tail.length) + tail, zh: cut(zh, widest / 2 - tail.length) + tail };
}
