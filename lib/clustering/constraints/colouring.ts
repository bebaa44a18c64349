import type { LinkedRows } from "./link-users.ts";

/** Units that are linked by "apart", and who is apart from whom among them. */
export interface ApartGroup {
  /** Places in the links' units, those with most neighbours first. */
  readonly units: readonly number[];
  /** By place in `units`: places in `units`. */
  readonly neighbours: readonly (readonly number[])[];
}

/** Connected components of "apart", by their first unit; a unit that is apart from nobody is a group of its own. */
export function apartGroups({ units, apart }: LinkedRows): ApartGroup[] {
  const next = units.map((): number[] => []);
  for (const [a, b] of apart) {
    next[a]?.push(b);
    next[b]?.push(a);
  }
  const isSeen = new Uint8Array(units.length);
  const groups: ApartGroup[] = [];
  for (let first = 0; first < units.length; first++) {
    if (isSeen[first] === 1) continue;
    const own = [first];
    isSeen[first] = 1;
    for (const unit of own)
      for (const other of next[unit] ?? []) {
        if (isSeen[other] === 1) continue;
        isSeen[other] = 1;
        own.push(other);
      }
    own.sort((a, b) => (next[b]?.length ?? 0) - (next[a]?.length ?? 0) || a - b);
    const placeOf = new Map(own.map((unit, place) => [unit, place]));
    groups.push({
      units: own,
      neighbours: own.map((unit) => (next[unit] ?? []).flatMap((other) => placeOf.get(other) ?? [])),
    });
  }
  return groups;
}

/** Do k colours keep all apart, as far as is found? */
export function canKeepApart(links: LinkedRows, k: number): boolean {
  const even = new Float64Array(k);
  return apartGroups(links).every(
    (group) =>
      group.units.length === 1 ||
      colourGroup(
        group,
        k,
        group.units.map(() => even),
      ) !== null,
  );
}

/** Beyond so many units, and after so many tries, the best found so far is taken. */
const exactUnits = 200;
const mostTries = 20_000;

/**
 * Colours 0…k−1 so that no neighbours share one, at little cost: depth first with the sum of the cheapest colours as
 * bound, which is exact for groups of up to 200 units unless 20,000 tries do not suffice; else what that found, or a colouring by
 * saturation (Brélaz 1979, DSATUR), bettered unit by unit. costs: by place in the group's units, k each. null where no
 * colouring was found.
 */
export function colourGroup(group: ApartGroup, k: number, costs: readonly Float64Array[]): number[] | null {
  const found = group.units.length <= exactUnits ? search(group, k, costs) : null;
  if (found?.isBest) return found.colours;
  const colours = found?.colours ?? saturate(group, k);
  return colours && better(group, k, costs, colours);
}

function search(
  { units, neighbours }: ApartGroup,
  k: number,
  costs: readonly Float64Array[],
): { readonly colours: number[] | null; readonly isBest: boolean } {
  const cheapest = costs.map((own) => own.toSorted()[0] ?? 0);
  const toCome = new Float64Array(units.length + 1);
  for (let at = units.length - 1; at >= 0; at--) toCome[at] = (toCome[at + 1] ?? 0) + (cheapest[at] ?? 0);
  const order = costs.map((own) =>
    Array.from({ length: k }, (_, c) => c).sort((a, b) => (own[a] ?? 0) - (own[b] ?? 0)),
  );
  const colours = new Array<number>(units.length).fill(-1);
  let best: number[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  let tries = 0;
  const visit = (at: number, cost: number): void => {
    if (at === units.length) {
      least = cost;
      best = colours.slice();
      return;
    }
    for (const colour of order[at] ?? []) {
      if (tries >= mostTries) return;
      const next = cost + (costs[at]?.[colour] ?? 0);
      if (next + (toCome[at + 1] ?? 0) >= least) return;
      if ((neighbours[at] ?? []).some((other) => colours[other] === colour)) continue;
      tries++;
      colours[at] = colour;
      visit(at + 1, next);
      colours[at] = -1;
    }
  };
  visit(0, 0);
  return { colours: best, isBest: tries < mostTries };
}

function saturate({ units, neighbours }: ApartGroup, k: number): number[] | null {
  const colours = new Array<number>(units.length).fill(-1);
  const taken = units.map(() => new Set<number>());
  for (let step = 0; step < units.length; step++) {
    let unit = -1;
    for (let at = 0; at < units.length; at++)
      if (colours[at] === -1 && (unit < 0 || (taken[at]?.size ?? 0) > (taken[unit]?.size ?? 0))) unit = at;
    const colour = Array.from({ length: k }, (_, c) => c).find((c) => !taken[unit]?.has(c));
    if (colour === undefined) return null;
    colours[unit] = colour;
    for (const other of neighbours[unit] ?? []) taken[other]?.add(colour);
  }
  return colours;
}

function better(
  { neighbours }: ApartGroup,
  k: number,
  costs: readonly Float64Array[],
  start: readonly number[],
): number[] {
  const colours = [...start];
  for (let round = 0, isMoving = true; isMoving && round < 100; round++) {
    isMoving = false;
    for (const [at, own] of costs.entries()) {
      for (let colour = 0; colour < k; colour++) {
        if ((own[colour] ?? 0) >= (own[colours[at] ?? 0] ?? 0)) continue;
        if ((neighbours[at] ?? []).some((other) => colours[other] === colour)) continue;
        colours[at] = colour;
        isMoving = true;
      }
    }
  }
  return colours;
}
