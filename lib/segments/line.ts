import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { plainLabel, trimLabel } from "./label.ts";
import { knownWords } from "./lexicon.ts";
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
  const en = phrases.map((phrase) => phrase.en).join(isProse ? ", " : " · ");
  const zh = phrases.map((phrase) => phrase.zh).join(isProse ? "，" : " · ");
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

function chooseFeatures({ features, named, profile, coverage, related }: LineInput): number[] {
  const deviation = (index: number) => Math.abs(profile[index]?.standardised ?? 0);
  const sayable = features.flatMap((feature, index) => {
    const cell = profile[index];
    const isAbsence = splitCategory(feature.label) !== null && (cell?.standardised ?? 0) <= 0;
    const isHad = cell?.mean != null && (coverage[index] ?? 0) >= 0.5;
    return isHad && !(feature.unit === "yes-no" && isAbsence) ? [index] : [];
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
  if (feature.unit !== "yes-no") {
    return { en: `${labelText(feature.label.en)} ${value.en}`, zh: `${labelText(feature.label.zh)} ${value.zh}` };
  }
  const known = knownWords(splitCategory(feature.label)?.value.en ?? "")?.high;
  const label = known ?? { en: labelText(feature.label.en), zh: labelText(feature.label.zh) };
  return { en: `${value.en} ${label.en}`, zh: `${label.zh} ${value.zh}` };
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
