/**
 * Place where an ascending curve turns upwards: the farthest below the straight line between its ends (Satopää, Albrecht, Irwin &
 * Raghavan 2011, doi:10.1109/ICDCSW.2011.20), in its upper half, so that at least half of the values lie below. Of a straight
 * line, or of fewer than three values, the last place.
 */
export function kneeOf(ascending: ArrayLike<number>): number {
  const last = ascending.length - 1;
  const low = ascending[0] ?? 0;
  const range = (ascending[last] ?? 0) - low;
  let knee = last;
  let deepest = 0;
  for (let at = Math.ceil(last / 2); at < last && range > 0; at++) {
    const below = at / last - ((ascending[at] ?? 0) - low) / range;
    if (below <= deepest) continue;
    deepest = below;
    knee = at;
  }
  return knee;
}
