import type { FeatureValues } from "./profile.ts";

/** Rows that two features are compared on: from so many to twice as many, evenly spaced. */
const comparedRows = 20_000;

/**
 * |Pearson r| of two columns over the rows where both are known; 0 where either is
 * constant or fewer than three rows have both. Two passes, so an offset does not cancel digits. n entries each.
 */
export function absoluteCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] ?? Number.NaN;
    const b = y[i] ?? Number.NaN;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    n++;
    meanX += a;
    meanY += b;
  }
  if (n < 3) return 0;
  meanX /= n;
  meanY /= n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const a = (x[i] ?? Number.NaN) - meanX;
    const b = (y[i] ?? Number.NaN) - meanY;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? Math.min(1, Math.abs(xy) / scale) : 0;
}

/**
 * |r| of any two features within segments (their segment's mean taken off). Between segments nearly everything goes together
 * when there are few of them; within, only what measures the same does. Each pair is computed when first asked for.
 * centred: of each feature, {@link centreWithin}.
 */
export function relateFeatures(centred: readonly Float64Array[]): (first: number, second: number) => number {
  const pairs = new Map<string, number>();
  const column = (feature: number) => centred[feature] ?? new Float64Array(0);
  return (first, second) => {
    const key = first < second ? `${first} ${second}` : `${second} ${first}`;
    let related = pairs.get(key);
    if (related === undefined) {
      related = absoluteCorrelation(column(Math.min(first, second)), column(Math.max(first, second)));
      pairs.set(key, related);
    }
    return related;
  };
}

/** Evenly spaced values, `most` to twice as many, or all; each less the mean of its whole segment, and NaN for users of none. */
export function centreWithin(
  values: FeatureValues["treated"],
  labels: Int32Array,
  k: number,
  most = comparedRows,
): Float64Array {
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? -1;
    const value = values[row] ?? Number.NaN;
    if (label < 0 || label >= k || Number.isNaN(value)) continue;
    sums[label] = (sums[label] ?? 0) + value;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const step = Math.max(1, Math.floor(values.length / most));
  const centred = new Float64Array(Math.ceil(values.length / step)).fill(Number.NaN);
  for (let i = 0; i < centred.length; i++) {
    const label = labels[i * step] ?? -1;
    if (label >= 0 && label < k)
      centred[i] = (values[i * step] ?? Number.NaN) - (sums[label] ?? 0) / (counts[label] ?? 1);
  }
  return centred;
}
