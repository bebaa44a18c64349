import { splitChinese } from "./chinese-words.ts";

const wordRuns = /[\p{L}\p{N}_]{2,}/gu;

/**
 * Lower-cased runs of two or more letters, digits or underscores of any script: scikit-learn's default, so that figures
 * compare. Marks that combine with no letter end a run, as there.
 */
export function splitWords(text: string): readonly string[] {
  return text.toLowerCase().match(wordRuns) ?? [];
}

const han = /\p{Script=Han}/u;

/** Words of a text of either language. */
export function wordsOf(text: string): readonly string[] {
  return han.test(text) ? splitChinese(text) : splitWords(text);
}
