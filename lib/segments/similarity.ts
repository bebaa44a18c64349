import type { Matrix } from "../core/matrix.ts";

/**
 * Cosine of each user's text vector to each segment's mean text vector, in text space alone: n × k, −1…1, row-major. NaN for
 * who wrote nothing (a row of NaN), and for a segment whose members did not, or whose vectors cancel out.
 * vectors: n × d; labels: n, 0…k−1, −1 for no segment. The mean is of the members who wrote, each alike, in f64.
 */
export function segmentSimilarity({ data, rows, cols }: Matrix, labels: Int32Array, k: number): Float32Array {
  const means = new Float64Array(k * cols);
  for (let row = 0; row < rows; row++) {
    const segment = labels[row] ?? -1;
    if (segment < 0 || Number.isNaN(data[row * cols])) continue;
    // The direction of a mean is that of the sum.
    for (let j = 0; j < cols; j++) {
      const at = segment * cols + j;
      means[at] = (means[at] ?? 0) + (data[row * cols + j] ?? 0);
    }
  }
  const lengths = Array.from({ length: k }, (_, s) => norm(means.subarray(s * cols, (s + 1) * cols)));
  const similarity = new Float32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    const own = norm(data.subarray(row * cols, (row + 1) * cols));
    for (let s = 0; s < k; s++) {
      let dot = 0;
      for (let j = 0; j < cols; j++) dot += (data[row * cols + j] ?? 0) * (means[s * cols + j] ?? 0);
      const both = own * (lengths[s] ?? 0);
      similarity[row * k + s] = both > 0 ? Math.min(1, Math.max(-1, dot / both)) : Number.NaN;
    }
  }
  return similarity;
}

function norm(values: Float32Array | Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

/** similarity.csv in pieces: one column a segment, one row a user in row order, empty where it cannot be said. */
export function* similarityCsv(similarity: Float32Array, k: number): Generator<string> {
  let piece = `${similarityColumns(k).join(",")}\n`;
  for (let row = 0; row < similarity.length / k; row++) {
    piece += `${similarityCells(similarity, k, row)}\n`;
    if (row % 8192 !== 8191) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

export function similarityColumns(k: number): string[] {
  return Array.from({ length: k }, (_, segment) => `similarity_${segment}`);
}

export function similarityCells(similarity: Float32Array, k: number, row: number): string {
  const cells = Array.from(similarity.subarray(row * k, (row + 1) * k), (value) =>
    Number.isNaN(value) ? "" : String(Math.round(value * 1e4) / 1e4 + 0),
  );
  return cells.join(",");
}
