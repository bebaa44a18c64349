import type { Matrix } from "../core/matrix.ts";
import { medianInPlace } from "./median.ts";
import type { SegmentFeature } from "./schema.ts";

export interface ProfileInput {
  /** n entries, 0…k−1 for the segment, anything else for users in none. */
  readonly labels: Int32Array;
  readonly k: number;
  /** One per feature: n values in real units, NaN where missing. */
  readonly columns: readonly Float64Array[];
  /** n × d treated values; `matrixIndex[f]` is the column of feature f in it, −1 where it has none. */
  readonly matrix: Matrix;
  readonly matrixIndex: readonly number[];
}

export interface Profile {
  readonly sizes: readonly number[];
  /** k rows of one entry per feature. */
  readonly segments: readonly (readonly SegmentFeature[])[];
  /** k rows of one share per feature: of the members, how many have it. */
  readonly coverage: readonly (readonly number[])[];
  /** Over all users of a segment. */
  readonly overall: readonly SegmentFeature[];
}

/**
 * Mean and median in real units, and the standardised mean (m_s − m) / σ of the treated values, m and σ (divisor n) over
 * all users of a segment; of the real values where the feature is not in the matrix. NaN is left out everywhere; null
 * where nobody has the feature; standardised 0 where σ = 0. O(n·f) time, O(n) memory beside the input.
 */
export function profileSegments(input: ProfileInput): Profile {
  const { order, starts } = groupBySegment(input.labels, input.k);
  const sizes = Array.from({ length: input.k }, (_, s) => (starts[s + 1] ?? 0) - (starts[s] ?? 0));
  const buffer = new Float64Array(order.length);
  const segments: SegmentFeature[][] = sizes.map(() => []);
  const coverage: number[][] = sizes.map(() => []);
  const overall: SegmentFeature[] = [];
  input.columns.forEach((column, feature) => {
    const treated = treatedColumn(input, feature);
    const everybody = moments(treated, order, 0, order.length);
    const spread = everybody.count > 0 ? deviation(treated, order, everybody.mean) : 0;
    for (let s = 0; s < input.k; s++) {
      const [from, to] = [starts[s] ?? 0, starts[s + 1] ?? 0];
      const own = moments(treated, order, from, to);
      const standardised = own.count === 0 ? null : spread > 0 ? (own.mean - everybody.mean) / spread : 0;
      const { known, ...middle } = centre(column, order, from, to, buffer);
      segments[s]?.push({ ...middle, standardised });
      coverage[s]?.push(to > from ? known / (to - from) : 0);
    }
    const standardised = everybody.count > 0 ? 0 : null;
    const { mean, median } = centre(column, order, 0, order.length, buffer);
    overall.push({ mean, median, standardised });
  });
  return { sizes, segments, coverage, overall };
}

/** Rows of segment s, in row order, are order[starts[s]] … order[starts[s + 1] − 1]. */
export function groupBySegment(labels: Int32Array, k: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(k + 1);
  for (const label of labels) if (label >= 0 && label < k) starts[label + 1] = (starts[label + 1] ?? 0) + 1;
  for (let s = 0; s < k; s++) starts[s + 1] = (starts[s + 1] ?? 0) + (starts[s] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(starts[k] ?? 0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? -1;
    if (label < 0 || label >= k) continue;
    const at = next[label] ?? 0;
    order[at] = row;
    next[label] = at + 1;
  }
  return { order, starts };
}

/** A feature as it stands in the matrix, or its real values where it does not. n entries. */
export function treatedColumn({ columns, matrix, matrixIndex }: ProfileInput, feature: number): Float64Array {
  const index = matrixIndex[feature] ?? -1;
  if (index < 0) return columns[feature] ?? new Float64Array(matrix.rows);
  const { data, rows, cols } = matrix;
  const treated = new Float64Array(rows);
  for (let row = 0, at = index; row < rows; row++, at += cols) treated[row] = data[at] ?? Number.NaN;
  return treated;
}

function moments(values: Float64Array, order: Int32Array, from: number, to: number): { mean: number; count: number } {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[order[i] ?? 0] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return { mean: sum / count, count };
}

function deviation(values: Float64Array, order: Int32Array, mean: number): number {
  let squares = 0;
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const offset = (values[order[i] ?? 0] ?? Number.NaN) - mean;
    if (Number.isNaN(offset)) continue;
    squares += offset * offset;
    count++;
  }
  const spread = Math.sqrt(squares / count);
  // What rounding leaves of a constant is no spread.
  return spread > Math.abs(mean) * 1e-12 ? spread : 0;
}

function centre(
  values: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
  buffer: Float64Array,
): { mean: number | null; median: number | null; known: number } {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[order[i] ?? 0] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    buffer[count++] = value;
    sum += value;
  }
  if (count === 0) return { mean: null, median: null, known: 0 };
  return { mean: sum / count, median: medianInPlace(buffer, count), known: count };
}
