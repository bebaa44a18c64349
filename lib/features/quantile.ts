/**
 * Quantile of type 7 (Hyndman & Fan 1996, doi:10.2307/2684934), linear between order statistics: with h = (n − 1)p,
 * x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋ + 1] − x[⌊h⌋]).
 * sorted: ascending, finite, at least one value; p in 0…1. Unit of the values.
 */
export function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}

/** The values that are numbers, ascending; missing ones (NaN) left out. A copy. */
export function sortPresent(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) present[count++] = value;
  return present.subarray(0, count).sort();
}
