import type { Localised } from "../core/localised.ts";
import { inSentence } from "../features/column-label.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { plainLabel, trimLabel } from "./label.ts";
import { knownMeasure, knownWords } from "./lexicon.ts";
import type { SegmentFeature } from "./schema.ts";
import { describeValue } from "./value.ts";
import { splitCategory } from "./wording.ts";

export interface LineInput {
  readonly features: readonly FeatureInfo[];
  /** Places of the features that the segment's name speaks of: the line bears them out. */
  readonly named: readonly number[];
  readonly profile: readonly SegmentFeature[];
  /** Share of the members that have each feature. */
  readonly coverage: readonly number[];
  related(first: number, second: number): number;
  readonly currency: string | null;
}

/** What a shop wants to know of any segment, in this order. */
const basics: readonly string[] = ["frequency", "recency", "monetary"];

/**
 * What sets a segment apart in real units: "11 orders, last one 12 days ago, £2,611 spent, 3 % returned". A shop's basic
 * facts first, then what the name speaks of, then what else tells most; four in all, three at least where there are so many.
 * Medians, as one big customer moves a mean; means of shares, whose median is often 0.
 */
export function describeSegment(input: LineInput): Localised {
  const chosen = chooseFeatures(input);
  const phrases = chosen.map((feature) => phraseFeature(input, feature));
  const isProse = chosen.every((feature) => input.features[feature]?.phrase !== undefined);
  if (!isProse) {
    return { en: phrases.map(({ en }) => capital(en)).join(" · "), zh: phrases.map(({ zh }) => zh).join(" · ") };
  }
  return { en: capital(phrases.map(({ en }) => en).join(", ")), zh: phrases.map(({ zh }) => zh).join("，") };
}

/** A name of one letter stays as it is. */
function capital(text: string): string {
  return /^\S\s/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function chooseFeatures({ features, named, profile, coverage, related }: LineInput): number[] {
  const deviation = (index: number) => Math.abs(profile[index]?.standardised ?? 0);
  const sayable = features.flatMap((feature, index) => {
    const cell = profile[index];
    const isMinority =
      splitCategory(feature.label) !== null && !((cell?.standardised ?? 0) > 0 && (cell?.mean ?? 0) >= 0.5);
    const isHad = cell?.mean != null && (coverage[index] ?? 0) >= 0.5;
    return isHad && !(feature.unit === "yes-no" && isMinority) ? [index] : [];
  });
  const chosen = basics.flatMap((id) => sayable.filter((index) => features[index]?.id === id));
  chosen.push(...named.filter((index) => sayable.includes(index) && !chosen.includes(index)));
  for (const index of sayable.toSorted((a, b) => deviation(b) - deviation(a) || a - b)) {
    if (chosen.length >= (deviation(index) >= 0.2 ? 4 : 3)) break;
    if (chosen.every((other) => other !== index && related(index, other) <= 0.9)) chosen.push(index);
  }
  return chosen;
}

function phraseFeature({ features, profile, currency }: LineInput, index: number): Localised {
  const feature = features[index];
  const cell = profile[index];
  if (!feature || !cell) return { en: "", zh: "" };
  const isShare = feature.unit === "share" || feature.unit === "yes-no";
  const figure = (isShare ? cell.mean : cell.median) ?? Number.NaN;
  const value = isYear(feature, figure)
    ? { en: String(figure), zh: String(figure) }
    : describeValue(figure, feature, currency);
  if (feature.phrase) return { en: fill(feature.phrase.en, value.en), zh: fill(feature.phrase.zh, value.zh) };
  const label = { en: labelText(feature.label.en), zh: labelText(feature.label.zh) };
  if (feature.unit !== "yes-no") {
    const unit = unitOf(feature.label.en);
    const measure = knownMeasure(label.en);
    if (measure === null) return { en: `${label.en} ${value.en}${unit}`, zh: `${label.zh} ${value.zh}${unit}` };
    const isCount = measure.kind === "count";
    const zh = label.zh === label.en ? `${measure.of}${isCount ? "" : " 消费"}` : label.zh;
    const en = isCount ? `${value.en} ${inSentence(measure.of)}` : `${measure.of} spend ${value.en}${unit}`;
    return { en, zh: `${zh} ${value.zh}${unit}` };
  }
  const category = splitCategory(feature.label);
  if (!category) return { en: `${label.en}: ${value.en}`, zh: `${label.zh}：${value.zh}` };
  const known = knownWords(category.value.en)?.high;
  if (known) return { en: `${value.en} ${known.en}`, zh: `${known.zh} ${value.zh}` };
  const column = { en: labelText(category.column), zh: labelText(splitColumn(feature.label.zh)) };
  const level = { en: trimLabel(category.value.en, 28), zh: trimLabel(category.value.zh, 28) };
  return { en: `${column.en} ${level.en} (${value.en})`, zh: `${column.zh}：${level.zh}（${value.zh}）` };
}

/** The unit in brackets at a label's end, " k$" of "Annual Income (k$)"; none where there is a range, "(1-100)". */
function unitOf(label: string): string {
  const unit = /[(（[]([^()（）[\]]{1,12})[)）\]]\s*$/u.exec(label)?.[1]?.trim();
  return unit && !/\d/.test(unit) ? ` ${plainLabel(unit)}` : "";
}

function splitColumn(label: string): string {
  return /^(.*?)\s*[:：=]/su.exec(label)?.[1] ?? label;
}

function isYear({ unit, label }: FeatureInfo, value: number): boolean {
  return unit === "number" && Number.isInteger(value) && value > 1800 && value < 2200 && /year|年/i.test(label.en);
}

function labelText(label: string): string {
  return trimLabel(plainLabel(label), 28);
}

function fill(template: string, value: string): string {
  return template.split("{value}").join(value);
}
