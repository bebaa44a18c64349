import type { Matrix } from "../../core/matrix.ts";

/** Quantile that outcomes are cut to: a handful of customers would carry every figure otherwise (STATISTICS.md rule 6). */
const winsorisedQuantile = 0.99;

/** Values above the 99th percentile count as it; returns it too. values: n, finite. */
export function winsoriseTop(values: Float64Array): { readonly values: Float64Array; readonly at: number } {
  const sorted = values.toSorted();
  const at = sorted[Math.min(sorted.length - 1, Math.ceil(winsorisedQuantile * sorted.length) - 1)] ?? 0;
  return { values: values.map((value) => Math.min(value, at)), at };
}

/**
 * What a shop knows without segments: past spend, winsorised, and its log, and for each column the fifth that a user is in, four
 * columns of 0 and 1. Equal values share a fifth, so that some may be empty. columns: recency, frequency, and spend where there is money.
 */
export function baseColumns(columns: readonly Float64Array[], spend: Float64Array): Matrix {
  const users = spend.length;
  const fifths = columns.map(fifthsOf);
  const { values: past } = winsoriseTop(spend);
  const width = 2 + 4 * fifths.length;
  const data = new Float32Array(users * width);
  for (let row = 0; row < users; row++) {
    data[row * width] = past[row] ?? 0;
    data[row * width + 1] = Math.log1p(Math.max(0, spend[row] ?? 0));
    for (const [i, fifth] of fifths.entries()) {
      const own = fifth[row] ?? 0;
      if (own > 0) data[row * width + 1 + 4 * i + own] = 1;
    }
  }
  return { data, rows: users, cols: width };
}

/** 0…4: how many of the four inner quintiles a value lies above. */
export function fifthsOf(values: Float64Array): Int32Array {
  const sorted = values.toSorted();
  const edges = [1, 2, 3, 4].map((fifth) => sorted[Math.ceil((fifth * sorted.length) / 5) - 1] ?? 0);
  return Int32Array.from(values, (value) => edges.filter((edge) => value > edge).length);
}
