import type { SparseMatrix } from "../core/sparse.ts";
import { detectLanguage } from "../embedding/text/language.ts";
import { scrub } from "../embedding/text/scrub.ts";
import { isStopWord } from "../embedding/text/stop-words.ts";
import {
  type TellingOptions,
  type TellingWord,
  tellingDefaults,
  tellingWords,
} from "../embedding/text/telling-words.ts";
import { findTemplates, plainText } from "../embedding/text/template-texts.ts";
import { countTerms } from "../embedding/text/vocabulary.ts";
import { wordsOf } from "../embedding/text/words.ts";
import type { SegmentVoices } from "./voices-schema.ts";

export interface WrittenTexts {
  readonly texts: readonly string[];
  /** Of each text: row of its user, and when it was written (milliseconds since 1970), null where unknown. */
  readonly written: readonly { readonly user: number; readonly time: number | null }[];
}

/** Texts that are listened to, at most. */
export const mostTexts = 100_000;
const limits = { minDocuments: 3, maxDocuments: 1, maxTerms: 20_000 };
const quotes = { most: 3, shortest: 6, longest: 240 };
const words = 10;
/** What scrubbing puts in place of numbers and addresses. */
const standIns = /\[[^\]]*\]|［[^］]*］/g;
const rising = 5;
/** The newest part of the period that a word is on the rise in. */
const recentShare = 0.25;

/**
 * What each segment's members say that others do not: telling words (a description: STATISTICS.md rule 5), the quotes that
 * hold most of them, and the words that came up lately within the segment. Default reviews and templates are not listened to;
 * quotes are scrubbed of numbers, links and addresses. labels: segment of every user, 0…k−1.
 */
export function listenToSegments(
  { texts, written }: WrittenTexts,
  labels: ArrayLike<number>,
  k: number,
): SegmentVoices[] {
  const heard = texts.flatMap((text, i) => {
    const by = written[i];
    return by ? [{ text, user: by.user, time: by.time }] : [];
  });
  const isTemplate = findTemplates(heard.map(({ text, user }) => ({ text, user: String(user) })));
  const said = heard.flatMap((one, i) => {
    const language = detectLanguage(one.text) === "zh" ? "zh" : "en";
    return isTemplate[i] ? [] : [{ ...one, text: scrub(one.text.trim(), language) }];
  });
  const { vocabulary, counts } = countTerms(
    said.map(({ text }) => wordsOf(text.replace(standIns, " ")).filter((word) => !isStopWord(word))),
    limits,
  );
  const groups = said.map(({ user }) => labels[user] ?? -1);
  const options = { ...tellingDefaults, prior: priorOf(counts) };
  const telling = tellingWords(counts, groups, { ...options, most: words });
  const isRecent = findRecent(said.map(({ time }) => time));
  return Array.from({ length: k }, (_, segment): SegmentVoices => {
    const own = said.flatMap((_, i) => (groups[i] === segment ? [i] : []));
    const found = telling[segment] ?? [];
    return {
      wrote: new Set(own.map((i) => said[i]?.user)).size,
      texts: own.length,
      words: found.map(({ term, documents, z }) => ({ word: vocabulary[term] ?? "", documents, z })),
      quotes: pickQuotes(own, said, counts, found),
      rising: risingWords(own, counts, isRecent, options).map((term) => vocabulary[term] ?? ""),
    };
  });
}

/** Worth a twentieth of what was said, so that a small shop's words are not drowned in the prior. */
function priorOf({ values }: SparseMatrix): number {
  let said = 0;
  for (const count of values) said += count;
  return Math.min(tellingDefaults.prior, Math.max(1, said / 20));
}

interface Said {
  readonly text: string;
  readonly user: number;
}

/** Texts with most of the telling words for their length; one a user, no two alike. */
function pickQuotes(
  own: readonly number[],
  said: readonly Said[],
  { starts, columns }: SparseMatrix,
  telling: readonly TellingWord[],
): string[] {
  const weight = new Map(telling.map(({ term, z }) => [term, z]));
  const scored = own.flatMap((i) => {
    const length = said[i]?.text.length ?? 0;
    if (length < quotes.shortest || length > quotes.longest) return [];
    let score = 0;
    for (let e = starts[i] ?? 0; e < (starts[i + 1] ?? 0); e++) score += weight.get(columns[e] ?? -1) ?? 0;
    const terms = (starts[i + 1] ?? 0) - (starts[i] ?? 0);
    return score > 0 ? [{ i, score: score / Math.sqrt(4 + terms) }] : [];
  });
  const picked: string[] = [];
  const users = new Set<number>();
  const alike = new Set<string>();
  for (const { i } of scored.toSorted((a, b) => b.score - a.score || a.i - b.i)) {
    const { text, user } = said[i] ?? { text: "", user: -1 };
    const plain = plainText(text);
    if (users.has(user) || alike.has(plain)) continue;
    users.add(user);
    alike.add(plain);
    picked.push(text);
    if (picked.length === quotes.most) break;
  }
  return picked;
}

/** 1 for texts of the newest part of the period, 0 for older ones, −1 without a time. */
function findRecent(times: readonly (number | null)[]): Int8Array {
  const known = times.filter((time) => time !== null);
  const newest = known.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  const oldest = known.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY);
  const from = newest - recentShare * (newest - oldest);
  return Int8Array.from(times, (time) => (time === null ? -1 : Number(time > from)));
}

function risingWords(
  own: readonly number[],
  counts: SparseMatrix,
  isRecent: Int8Array,
  options: TellingOptions,
): number[] {
  const groups = new Int8Array(counts.rows).fill(-1);
  for (const i of own) groups[i] = isRecent[i] ?? -1;
  return (tellingWords(counts, groups, { ...options, most: rising })[1] ?? []).map(({ term }) => term);
}
