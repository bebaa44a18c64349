/**
 * Adjusted Rand index of two labelings from their contingency table (Hubert & Arabie 1985, doi:10.1007/BF01908075), for
 * labels that are counted where they lie. counts[i][j]: how many are i in one and j in the other. 1 for the same
 * partition, about 0 by chance; 1 too where both are a single cluster or nobody is in both.
 */
export function agreementOf(counts: readonly (readonly number[])[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rows = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const columns = Array.from({ length: width }, (_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const sumOf = (values: readonly number[]) => values.reduce((sum, n) => sum + pairs(n), 0);
  const together = sumOf(counts.flat());
  const [left, right] = [sumOf(rows), sumOf(columns)];
  const all = pairs(rows.reduce((sum, n) => sum + n, 0));
  const expected = all === 0 ? 0 : (left * right) / all;
  const most = (left + right) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * Contingency table of two labelings of the same users in the same order: left segments by right ones, with a last row and a
 * last column of those in none (a label outside 0…k−1).
 */
export function crossLabels(left: Int32Array, right: Int32Array, leftK: number, rightK: number): number[][] {
  const counts = Array.from({ length: leftK + 1 }, () => new Array<number>(rightK + 1).fill(0));
  const place = (label: number, k: number) => (label >= 0 && label < k ? label : k);
  for (let row = 0; row < left.length; row++) {
    const own = counts[place(left[row] ?? -1, leftK)];
    const to = place(right[row] ?? -1, rightK);
    if (own) own[to] = (own[to] ?? 0) + 1;
  }
  return counts;
}

/**
 * Which segment of the other run each one continues in: pairs of segments by how many they share, largest first, each
 * taken once. Those who are not in such a pair have moved.
 */
export function pairSegments(counts: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const cells = counts.flatMap((row, left) => row.map((count, right) => ({ left, right, count })));
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  for (const { left, right, count } of cells.toSorted(
    (a, b) => b.count - a.count || a.left - b.left || a.right - b.right,
  )) {
    if (count === 0 || pairs.has(left) || taken.has(right)) continue;
    pairs.set(left, right);
    taken.add(right);
  }
  return pairs;
}
