import type { Locale } from "../core/localised.ts";
import type { Random } from "../core/random.ts";
import { items } from "./catalogue.ts";
import { drawIndex, drawOne } from "./draws.ts";
import { type PersonaId, personas } from "./personas.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { english } from "./words-en.ts";
import { chinese } from "./words-zh.ts";

export const vocabularies: Readonly<Record<Locale, Vocabulary>> = { en: english, zh: chinese };

export const sharedWords = 0.25;
export const foreignWords = 0.1;
export const templateTexts = 0.15;
export const mixedTexts = 0.1;

const ids = personas.map((persona) => persona.id);

/** A phrase of the persona's own, of everybody's (25 %) or of another persona's (10 %). */
export function drawPhrase(locale: Locale, persona: PersonaId, item: number, random: Random): string {
  const vocabulary = vocabularies[locale];
  const kind = drawIndex(random, [sharedWords, foreignWords, 1 - sharedWords - foreignWords]);
  const phrases =
    kind === 0 ? vocabulary.shared : vocabulary.phrases[kind === 1 ? drawOther(persona, random) : persona];
  return drawOne(random, phrases).replace("{good}", goodName(locale, item));
}

/** A query of the persona's own; for 25 % just the name of the thing, for 10 % another persona's words. */
export function drawQuery(locale: Locale, persona: PersonaId, item: number, random: Random): string {
  const name = goodName(locale, item);
  const kind = drawIndex(random, [sharedWords, foreignWords, 1 - sharedWords - foreignWords]);
  if (kind === 0) return name;
  const speaker = kind === 1 ? drawOther(persona, random) : persona;
  return drawOne(random, vocabularies[locale].queries[speaker]).replace("{good}", name);
}

function drawOther(persona: PersonaId, random: Random): PersonaId {
  const other = random.int(ids.length - 1);
  return ids[other < ids.indexOf(persona) ? other : other + 1] ?? persona;
}

/** The thing without its colour or size, in lower case. */
function goodName(locale: Locale, item: number): string {
  const name = items[item]?.name[locale] ?? "";
  return (name.split(locale === "zh" ? " " : ", ")[0] ?? name).toLowerCase();
}
