/**
 * Median of the first `count` values (type 7: the mean of the middle two where count is even), by Hoare's selection
 * (1961, "Algorithm 65: Find"): O(count) on average. Reorders them; they must be free of NaN. count ≥ 1.
 */
export function medianInPlace(values: Float64Array, count: number): number {
  const middle = count >> 1;
  const upper = selectInPlace(values, count, middle);
  if (count % 2 === 1) return upper;
  let lower = values[0] ?? Number.NaN;
  for (let i = 1; i < middle; i++) lower = Math.max(lower, values[i] ?? Number.NaN);
  return lower / 2 + upper / 2;
}

/** The value that would stand at `rank` if the first `count` were sorted; smaller ones end before it, larger ones after. */
function selectInPlace(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0);
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank] ?? Number.NaN;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
