import type { Matrix } from "../../core/matrix.ts";
import type { ClassifierHead } from "../../embedding/behaviour/classifier-head.ts";
import { fitLogistic, usualTolerance } from "./logistic-regression.ts";

/**
 * The logistic regression (C = 1, columns scaled to a standard deviation of 1 over the rows) that tells classes from an
 * encoder's vectors, written for vectors as they are, so that it can be trained on with the encoder. vectors: users × d,
 * finite in `rows`; codes: the class of each user. A column that does not vary gets no weight.
 */
export function fitHead(
  { data, cols }: Matrix,
  rows: readonly number[],
  codes: Int32Array,
  classes: readonly string[],
  signal?: AbortSignal,
): ClassifierHead {
  const n = rows.length;
  const scaled = new Float32Array(n * cols);
  const means = new Float64Array(cols);
  const factors = new Float64Array(cols);
  for (let j = 0; j < cols; j++) {
    const at = (row: number) => data[row * cols + j] ?? 0;
    const mean = rows.reduce((sum, row) => sum + at(row), 0) / n;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (at(row) - mean) ** 2, 0) / n);
    means[j] = mean;
    // Rounding of float32 is no variance.
    factors[j] = deviation > 1e-7 * Math.abs(mean) ? 1 / deviation : 0;
    for (const [i, row] of rows.entries()) scaled[i * cols + j] = (at(row) - mean) * (factors[j] ?? 0);
  }
  const own = { x: { data: scaled, rows: n, cols }, y: rows.map((row) => codes[row] ?? 0), classes: classes.length };
  const options = { tolerance: usualTolerance * n, ...(signal ? { signal } : {}) };
  const { coefficients, intercepts } = fitLogistic(own, 1, options);
  const width = classes.length;
  const parameters = new Float32Array((cols + 1) * width);
  for (let k = 0; k < width; k++) {
    let intercept = intercepts[k] ?? 0;
    for (let j = 0; j < cols; j++) {
      const weight = (coefficients[k * cols + j] ?? 0) * (factors[j] ?? 0);
      parameters[j * width + k] = weight;
      intercept -= weight * (means[j] ?? 0);
    }
    parameters[cols * width + k] = intercept;
  }
  return { classes, parameters };
}
