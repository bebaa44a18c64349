import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { composeName, fitsName, numberName } from "./compose.ts";
import type { SegmentFeature } from "./schema.ts";
import { type Wording, wordFeature } from "./wording.ts";

export interface NamingInput {
  readonly features: readonly FeatureInfo[];
  /** k rows of one entry per feature. */
  readonly profiles: readonly (readonly SegmentFeature[])[];
  /** |r| of two features over users, 0…1: features that go together are not both in one name. */
  related(first: number, second: number): number;
  /** What members are called: customers who bought, users who need not have. */
  readonly people: Localised;
}

/** A feature on which a segment stands out. */
interface Telling {
  readonly feature: number;
  readonly wording: Wording;
  readonly score: number;
}

interface Candidate {
  readonly name: Localised;
  readonly score: number;
}

/** Standard deviations from everybody's mean below which a feature is no part of a name, unless names would be alike. */
const clear = 0.3;
const faint = 0.05;
/** Above this, two features say the same thing. */
const same = 0.75;
/** How much a segment must stand out not to be called typical. */
const typicalScore = 0.45;

/**
 * A name for each segment, from the one to three features that set it apart most: far from everybody's mean, and further
 * than the other segments. Segments that stand out most choose first; no two names are alike in either language. Depends on
 * the profiles alone, so not on the order of users.
 */
export function nameSegments(input: NamingInput): Localised[] {
  const wishes = input.profiles.map((_, segment) => rankCandidates(input, segment, clear, 3));
  const order = wishes.map((_, segment) => segment);
  order.sort((a, b) => (wishes[b]?.[0]?.score ?? 0) - (wishes[a]?.[0]?.score ?? 0) || a - b);
  const taken = new Set<string>();
  const names: Localised[] = input.profiles.map(() => input.people);
  for (const segment of order) {
    const wished = wishes[segment] ?? [];
    const free = ({ name }: Candidate) => !taken.has(key("en", name.en)) && !taken.has(key("zh", name.zh));
    const found = wished.find(free) ?? rankCandidates(input, segment, faint, 4).find(free);
    const name = found?.name ?? numbered(wished[0]?.name ?? input.people, (name) => free({ name, score: 0 }));
    taken.add(key("en", name.en)).add(key("zh", name.zh));
    names[segment] = name;
  }
  return names;
}

function key(locale: string, name: string): string {
  return `${locale} ${name.toLowerCase()}`;
}

function numbered(name: Localised, isFree: (name: Localised) => boolean): Localised {
  for (let number = 2; ; number++) {
    const tried = numberName(name, number);
    if (isFree(tried)) return tried;
  }
}

/** Names for one segment, best first. */
function rankCandidates(input: NamingInput, segment: number, threshold: number, most: number): Candidate[] {
  const telling = findTelling(input, segment, threshold).slice(0, 7);
  const candidates: Candidate[] = [];
  const extend = (chosen: readonly Telling[], from: number) => {
    for (let at = from; at < telling.length; at++) {
      const next = telling[at];
      if (!next || chosen.some((other) => clashes(input, other, next))) continue;
      const longer = [...chosen, next];
      const name = composeName(
        longer.map(({ wording }) => wording),
        input.people,
      );
      if (fitsName(name)) candidates.push({ name, score: scoreName(longer.map(({ score }) => score)) });
      if (longer.length < most) extend(longer, at + 1);
    }
  };
  extend([], 0);
  const typical = composeName([typicalWording], input.people);
  candidates.push({ name: typical, score: typicalScore });
  return candidates.sort((a, b) => b.score - a.score || (a.name.en < b.name.en ? -1 : 1));
}

const typicalWording: Wording = { word: { en: "typical", zh: "普通" }, kind: "adjective", topic: null };

function findTelling({ features, profiles }: NamingInput, segment: number, threshold: number): Telling[] {
  const telling: Telling[] = [];
  features.forEach((info, feature) => {
    const cell = profiles[segment]?.[feature];
    const z = cell?.standardised ?? 0;
    if (!cell || Math.abs(z) < threshold) return;
    const wording = wordFeature(info, cell, z > 0);
    if (!wording) return;
    const behind = profiles.filter((row) => (row[feature]?.standardised ?? 0) * Math.sign(z) < Math.abs(z)).length;
    const lead = profiles.length > 1 ? behind / (profiles.length - 1) : 1;
    // Features stand in the order in which a shop thinks of them; ones only seen beside the matrix say less.
    const weight = Math.max(0.8, 1 - 0.02 * feature) * (info.inMatrix ? 1 : 0.7);
    telling.push({ feature, wording, score: Math.min(3, Math.abs(z)) * (0.7 + 0.3 * lead) * weight });
  });
  return telling.sort((a, b) => b.score - a.score || a.feature - b.feature);
}

function clashes(input: NamingInput, a: Telling, b: Telling): boolean {
  const topic = a.wording.topic;
  return (topic !== null && topic === b.wording.topic) || input.related(a.feature, b.feature) > same;
}

/** A second word is worth its place when it tells at least half as much as the first; a third only makes names differ. */
function scoreName([first = 0, second, ...more]: readonly number[]): number {
  if (second === undefined) return first;
  const pair = 0.7 * first + 0.6 * second;
  return more.reduce((score, telling) => score - 0.3 * first + 0.2 * telling, pair);
}
