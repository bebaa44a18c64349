/** The other segment that somebody belongs to most, and how surely. */
export interface NextSegment {
  readonly segment: number;
  readonly share: number;
}

/** null where it is not known, or nothing of them belongs to another. own: −1 for who is in none. Of equals the first. */
export function nextSegment(shares: ArrayLike<number | null>, own: number): NextSegment | null {
  let [segment, share] = [-1, 0];
  for (let at = 0; at < shares.length; at++) {
    const value = shares[at] ?? 0;
    if (at !== own && value > share) [segment, share] = [at, value];
  }
  return segment < 0 ? null : { segment, share };
}

/** From this much of how surely somebody belongs to their own segment on, they sit between it and another. */
export const betweenFrom = 0.5;

/** Does somebody belong to their next segment at least half as surely as to their own? */
export function isBetween(shares: ArrayLike<number | null>, own: number): boolean {
  const next = nextSegment(shares, own);
  return own >= 0 && next !== null && next.share >= betweenFrom * (shares[own] ?? 0);
}
