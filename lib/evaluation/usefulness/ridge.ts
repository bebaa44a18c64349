import type { Matrix } from "../../core/matrix.ts";

/**
 * Ridge regression with a free intercept: predictions for any rows from the minimum of Σ (y − b − x·w)² + λ‖w‖². x: n × d,
 * finite, in units of about 1; y: n; λ above 0, so that there is one minimum also where columns repeat each other. O(n·d² + d³),
 * in f64.
 */
export function fitRidge(
  { data, rows, cols }: Matrix,
  y: ArrayLike<number>,
  lambda: number,
): (x: Matrix) => Float64Array {
  const means = new Float64Array(cols);
  let middle = 0;
  for (let row = 0; row < rows; row++) {
    middle += (y[row] ?? 0) / rows;
    for (let j = 0; j < cols; j++) means[j] = (means[j] ?? 0) + (data[row * cols + j] ?? 0) / rows;
  }
  const a = new Float64Array(cols * cols);
  const b = new Float64Array(cols);
  const own = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < cols; j++) own[j] = (data[row * cols + j] ?? 0) - (means[j] ?? 0);
    const off = (y[row] ?? 0) - middle;
    for (let i = 0; i < cols; i++) {
      b[i] = (b[i] ?? 0) + (own[i] ?? 0) * off;
      for (let j = 0; j <= i; j++) a[i * cols + j] = (a[i * cols + j] ?? 0) + (own[i] ?? 0) * (own[j] ?? 0);
    }
  }
  for (let j = 0; j < cols; j++) a[j * cols + j] = (a[j * cols + j] ?? 0) + lambda;
  const w = solve(a, b);
  const base = middle - w.reduce((sum, weight, j) => sum + weight * (means[j] ?? 0), 0);
  return (x) =>
    Float64Array.from({ length: x.rows }, (_, row) =>
      w.reduce((sum, weight, j) => sum + weight * (x.data[row * cols + j] ?? 0), base),
    );
}

/** a·w = b for a symmetric positive definite matrix whose lower triangle is given (Cholesky, in place). */
function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0);
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / (a[j * n + j] ?? 1);
    }
  }
  const w = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) w[i] = (w[i] ?? 0) - (a[i * n + k] ?? 0) * (w[k] ?? 0);
    w[i] = (w[i] ?? 0) / (a[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) w[i] = (w[i] ?? 0) - (a[k * n + i] ?? 0) * (w[k] ?? 0);
    w[i] = (w[i] ?? 0) / (a[i * n + i] ?? 1);
  }
  return w;
}
