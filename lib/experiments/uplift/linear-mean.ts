import type { Matrix } from "../../core/matrix.ts";
import { fitLogistic, usualTolerance } from "../../evaluation/classifiers/logistic-regression.ts";
import type { PredictMean } from "./boosted-mean.ts";

/** Of the ridge, in rows: what a column weighs that says nothing. */
const ridge = 1;

/** Logistic regression of a yes or no (C = 1) on standardised columns; predicts the chance of a yes. x: n × d, finite; y: 0 or 1. */
export function fitChance(x: Matrix, y: Float64Array): PredictMean {
  const scale = standardise(x);
  const model = fitLogistic({ x: scale(x), y, classes: 2 }, 1, { tolerance: usualTolerance * x.rows });
  const at = (j: number) => (model.coefficients[x.cols + j] ?? 0) - (model.coefficients[j] ?? 0);
  const weights = Float64Array.from({ length: x.cols }, (_, j) => at(j));
  const intercept = (model.intercepts[1] ?? 0) - (model.intercepts[0] ?? 0);
  return (rows) => linear(scale(rows), weights, intercept).map((score) => 1 / (1 + Math.exp(-score)));
}

/** Ridge regression, β = (Z′Z + λI)⁻¹Z′(y − ȳ), on standardised columns Z. x: n × d, finite; y: n, finite. O(n · d² + d³). */
export function fitRidge(x: Matrix, y: Float64Array): PredictMean {
  const scale = standardise(x);
  const { data, rows, cols } = scale(x);
  const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, rows);
  const gram = new Float64Array(cols * cols);
  const right = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    const off = (y[row] ?? 0) - mean;
    for (let i = 0; i < cols; i++) {
      const value = data[row * cols + i] ?? 0;
      right[i] = (right[i] ?? 0) + value * off;
      for (let j = 0; j <= i; j++) gram[i * cols + j] = (gram[i * cols + j] ?? 0) + value * (data[row * cols + j] ?? 0);
    }
  }
  for (let i = 0; i < cols; i++) gram[i * cols + i] = (gram[i * cols + i] ?? 0) + ridge;
  const weights = solvePositive(gram, right);
  return (others) => linear(scale(others), weights, mean);
}

function linear({ data, rows, cols }: Matrix, weights: Float64Array, intercept: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = intercept;
    for (let j = 0; j < cols; j++) sum += (weights[j] ?? 0) * (data[row * cols + j] ?? 0);
    return sum;
  });
}

/** Mean 0 and standard deviation 1 over these rows; a column that does not vary there is 0 everywhere. */
function standardise({ data, rows, cols }: Matrix): (x: Matrix) => Matrix {
  const means = new Float64Array(cols);
  const factors = new Float64Array(cols);
  for (let j = 0; j < cols; j++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += data[row * cols + j] ?? 0;
    const mean = sum / Math.max(1, rows);
    for (let row = 0; row < rows; row++) squares += ((data[row * cols + j] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / Math.max(1, rows));
    means[j] = mean;
    factors[j] = deviation > 1e-7 * Math.abs(mean) ? 1 / deviation : 0;
  }
  return (x) => ({
    ...x,
    data: x.data.map((value, at) => (value - (means[at % cols] ?? 0)) * (factors[at % cols] ?? 0)),
  });
}

/** Solves A·b = r by Cholesky's decomposition; a: d × d, positive definite, its lower half is read and overwritten. */
function solvePositive(a: Float64Array, r: Float64Array): Float64Array {
  const d = r.length;
  const b = Float64Array.from(r);
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (a[i * d + k] ?? 0) * (a[j * d + k] ?? 0);
      a[i * d + j] = i === j ? Math.sqrt(sum) : sum / (a[j * d + j] ?? 1);
    }
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) b[i] = (b[i] ?? 0) - (a[i * d + k] ?? 0) * (b[k] ?? 0);
    b[i] = (b[i] ?? 0) / (a[i * d + i] ?? 1);
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) b[i] = (b[i] ?? 0) - (a[k * d + i] ?? 0) * (b[k] ?? 0);
    b[i] = (b[i] ?? 0) / (a[i * d + i] ?? 1);
  }
  return b;
}
