import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import type { SegmentFeature } from "./schema.ts";
import { type Wording, wordFeature } from "./wording.ts";

export interface NamingInput {
  readonly features: readonly FeatureInfo[];
  /** k rows of one entry per feature. */
  readonly profiles: readonly (readonly SegmentFeature[])[];
  readonly overall: readonly SegmentFeature[];
  /** k rows: share of the members that have each feature. What most lack is not said of a segment. */
  readonly coverage: readonly (readonly number[])[];
  /** |r| of two features within segments, 0…1: features that go together there are not both in one name. */
  related(first: number, second: number): number;
  /** What members are called: customers who bought, users who need not have. */
  readonly people: Localised;
}

/** What a name might say of a segment. */
export interface Candidate {
  readonly wordings: readonly Wording[];
  /** What the words speak of, places in the list of features. */
  readonly features: readonly number[];
  /** How well it tells the segment from everybody: standard deviations, weighted. */
  readonly score: number;
}

export interface Search {
  /** Standard deviations from everybody's mean below which a feature is no part of a name. */
  readonly threshold: number;
  /** Features in a name, at most. */
  readonly most: number;
  readonly labelWidth: number;
}

/** A feature on which a segment stands out. */
interface Telling {
  readonly feature: number;
  readonly wording: Wording;
  readonly score: number;
}

/** Features that names are made of: the most telling ones of a segment. */
const considered = 7;
/** Above this |r|, two features say much the same. */
const same = 0.65;
const partsOfSpend: ReadonlySet<string | null> = new Set(["orders", "basket", "range"]);

/** What may be said of one segment, best first. */
export function rankCandidates(input: NamingInput, segment: number, search: Search): Candidate[] {
  const telling = findTelling(input, segment, search).slice(0, considered);
  const candidates: Candidate[] = [];
  const extend = (chosen: readonly Telling[], from: number) => {
    for (let at = from; at < telling.length; at++) {
      const next = telling[at];
      if (!next || chosen.some((other) => clashes(input, other, next))) continue;
      const longer = [...chosen, next];
      const score = scoreName(longer.map((one) => one.score));
      const features = longer.map(({ feature }) => feature);
      candidates.push({ wordings: longer.map(({ wording }) => wording), features, score });
      if (longer.length < search.most) extend(longer, at + 1);
    }
  };
  extend([], 0);
  return candidates.sort((a, b) => b.score - a.score);
}

function findTelling(input: NamingInput, segment: number, { threshold, labelWidth }: Search): Telling[] {
  const telling: Telling[] = [];
  input.features.forEach((feature, index) => {
    const own = input.profiles[segment]?.[index];
    const overall = input.overall[index];
    const z = own?.standardised ?? 0;
    if (!own || !overall || Math.abs(z) < threshold || (input.coverage[segment]?.[index] ?? 0) < 0.5) return;
    const wording = wordFeature({ feature, index, own, overall, high: z > 0, labelWidth, people: input.people });
    if (wording) telling.push({ feature: index, wording, score: scoreFeature(input, index, z, wording.topic) });
  });
  return telling.sort((a, b) => b.score - a.score || a.feature - b.feature);
}

/** |z|, more where other segments are less extreme, and for what a shop asks first: features early in their list, spend. */
function scoreFeature({ features, profiles }: NamingInput, index: number, z: number, topic: string | null): number {
  const feature = features[index];
  const behind = profiles.filter((row) => (row[index]?.standardised ?? 0) * Math.sign(z) < Math.abs(z)).length;
  const lead = profiles.length > 1 ? behind / (profiles.length - 1) : 1;
  // "Big spenders" beside a segment that spends more would mislead.
  const outdone = topic === "spend" && z > 0 && lead < 1 ? 0.7 : 1;
  const early = Math.max(0.7, 1 - 0.03 * index);
  const asked = topic === "time" ? 1.15 : topic === "spend" && feature?.unit !== "units" ? 1.35 : 1;
  const seen = feature?.inMatrix ? 1 : 0.7;
  return Math.min(3, Math.abs(z)) * (0.6 + 0.4 * lead) * outdone * early * asked * seen;
}

/**
 * Words that say much the same are not both in one name: of one topic, or of features that go together, or big spend beside
 * what makes it up (many orders, big baskets, many items). New customers are neither called recent (they could be nothing
 * else) nor lapsed.
 */
function clashes(input: NamingInput, a: Telling, b: Telling): boolean {
  const topics = [a.wording.topic, b.wording.topic];
  if (topics[0] !== null && topics[0] === topics[1]) return true;
  const isPart = topics.includes("spend") && topics.some((topic) => partsOfSpend.has(topic));
  if (isPart && a.wording.high === b.wording.high) return true;
  const isNew = [a, b].some(({ wording }) => wording.topic === "tenure" && !wording.high);
  return (isNew && topics.includes("time")) || input.related(a.feature, b.feature) > same;
}

/** A second word is worth its place when it tells at least half as much as the first; a third only makes names differ. */
function scoreName([first = 0, second, ...more]: readonly number[]): number {
  if (second === undefined) return first;
  const pair = 0.7 * first + 0.6 * second;
  return more.reduce((score, telling) => score - 0.3 * first + 0.2 * telling, pair);
}
