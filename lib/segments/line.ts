import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { plainLabel, trimLabel } from "./label.ts";
import { knownPhrases } from "./phrases.ts";
import type { SegmentFeature } from "./schema.ts";
import { describeValue } from "./value.ts";

export interface LineInput {
  readonly features: readonly FeatureInfo[];
  readonly profile: readonly SegmentFeature[];
  related(first: number, second: number): number;
  readonly currency: string | null;
}

/**
 * What sets a segment apart in real units: "11 orders, last one 12 days ago, £2,611 spent, 3 % returned". The basic
 * facts of a shop always, then what else tells most, four in all. Medians, as one big customer moves a mean; means of
 * shares, whose median is often 0.
 */
export function describeSegment(input: LineInput): Localised {
  const phrases = chooseFeatures(input).map((feature) => phraseFeature(input, feature));
  const en = phrases.map((phrase) => phrase.en).join(", ");
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh: phrases.map((phrase) => phrase.zh).join("，") };
}

const basic = new Set(["frequency", "recency", "monetary"]);

function chooseFeatures({ features, profile, related }: LineInput): number[] {
  const z = (feature: number) => Math.abs(profile[feature]?.standardised ?? 0);
  const known = features.map((_, feature) => feature).filter((feature) => profile[feature]?.median != null);
  const chosen = known.filter((feature) => basic.has(features[feature]?.id ?? ""));
  const rest = known.filter((feature) => !chosen.includes(feature) && isSayable(features[feature], profile[feature]));
  rest.sort((a, b) => z(b) - z(a) || a - b);
  for (const feature of rest) {
    if (chosen.length >= 4) break;
    if (chosen.every((other) => related(feature, other) <= 0.9)) chosen.push(feature);
  }
  const rank = (feature: number) => (features[feature]?.unit === "orders" ? -1 : 0);
  return chosen.sort((a, b) => rank(a) - rank(b) || Number(isBasic(b)) - Number(isBasic(a)));
  function isBasic(feature: number): boolean {
    return basic.has(features[feature]?.id ?? "");
  }
}

function isSayable(feature: FeatureInfo | undefined, cell: SegmentFeature | undefined): boolean {
  return feature !== undefined && cell != null && Math.abs(cell.standardised ?? 0) >= 0.2;
}

function phraseFeature({ features, profile, currency }: LineInput, index: number): Localised {
  const feature = features[index];
  const cell = profile[index];
  if (!feature || !cell) return { en: "", zh: "" };
  const isShare = feature.unit === "share" || feature.unit === "yes-no";
  const value = describeValue((isShare ? cell.mean : cell.median) ?? Number.NaN, feature, currency);
  const phrase = feature.phrase ?? knownPhrases.get(feature.id);
  if (phrase) return { en: fill(phrase.en, value.en), zh: fill(phrase.zh, value.zh) };
  const en = trimLabel(plainLabel(feature.label.en), 28);
  const zh = trimLabel(plainLabel(feature.label.zh), 28);
  return feature.unit === "yes-no"
    ? { en: `${value.en} ${en}`, zh: `${zh} ${value.zh}` }
    : { en: `${en} ${value.en}`, zh: `${zh} ${value.zh}` };
}

function fill(template: string, value: string): string {
  return template.split("{value}").join(value);
}
