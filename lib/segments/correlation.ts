import type { Matrix } from "../core/matrix.ts";

/**
 * |Pearson r| of two columns over the rows where both are known, at most about `most` evenly spaced ones; 0 where either
 * is constant or fewer than three rows have both. Two passes, so an offset does not cancel digits. n entries each.
 */
export function absoluteCorrelation(x: ArrayLike<number>, y: ArrayLike<number>, most = 20_000): number {
  const step = Math.max(1, Math.floor(x.length / most));
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < x.length; i += step) {
    const [a, b] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
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
  for (let i = 0; i < x.length; i += step) {
    const [a, b] = [(x[i] ?? Number.NaN) - meanX, (y[i] ?? Number.NaN) - meanY];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? Math.min(1, Math.abs(xy) / scale) : 0;
}

/** |r| of any two features, treated where they are in the matrix; each pair is computed when first asked for. */
export function relateFeatures(
  columns: readonly Float64Array[],
  matrix: Matrix,
  matrixIndex: readonly number[],
): (first: number, second: number) => number {
  const values = new Map<number, ArrayLike<number>>();
  const pairs = new Map<string, number>();
  const column = (feature: number): ArrayLike<number> => {
    const index = matrixIndex[feature] ?? -1;
    if (index < 0) return columns[feature] ?? [];
    let treated = values.get(feature);
    if (!treated) {
      treated = Float32Array.from(
        { length: matrix.rows },
        (_, row) => matrix.data[row * matrix.cols + index] ?? Number.NaN,
      );
      values.set(feature, treated);
    }
    return treated;
  };
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
