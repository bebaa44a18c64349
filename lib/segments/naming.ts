import type { Localised } from "../core/localised.ts";
import { namesAround } from "./around.ts";
import { composeName, fitsName, numberName } from "./compose.ts";
import { type Candidate, type NamingInput, rankCandidates, type Search } from "./name-candidates.ts";
import type { Wording } from "./wording.ts";

const usual: Search = { threshold: 0.4, most: 3, labelWidth: 24 };
/** Where the usual names are taken by segments that stand out more. */
const wider: Search = { threshold: 0.05, most: 4, labelWidth: 9 };

/**
 * The segment that stands out least, by its most telling feature, and less than this, is called typical; up to twice this
 * where its own names are taken.
 */
const typicalScore = 0.45;
const typicalWording: Wording = {
  word: { en: "typical", zh: "普通" },
  kind: "adjective",
  place: 0,
  topic: null,
  high: true,
};

export interface SegmentName {
  readonly name: Localised;
  /** What it speaks of, places in the list of features; empty where it is typical or numbered. */
  readonly features: readonly number[];
}

/**
 * A name for each segment, from the one to three features that set it apart most: far from everybody's mean, and further
 * than the other segments. Segments that stand out most choose first; no two names are alike in either language. Depends on
 * the profiles alone, so not on the order of users. At most 32 characters, 16 Chinese ones. taken: names that others have.
 */
export function nameSegments(input: NamingInput, taken: readonly Localised[] = []): SegmentName[] {
  const wishes = input.profiles.map((_, segment) => rankCandidates(input, segment, usual));
  const standing = wishes.map((wished) => wished.find(({ wordings }) => wordings.length === 1)?.score ?? 0);
  const order = orderByStanding(input, standing);
  const typical: SegmentName = { name: composeName([typicalWording], input.people), features: [] };
  const names = new Map<number, SegmentName>();
  const register = openRegister(input.people);
  for (const name of taken) register.take(name);
  const callTypical = (segment: number | undefined, most: number) => {
    if (segment === undefined || (standing[segment] ?? 0) >= most || !register.isFree(typical.name)) return;
    register.take(typical.name);
    names.set(segment, typical);
  };

  callTypical(order.at(-1), typicalScore);
  for (const segment of order) {
    if (names.has(segment)) continue;
    const name = register.takeFirst(wishes[segment] ?? []);
    if (name) names.set(segment, name);
  }
  const unnamed = order.filter((segment) => !names.has(segment));
  callTypical(unnamed.at(-1), 2 * typicalScore);
  for (const segment of unnamed) {
    if (names.has(segment)) continue;
    const name =
      register.takeFirst(rankCandidates(input, segment, wider)) ?? register.takeAround(namesAround(input, segment));
    names.set(segment, name ?? register.takeNumbered(typical.name));
  }
  return input.profiles.map((_, segment) => names.get(segment) ?? typical);
}

/** Segments from the one that stands out most to the one that does least, whatever their numbers. */
function orderByStanding({ profiles }: NamingInput, standing: readonly number[]): number[] {
  const distance = profiles.map((cells) => cells.reduce((sum, cell) => sum + Math.abs(cell.standardised ?? 0), 0));
  const order = profiles.map((_, segment) => segment);
  const figures = profiles.map((cells) =>
    cells.flatMap(({ standardised, mean, median }) => [standardised, mean, median].map((value) => value ?? -Infinity)),
  );
  return order.sort(
    (a, b) =>
      (standing[b] ?? 0) - (standing[a] ?? 0) ||
      (distance[b] ?? 0) - (distance[a] ?? 0) ||
      compareFigures(figures[a] ?? [], figures[b] ?? []) ||
      a - b,
  );
}

/** By the first figure that differs, the larger first. */
function compareFigures(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) > (b[at] ?? 0) ? -1 : 1;
}

/** The names that are taken; none is given twice in either language, upper and lower case alike. */
function openRegister(people: Localised) {
  const taken = new Set<string>();
  const keys = ({ en, zh }: Localised) => [`en ${en.toLowerCase()}`, `zh ${zh.toLowerCase()}`];
  const isFree = (name: Localised) => keys(name).every((key) => !taken.has(key));
  function take(name: Localised): Localised {
    for (const key of keys(name)) taken.add(key);
    return name;
  }
  return {
    isFree,
    take,
    takeFirst(candidates: readonly Candidate[]): SegmentName | undefined {
      for (const { wordings, features } of candidates) {
        const name = composeName(wordings, people);
        if (fitsName(name) && isFree(name)) return { name: take(name), features };
      }
      return undefined;
    },
    takeAround(candidates: ReturnType<typeof namesAround>): SegmentName | undefined {
      const found = candidates.find(({ name }) => fitsName(name) && isFree(name));
      return found && { name: take(found.name), features: [found.feature] };
    },
    takeNumbered(name: Localised): SegmentName {
      for (let number = 2; ; number++) {
        const tried = numberName(name, number);
        if (isFree(tried)) return { name: take(tried), features: [] };
      }
    },
  };
}
