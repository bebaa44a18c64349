/** Each class's share, every class counted once more than it occurs (Laplace), so that none is ruled out. y: n classes, −1 not counted. */
export function classShares(y: ArrayLike<number>, classes: number): Float64Array {
  const counts = new Float64Array(classes).fill(1);
  let total = classes;
  for (let row = 0; row < y.length; row++) {
    const code = y[row] ?? -1;
    if (code < 0) continue;
    counts[code] = (counts[code] ?? 0) + 1;
    total++;
  }
  return counts.map((count) => count / total);
}
