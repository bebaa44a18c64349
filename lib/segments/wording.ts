import type { Localised } from "../core/localised.ts";
import { inSentence } from "../features/column-label.ts";
import type { FeatureInfo, NameWord } from "../features/schema.ts";
import { plainLabel, trimLabel } from "./label.ts";
import { knownMeasure, knownWords, wordsOfDate } from "./lexicon.ts";
import { areRows } from "./people.ts";
import type { SegmentFeature } from "./schema.ts";

/** What a name says of one feature. A `tag` stands by itself, set off by a comma: "high Web Visits". */
export interface Wording {
  readonly word: NameWord;
  readonly kind: "adjective" | "tag";
  /** Place among the words of a name: time first, then the features' order, what people are (female) last. */
  readonly place: number;
  readonly topic: string | null;
  readonly high: boolean;
}

export interface WordingInput {
  readonly feature: FeatureInfo;
  /** Place of the feature in its list. */
  readonly index: number;
  readonly own: SegmentFeature;
  readonly overall: SegmentFeature;
  readonly high: boolean;
  /** Characters that a column's own name may take. */
  readonly labelWidth: number;
  /** What members are called: of rows nothing is said that only people do. */
  readonly people: Localised;
}

/** The words for a segment that is high (or low) on a feature, or null where they would claim what is not so. */
export function wordFeature(input: WordingInput): Wording | null {
  const { feature, index, own, high } = input;
  if (feature.unit === "yes-no") return wordYesNo(input);
  if (!holdsInRealUnits(input)) return null;
  const date = feature.unit === "days" ? dateOf(feature) : null;
  const words = areRows(input.people)
    ? null
    : (feature.words ??
      (date ? wordsOfDate(date) : null) ??
      knownWords(feature.label.en) ??
      knownWords(feature.label.zh));
  if (words) {
    const word = isOneTime(feature, own) ? oneTime : high ? words.high : words.low;
    const topic = words.topic ?? null;
    const place = topic === "time" ? -2 : topic === "tenure" ? -1 : index;
    return { word, kind: "adjective", place, topic, high };
  }
  const word = date ? wordSince(date, input) : wordMeasure(input);
  return { word, kind: "tag", place: index, topic: null, high };
}

/** The name of the date in "Days since signup date". */
function dateOf({ label }: FeatureInfo): string | null {
  return /^Days since (.+)$/su.exec(label.en)?.[1] ?? null;
}

/** Days since a date of the users table are said by the date: "early renewal date". */
function wordSince(date: string, { feature, high, labelWidth }: WordingInput): NameWord {
  const label = trimLabel(plainLabel(date), labelWidth);
  const chinese = /^(.+?)\s?距今天数$/su.exec(feature.label.zh)?.[1] ?? date;
  const zh = withGap(trimLabel(plainLabel(chinese), labelWidth));
  return high ? { en: `early ${label}`, zh: `${zh}较早` } : { en: `late ${label}`, zh: `${zh}较晚` };
}

/** "many web purchases", "low wines spend", else "high web visits". */
function wordMeasure({ feature, high, labelWidth, people }: WordingInput): NameWord {
  const label = { en: plainLabel(feature.label.en), zh: plainLabel(feature.label.zh) };
  const measure = areRows(people) ? null : knownMeasure(label.en);
  const en = trimLabel(inSentence(measure?.of ?? label.en), labelWidth);
  const zh = withGap(trimLabel(label.zh === label.en ? (measure?.of ?? label.zh) : label.zh, labelWidth));
  if (measure?.kind === "count") {
    return high ? { en: `many ${en}`, zh: `${zh}多` } : { en: `few ${en}`, zh: `${zh}少` };
  }
  if (measure) {
    return high ? { en: `high ${en} spend`, zh: `${zh}消费高` } : { en: `low ${en} spend`, zh: `${zh}消费低` };
  }
  return high ? { en: `high ${en}`, zh: `${zh}高` } : { en: `low ${en}`, zh: `${zh}低` };
}

/** Latin letters and Chinese characters stand apart. */
export function withGap(text: string): string {
  return /[\x20-\x7e…]$/.test(text) ? `${text} ` : text;
}

/**
 * Far from the mean by its deviations is not yet "new" or "lapsed": customers of 481 days among ones of 497 are not new. On
 * scales with a true zero the mean or the median must be a quarter above, or a fifth below, everybody's.
 */
function holdsInRealUnits({ feature, own, overall, high }: WordingInput): boolean {
  if (feature.unit === "number" || feature.unit === "ratio") return true;
  const holds = (mine: number | null, all: number | null) =>
    mine !== null && all !== null && (high ? mine >= 1.25 * all && mine > 0 : mine <= 0.8 * all);
  return holds(own.mean, overall.mean) || holds(own.median, overall.median);
}

const oneTime: NameWord = { en: "one-time", zh: "单次", noun: { en: "one-time buyers" } };

/** Said only of segments in which hardly anybody came back. */
function isOneTime(feature: FeatureInfo, cell: SegmentFeature): boolean {
  return feature.unit === "orders" && cell.median === 1 && cell.mean !== null && cell.mean < 1.25;
}

/** A yes is said of a majority, a no where next to nobody has it; of one column of a category, only the yes. */
function wordYesNo({ feature, index, own, high, labelWidth }: WordingInput): Wording | null {
  const share = own.mean ?? 0;
  if (high ? share < 0.5 : share > 0.1) return null;
  const category = splitCategory(feature.label);
  if (!category) {
    const { en, zh } = trimmed(feature.label, labelWidth);
    const said = inSentence(en);
    const word = high ? { en: said, zh } : { en: `no ${said}`, zh: /^[\x20-\x7e]/.test(zh) ? `无 ${zh}` : `无${zh}` };
    return { word, kind: "tag", place: index, topic: null, high };
  }
  if (!high) return null;
  const topic = `category ${category.column}`;
  const known = knownWords(category.value.en);
  if (known) return { word: known.high, kind: "adjective", place: 1000 + index, topic, high };
  const isShort = Array.from(feature.label.en).length <= labelWidth;
  const said = { en: `${inSentence(category.column)} ${category.value.en}`, zh: feature.label.zh };
  return {
    word: trimmed(isShort ? said : category.value, labelWidth),
    kind: "tag",
    place: 1000 + index,
    topic,
    high,
  };
}

/** The column and the value of a one-hot feature's label, "Education: PhD"; null for other labels. */
export function splitCategory(label: Localised): { readonly column: string; readonly value: Localised } | null {
  const split = (text: string) => /^(.*?)\s*[:：=]\s*(.+)$/su.exec(text);
  const [, column, en] = split(label.en) ?? [];
  if (column === undefined || en === undefined) return null;
  return { column, value: { en, zh: split(label.zh)?.[2] ?? en } };
}

function trimmed(label: Localised, width: number): Localised {
  return { en: trimLabel(plainLabel(label.en), width), zh: trimLabel(plainLabel(label.zh), width) };
}
