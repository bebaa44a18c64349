import type { Localised } from "../core/localised.ts";
import type { FeatureInfo, NameWord } from "../features/schema.ts";
import { plainLabel, trimLabel } from "./label.ts";
import { knownWords } from "./lexicon.ts";
import type { SegmentFeature } from "./schema.ts";

/** What a name says of one feature. A `tag` stands by itself, set off by a comma: "high Web Visits". */
export interface Wording {
  readonly word: NameWord;
  readonly kind: "adjective" | "tag";
  readonly topic: string | null;
}

const labelWidth = 16;

/** The words for a segment that is high (or low) on a feature, or null where it would claim what is not so. */
export function wordFeature(feature: FeatureInfo, cell: SegmentFeature, high: boolean): Wording | null {
  if (feature.unit === "yes-no") return wordYesNo(feature, cell, high);
  const words = feature.words ?? knownWords(feature.label.en) ?? knownWords(feature.label.zh);
  if (words) {
    const word = isOneTime(feature, cell) ? oneTime : high ? words.high : words.low;
    return { word, kind: "adjective", topic: words.topic ?? null };
  }
  const label = trimmed(feature.label);
  const zh = /^[\x20-\x7e]+$/.test(label.zh) ? `${label.zh} ` : label.zh;
  const word = high ? { en: `high ${label.en}`, zh: `${zh}高` } : { en: `low ${label.en}`, zh: `${zh}低` };
  return { word, kind: "tag", topic: null };
}

const oneTime: NameWord = { en: "one-time", zh: "单次", noun: { en: "one-time buyers" } };

/** Said only of segments in which hardly anybody came back. */
function isOneTime(feature: FeatureInfo, cell: SegmentFeature): boolean {
  return feature.unit === "orders" && cell.median === 1 && cell.mean !== null && cell.mean < 1.25;
}

/** A yes is said of a majority, a no where next to nobody has it; of one column of a category, only the yes. */
function wordYesNo(feature: FeatureInfo, cell: SegmentFeature, high: boolean): Wording | null {
  const share = cell.mean ?? 0;
  if (high ? share < 0.5 : share > 0.1) return null;
  const [, column = "", value] = /^(.*?)[:：=]\s*(.+)$/u.exec(feature.label.en) ?? [];
  if (value === undefined) {
    if (feature.words) return { word: high ? feature.words.high : feature.words.low, kind: "adjective", topic: null };
    const { en, zh } = trimmed(feature.label);
    return { word: high ? { en, zh } : { en: `no ${en}`, zh: `非 ${zh}` }, kind: "tag", topic: null };
  }
  if (!high) return null;
  const known = knownWords(value);
  if (known) return { word: known.high, kind: "adjective", topic: column };
  const text = trimLabel(plainLabel(value), labelWidth);
  const word = { en: text, zh: text };
  return { word, kind: "tag", topic: column };
}

function trimmed(label: Localised): Localised {
  return { en: trimLabel(plainLabel(label.en), labelWidth), zh: trimLabel(plainLabel(label.zh), labelWidth) };
}
