import type { NearnessMap } from "../schema.ts";

/** A map's dots, and the segment of each (−1: in none). */
interface DrawnPlaces {
  readonly nearness?: Pick<NearnessMap, "x" | "y">;
  readonly segment: readonly number[];
}

export interface BesideOwn {
  /** Of the nearest on the map to somebody in a segment, the mean share who are in the same: 0…1. */
  readonly share: number;
  /** What it would be if everybody stood at somebody else's place. */
  readonly chance: number;
}

const neighbours = 10;
/** Enough for a share of people to half a per cent. */
const judged = 1000;

const known = new WeakMap<readonly number[], BesideOwn | null>();

/**
 * How far the map by nearness keeps segments together, from the places that are drawn: of each of at most 1,000 drawn users in a
 * segment, evenly picked, the ten nearest of all drawn. Those in no segment are nobody's own. O(1,000 · drawn), worked out once a map.
 * null where there is no such map, or nobody has ten others.
 */
export function shareBesideOwn({ nearness, segment }: DrawnPlaces): BesideOwn | null {
  if (!nearness) return null;
  const found = known.get(nearness.x) ?? countBesideOwn(nearness, segment);
  known.set(nearness.x, found);
  return found;
}

function countBesideOwn({ x, y }: Pick<NearnessMap, "x" | "y">, segment: readonly number[]): BesideOwn | null {
  const members = [...segment.keys()].filter((i) => (segment[i] ?? -1) >= 0);
  if (segment.length <= neighbours || members.length === 0) return null;
  const sizes = Map.groupBy(members, (i) => segment[i] ?? -1);
  const pairs = [...sizes.values()].reduce((sum, own) => sum + own.length * (own.length - 1), 0);
  const step = Math.max(1, members.length / judged);
  let [own, asked] = [0, 0];
  for (let at = 0; at < members.length; at += step) {
    const one = members[Math.floor(at)] ?? 0;
    const near = nearestTo(one, x, y);
    own += near.filter((other) => segment[other] === segment[one]).length / near.length;
    asked++;
  }
  return { share: own / asked, chance: pairs / (members.length * (segment.length - 1)) };
}

/** The nearest to a dot, itself left out; of equally near ones the first. */
function nearestTo(one: number, x: readonly number[], y: readonly number[]): number[] {
  const best: { readonly other: number; readonly away: number }[] = [];
  let farthest = Number.POSITIVE_INFINITY;
  for (let other = 0; other < x.length; other++) {
    const away = ((x[other] ?? 0) - (x[one] ?? 0)) ** 2 + ((y[other] ?? 0) - (y[one] ?? 0)) ** 2;
    if (other === one || away >= farthest) continue;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.away ?? 0) > away) place--;
    best.splice(place, 0, { other, away });
    if (best.length > neighbours) best.pop();
    if (best.length === neighbours) farthest = best.at(-1)?.away ?? farthest;
  }
  return best.map(({ other }) => other);
}
