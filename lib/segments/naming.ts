import type { Localised } from "../core/localised.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { composeName, fitsName, numberName } from "./compose.ts";
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

interface Search {
  /** Standard deviations from everybody's mean below which a feature is no part of a name. */
  readonly threshold: number;
  /** Features in a name, at most. */
  readonly most: number;
  readonly labelWidth: number;
}

const usual: Search = { threshold: 0.4, most: 3, labelWidth: 24 };
/** Where the usual names are taken by segments that stand out more. */
const wider: Search = { threshold: 0.05, most: 4, labelWidth: 9 };

const partsOfSpend: ReadonlySet<string | null> = new Set(["orders", "basket", "range"]);

/** Above this |r|, two features say much the same. */
const same = 0.65;
/** The segment that stands out least, and less than this, is called typical; up to twice this where its own names are taken. */
const typicalScore = 0.45;

/**
 * A name for each segment, from the one to three features that set it apart most: far from everybody's mean, and further
 * than the other segments. Segments that stand out most choose first; no two names are alike in either language. Depends on
 * the profiles alone, so not on the order of users. At most 32 characters, 16 Chinese ones.
 */
export function nameSegments(input: NamingInput): Localised[] {
  const wishes = input.profiles.map((_, segment) => rankCandidates(input, segment, usual));
  const standing = wishes.map((wished) => wished[0]?.score ?? 0);
  const order = wishes.map((_, segment) => segment);
  const distance = input.profiles.map((cells) =>
    cells.reduce((sum, cell) => sum + Math.abs(cell.standardised ?? 0), 0),
  );
  order.sort((a, b) => (standing[b] ?? 0) - (standing[a] ?? 0) || (distance[b] ?? 0) - (distance[a] ?? 0) || a - b);
  const names = new Map<number, Localised>();
  const taken = new Set<string>();
  const isFree = ({ en, zh }: Localised) =>
    !taken.has(`en ${en.toLowerCase()}`) && !taken.has(`zh ${zh.toLowerCase()}`);
  const give = (segment: number, name: Localised | undefined) => {
    if (!name || names.has(segment) || !isFree(name)) return;
    taken.add(`en ${name.en.toLowerCase()}`).add(`zh ${name.zh.toLowerCase()}`);
    names.set(segment, name);
  };
  const firstFree = (candidates: readonly Candidate[]) => candidates.find(({ name }) => isFree(name))?.name;

  const typical = composeName([typicalWording], input.people);
  const least = order.at(-1);
  if (least !== undefined && (standing[least] ?? 0) < typicalScore) give(least, typical);
  for (const segment of order) give(segment, firstFree(wishes[segment] ?? []));
  const unnamed = order.filter((segment) => !names.has(segment));
  const faintest = unnamed.at(-1);
  if (faintest !== undefined && (standing[faintest] ?? 0) < 2 * typicalScore) give(faintest, typical);
  for (const segment of unnamed) {
    give(segment, firstFree(rankCandidates(input, segment, wider)));
    give(segment, numbered(wishes[segment]?.[0]?.name ?? typical, isFree));
  }
  return order.map((_, segment) => names.get(segment) ?? input.people);
}

function numbered(name: Localised, isFree: (name: Localised) => boolean): Localised {
  for (let number = 2; ; number++) {
    const tried = numberName(name, number);
    if (isFree(tried)) return tried;
  }
}

/** Names for one segment, best first. */
function rankCandidates(input: NamingInput, segment: number, search: Search): Candidate[] {
  const telling = findTelling(input, segment, search).slice(0, 7);
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
      if (longer.length < search.most) extend(longer, at + 1);
    }
  };
  extend([], 0);
  return candidates.sort((a, b) => b.score - a.score || (a.name.en < b.name.en ? -1 : 1));
}

const typicalWording: Wording = {
  word: { en: "typical", zh: "普通" },
  kind: "adjective",
  place: 0,
  topic: null,
  high: true,
};

function findTelling(input: NamingInput, segment: number, { threshold, labelWidth }: Search): Telling[] {
  const telling: Telling[] = [];
  input.features.forEach((feature, index) => {
    const own = input.profiles[segment]?.[index];
    const overall = input.overall[index];
    const z = own?.standardised ?? 0;
    if (!own || !overall || Math.abs(z) < threshold || (input.coverage[segment]?.[index] ?? 0) < 0.5) return;
    const wording = wordFeature({ feature, index, own, overall, high: z > 0, labelWidth });
    if (wording) telling.push({ feature: index, wording, score: scoreFeature(input, index, z, wording.topic) });
  });
  return telling.sort((a, b) => b.score - a.score || a.feature - b.feature);
}

/** |z|, more where other segments are less extreme, and for what a shop asks first: features early in their list, spend. */
function scoreFeature({ features, profiles }: NamingInput, index: number, z: number, topic: string | null): number {
  const feature = features[index];
  const behind = profiles.filter((row) => (row[index]?.standardised ?? 0) * Math.sign(z) < Math.abs(z)).length;
  const lead = profiles.length > 1 ? behind / (profiles.length - 1) : 1;
  const early = Math.max(0.7, 1 - 0.03 * index);
  const asked = topic === "time" ? 1.15 : topic === "spend" && feature?.unit !== "units" ? 1.35 : 1;
  const seen = feature?.inMatrix ? 1 : 0.7;
  return Math.min(3, Math.abs(z)) * (0.6 + 0.4 * lead) * early * asked * seen;
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
