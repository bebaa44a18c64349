import { medianInPlace } from "./median.ts";
import type { SegmentFeature } from "./schema.ts";

/** Rows of segment s, in row order, are order[starts[s]] … order[starts[s + 1] − 1]. */
export interface Groups {
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/** One feature of n users, NaN where missing: in real units, and as it stands in the matrix, or in real units again where it does not. */
export interface FeatureValues {
  readonly column: Float64Array;
  readonly treated: Float32Array | Float64Array;
}

/** One feature, an entry a segment, and over all users of a segment. */
export interface FeatureProfile {
  readonly segments: readonly SegmentFeature[];
  readonly coverage: readonly number[];
  readonly overall: SegmentFeature;
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
 * all users of a segment. NaN is left out everywhere; null where nobody has the feature; standardised 0 where σ = 0. O(n)
 * time, no memory that grows with users. buffer: room for as many values as there are rows in groups.
 */
export function profileFeature(
  { order, starts }: Groups,
  { column, treated }: FeatureValues,
  buffer: Float64Array,
): FeatureProfile {
  const segments: SegmentFeature[] = [];
  const coverage: number[] = [];
  const everybody = moments(treated, order, 0, order.length);
  const spread = everybody.count > 0 ? deviation(treated, order, everybody.mean) : 0;
  for (let s = 0; s < starts.length - 1; s++) {
    const [from, to] = [starts[s] ?? 0, starts[s + 1] ?? 0];
    const own = moments(treated, order, from, to);
    const standardised = own.count === 0 ? null : spread > 0 ? (own.mean - everybody.mean) / spread : 0;
    const { known, ...middle } = centre(column, order, from, to, buffer);
    segments.push({ ...middle, standardised });
    coverage.push(to > from ? known / (to - from) : 0);
  }
  const { mean, median } = centre(column, order, 0, order.length, buffer);
  return { segments, coverage, overall: { mean, median, standardised: everybody.count > 0 ? 0 : null } };
}

/** The same of several features, segment by segment. */
export function joinProfiles({ starts }: Groups, features: readonly FeatureProfile[]): Profile {
  const sizes = Array.from({ length: starts.length - 1 }, (_, s) => (starts[s + 1] ?? 0) - (starts[s] ?? 0));
  return {
    sizes,
    segments: sizes.map((_, s) => features.flatMap(({ segments }) => segments[s] ?? [])),
    coverage: sizes.map((_, s) => features.flatMap(({ coverage }) => coverage[s] ?? [])),
    overall: features.map(({ overall }) => overall),
  };
}

/** labels: n entries, 0…k−1 for the segment, anything else for users in none. */
export function groupBySegment(labels: Int32Array, k: number): Groups {
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

function moments(
  values: FeatureValues["treated"],
  order: Int32Array,
  from: number,
  to: number,
): { mean: number; count: number } {
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

function deviation(values: FeatureValues["treated"], order: Int32Array, mean: number): number {
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
