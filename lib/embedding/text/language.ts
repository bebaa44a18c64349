/** Languages told apart by their script, or for Latin letters by their commonest words; `other` where neither speaks. */
export const languages = [
  "en",
  "zh",
  "ja",
  "ko",
  "ru",
  "ar",
  "he",
  "el",
  "th",
  "hi",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "other",
] as const;
export type Language = (typeof languages)[number];

/** Scripts that one language, or one by far, is written in. Japanese mixes Chinese characters with its own and is looked at first. */
const scripts: readonly (readonly [Language, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
];
const latin = /\p{Script=Latin}/gu;

/** Function words: short, frequent, and seldom shared. */
const commonWords: Readonly<Partial<Record<Language, string>>> = {
  en: "the and is it to of for was my i this very with have not but you in on what how can that good",
  de: "der die das und ist nicht ich sehr mit auch ein eine war für zu auf den aber gut es wie noch",
  fr: "le la les et est pas très je un une des du pour avec il mais bien qui sur dans ce c'est",
  es: "el la los y es no muy que un una de para con lo pero bien por se me en está como",
  it: "il lo la gli e è non molto che un una di per con ma bene mi ho si questo sono",
  pt: "o a os e é não muito que um uma de para com mas bem por me em está como foi",
  nl: "de het een en is niet heel ik met van voor maar goed op dat te zijn er ook was",
};
const wordSets = Object.entries(commonWords).map(
  ([language, words]) => [language as Language, new Set(words.split(" "))] as const,
);

/** A kana or two in a Chinese text is a name; one in ten is Japanese. */
const kanaShare = 0.1;
/** An ideograph says about what three Latin letters say. */
const lettersPerIdeograph = 3;

/**
 * The language of a text. The script that most of it is written in decides; ideographs and kana count three times, so that
 * 「这个 iPhone 很好」 is Chinese. Among Latin texts the language with most function words wins, English where none is met but
 * plain ASCII letters are ("great quality"). Short texts in other Latin languages are told wrong at times.
 */
export function detectLanguage(text: string): Language {
  const counts = scripts.map(([language, pattern]) => [language, count(text, pattern)] as const);
  const of = (language: Language) => counts.find(([name]) => name === language)?.[1] ?? 0;
  const ideographs = of("zh") + of("ja");
  const best = counts
    .map(([language, n]) => [language, ["ja", "zh"].includes(language) ? ideographs * lettersPerIdeograph : n] as const)
    .reduce((most, next) => (next[1] > most[1] ? next : most));
  const letters = count(text, latin);
  if (best[1] === 0 && letters === 0) return "other";
  if (best[1] >= letters) {
    if (best[0] !== "ja" && best[0] !== "zh") return best[0];
    return of("ja") > kanaShare * ideographs ? "ja" : "zh";
  }
  return latinLanguage(text);
}

function latinLanguage(text: string): Language {
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const scores = wordSets.map(([language, set]) => [language, words.filter((word) => set.has(word)).length] as const);
  const best = scores.reduce((most, next) => (next[1] > most[1] ? next : most), ["other" as Language, 0] as const);
  if (best[1] > 0) return best[0];
  return (text.match(latin) ?? []).every((letter) => letter < "\u0080") ? "en" : "other";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
