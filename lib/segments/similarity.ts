import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";

/** Of rows from…to−1: (to − from) × k, row-major. */
export type SimilarityRows = (from: number, to: number) => Float32Array;

/**
 * Cosine of each user's text vector to each segment's mean text vector, in text space alone: −1…1. NaN for who wrote nothing (a
 * row of NaN), and for a segment whose members did not, or whose vectors cancel out.
 * vectors: n × d, read twice, a block at a time; labels: n, 0…k−1, −1 for no segment. The mean is of the members who wrote, each
 * alike, in f64.
 */
export function segmentSimilarity(vectors: RowSource, labels: Int32Array, k: number): SimilarityRows {
  const { rows, cols } = vectors;
  const means = new Float64Array(k * cols);
  const size = Math.min(rows, blockRows(cols));
  const block = new Float32Array(size * cols);
  for (const [from, to] of blocksOfRows(rows, size)) {
    vectors.read(from, to, block);
    for (let row = from; row < to; row++) {
      const segment = labels[row] ?? -1;
      const start = (row - from) * cols;
      if (segment < 0 || Number.isNaN(block[start])) continue;
      // The direction of a mean is that of the sum.
      for (let j = 0; j < cols; j++) {
        const at = segment * cols + j;
        means[at] = (means[at] ?? 0) + (block[start + j] ?? 0);
      }
    }
  }
  const lengths = Array.from({ length: k }, (_, s) => norm(means.subarray(s * cols, (s + 1) * cols)));
  return (first, end) => {
    const similarity = new Float32Array((end - first) * k);
    for (const [start, stop] of blocksOfRows(end - first, size)) {
      vectors.read(first + start, first + stop, block);
      for (let row = start; row < stop; row++) {
        const values = block.subarray((row - start) * cols, (row - start + 1) * cols);
        const own = norm(values);
        for (let s = 0; s < k; s++) {
          let dot = 0;
          for (let j = 0; j < cols; j++) dot += (values[j] ?? 0) * (means[s * cols + j] ?? 0);
          const both = own * (lengths[s] ?? 0);
          similarity[row * k + s] = both > 0 ? Math.min(1, Math.max(-1, dot / both)) : Number.NaN;
        }
      }
    }
    return similarity;
  };
}

function norm(values: Float32Array | Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

const rowsOfPiece = 8192;

/** similarity.csv in pieces: one column a segment, one row a user in row order, empty where it cannot be said. */
export function* similarityCsv(similarity: SimilarityRows, users: number, k: number): Generator<string> {
  yield `${similarityColumns(k).join(",")}\n`;
  for (const [from, to] of blocksOfRows(users, rowsOfPiece)) {
    const near = similarity(from, to);
    let piece = "";
    for (let row = 0; row < to - from; row++) piece += `${similarityCells(near, k, row)}\n`;
    yield piece;
  }
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
