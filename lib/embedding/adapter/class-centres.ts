import type { Matrix } from "../../core/matrix.ts";

/**
 * Class probabilities of rows by their cosine to the mean direction of each class, softmax(cosine / temperature): the nearest
 * centroid as probabilities (prototypical networks, Snell et al. 2017, arXiv:1703.05175). x: n × d; y: a class a training row;
 * → asked × classes, a class without training rows at 0, uniform where there is no direction at all.
 */
export function predictByCentres(
  x: Matrix,
  { rows, y, classes }: { readonly rows: Int32Array; readonly y: ArrayLike<number>; readonly classes: number },
  asked: Int32Array,
  temperature: number,
): Matrix {
  const { data, cols } = x;
  const centres = new Float64Array(classes * cols);
  const counts = new Int32Array(classes);
  for (const [i, row] of rows.entries()) {
    const start = (y[i] ?? 0) * cols;
    counts[y[i] ?? 0] = (counts[y[i] ?? 0] ?? 0) + 1;
    const length = lengthOf(data.subarray(row * cols, (row + 1) * cols)) || 1;
    for (let j = 0; j < cols; j++)
      centres[start + j] = (centres[start + j] ?? 0) + (data[row * cols + j] ?? 0) / length;
  }
  for (let k = 0; k < classes; k++) {
    const centre = centres.subarray(k * cols, (k + 1) * cols);
    const length = lengthOf(centre) || 1;
    for (let j = 0; j < cols; j++) centre[j] = (centre[j] ?? 0) / length;
  }
  const out = new Float32Array(asked.length * classes);
  for (const [i, row] of asked.entries()) {
    const vector = data.subarray(row * cols, (row + 1) * cols);
    const length = lengthOf(vector) || 1;
    const shares = Float64Array.from({ length: classes }, (_, k) => {
      if (counts[k] === 0) return 0;
      let cosine = 0;
      for (let j = 0; j < cols; j++) cosine += (vector[j] ?? 0) * (centres[k * cols + j] ?? 0);
      return Math.exp((cosine / length - 1) / temperature);
    });
    const total = shares.reduce((sum, share) => sum + share, 0);
    out.set(
      shares.map((share) => share / total),
      i * classes,
    );
  }
  return { data: out, rows: asked.length, cols: classes };
}

function lengthOf(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let j = 0; j < vector.length; j++) squares += (vector[j] ?? 0) ** 2;
  return Math.sqrt(squares);
}
