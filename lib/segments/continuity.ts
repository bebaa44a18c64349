import { pairSegments } from "./compare.ts";

/** From how large a share of common people on a segment goes on from one of the run before, and takes over its words. */
const leastOverlap = 0.5;

/**
 * What goes on from what, by Jaccard overlap (in both segments / in either) of the people who are in both runs: whoever is
 * in one only says nothing about the other. counts[i][j]: people in segment i of the earlier run and j of the later one,
 * which has `later` segments. Entry j: the earlier segment that j goes on from, each at most once; null where none overlaps
 * by half, so that no name stands on people it was not given to.
 */
export function continueSegments(counts: readonly (readonly number[])[], later: number): (number | null)[] {
  const earlier = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const now = Array.from({ length: later }, (_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const overlaps = counts.map((row, i) =>
    row.map((both, j) => both / Math.max((earlier[i] ?? 0) + (now[j] ?? 0) - both, 1)),
  );
  const found: (number | null)[] = new Array(later).fill(null);
  for (const [from, to] of pairSegments(overlaps)) if ((overlaps[from]?.[to] ?? 0) >= leastOverlap) found[to] = from;
  return found;
}

const coloursInCycle = 12;

/**
 * Colours of segments 0, 1, …: those that go on keep theirs, the others take the free ones in order. Twelve at a time:
 * from the thirteenth on the cycle starts again, told apart by hatching.
 * kept: the colour (0…11) that a segment had, or null.
 */
export function assignColours(kept: readonly (number | null)[]): number[] {
  const colours: number[] = [];
  for (let start = 0; start < kept.length; start += coloursInCycle) {
    const lap = kept.slice(start, start + coloursInCycle);
    const taken = new Set<number>();
    const own = lap.map((colour) => {
      if (colour === null || taken.has(colour)) return null;
      taken.add(colour);
      return colour;
    });
    const free = Array.from({ length: coloursInCycle }, (_, colour) => colour).filter((colour) => !taken.has(colour));
    colours.push(...own.map((colour) => colour ?? free.shift() ?? 0));
  }
  return colours;
}
