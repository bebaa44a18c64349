/**
 * Adjusted Rand index of two labelings of the same n points (Hubert & Arabie 1985, doi:10.1007/BF01908075):
 * (Σ C(n_ij, 2) − E) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) − E) with E = Σ C(a_i, 2) · Σ C(b_j, 2) / C(n, 2).
 * 1 for the same partition whatever its numbers, about 0 by chance, down to −.5. Labels are any numbers, −1 is one like
 * the others. Two labelings that are both one cluster, or both all singletons, agree: 1.
 * @throws RangeError when the lengths differ.
 */
export function adjustedRandIndex(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) throw new RangeError(`${left.length} and ${right.length} labels`);
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let i = 0; i < left.length; i++) {
    const a = left[i] ?? Number.NaN;
    const b = right[i] ?? Number.NaN;
    count(cells, `${a} ${b}`);
    count(rows, a);
    count(columns, b);
  }
  const together = pairsWithin(cells);
  const inLeft = pairsWithin(rows);
  const inRight = pairsWithin(columns);
  const expected = left.length < 2 ? 0 : (inLeft * inRight) / ((left.length * (left.length - 1)) / 2);
  const most = (inLeft + inRight) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsWithin(counts: Map<unknown, number>): number {
  let pairs = 0;
  for (const n of counts.values()) pairs += (n * (n - 1)) / 2;
  return pairs;
}
