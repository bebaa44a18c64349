/**
 * Weights of the pairs of a contrastive step, n × n: every class that has a pair counts alike, in it every row, in that every
 * other row of the class; all of them add up to 1. y: a class a row.
 */
export function contrastWeights(y: readonly number[], classes: number): Float32Array {
  const n = y.length;
  const counts = new Int32Array(classes);
  for (const own of y) counts[own] = (counts[own] ?? 0) + 1;
  const paired = counts.reduce((sum, count) => sum + Number(count > 1), 0);
  const weights = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    const count = counts[y[i] ?? 0] ?? 0;
    for (let j = 0; j < n; j++) if (i !== j && y[i] === y[j]) weights[i * n + j] = 1 / (paired * count * (count - 1));
  }
  return weights;
}
