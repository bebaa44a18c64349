import type { Matrix } from "../../core/matrix.ts";
import type { Classifier, Labelled } from "./classifier.ts";
import { minimise } from "./minimise.ts";

export interface LogisticModel {
  /** classes × d. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  readonly objective: number;
}

export interface LogisticOptions {
  /** Of the gradient's largest entry. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

const exactTolerance = 1e-7;
/** Times the rows, as their losses are summed: beyond this predictions no longer change in what is shown of them. */
export const usualTolerance = 1e-6;
const maxIterations = 2000;

/**
 * Multinomial logistic regression with an L2 penalty: the minimum of C · Σ −ln p(y) + ½ ‖coefficients‖², intercepts free
 * (scikit-learn's objective). Convex, so the minimum is the one there is; coefficients sum to 0 over the classes, and so are
 * the intercepts made to. x: n × d, in units of about 1 for the penalty to treat columns alike; y: n classes; c above 0.
 * O(n · d · classes) an iteration, in f64.
 */
export function fitLogistic(
  { x, y, classes }: Labelled,
  c: number,
  { tolerance = exactTolerance, signal }: LogisticOptions = {},
): LogisticModel {
  const { data, rows, cols } = x;
  const width = cols + 1;
  const scores = new Float64Array(classes);
  const objective = (at: Float64Array, gradient: Float64Array) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      loss -= Math.log(Math.max(Number.MIN_VALUE, softmaxInto(scores, at, data, row, cols)[y[row] ?? 0] ?? 0));
      for (let k = 0; k < classes; k++) {
        const off = c * ((scores[k] ?? 0) - Number(y[row] === k));
        const start = k * width;
        for (let j = 0; j < cols; j++)
          gradient[start + j] = (gradient[start + j] ?? 0) + off * (data[row * cols + j] ?? 0);
        gradient[start + cols] = (gradient[start + cols] ?? 0) + off;
      }
    }
    let squares = 0;
    for (let k = 0; k < classes; k++) {
      for (let j = 0; j < cols; j++) {
        const value = at[k * width + j] ?? 0;
        squares += value * value;
        gradient[k * width + j] = (gradient[k * width + j] ?? 0) + value;
      }
    }
    return c * loss + squares / 2;
  };
  const options = { tolerance, maxIterations, ...(signal ? { signal } : {}) };
  const at = minimise(objective, new Float64Array(classes * width), options);
  const intercepts = Float64Array.from({ length: classes }, (_, k) => at[k * width + cols] ?? 0);
  const middle = intercepts.reduce((sum, value) => sum + value, 0) / classes;
  const coefficients = new Float64Array(classes * cols);
  for (let k = 0; k < classes; k++) coefficients.set(at.subarray(k * width, k * width + cols), k * cols);
  return {
    coefficients,
    intercepts: intercepts.map((value) => value - middle),
    objective: objective(at, new Float64Array(at.length)),
  };
}

/** Class probabilities of one row under weights laid out as classes × (coefficients, intercept). */
function softmaxInto(
  scores: Float64Array,
  weights: Float64Array,
  data: Float32Array,
  row: number,
  cols: number,
): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) {
    const start = k * (cols + 1);
    let score = weights[start + cols] ?? 0;
    for (let j = 0; j < cols; j++) score += (weights[start + j] ?? 0) * (data[row * cols + j] ?? 0);
    scores[k] = score;
    if (score > largest) largest = score;
  }
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = Math.exp((scores[k] ?? 0) - largest);
    scores[k] = share;
    total += share;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / total;
  return scores;
}

/** Probabilities, rows × classes. */
export function predictLogistic({ coefficients, intercepts }: LogisticModel, { data, rows, cols }: Matrix): Matrix {
  const classes = intercepts.length;
  const weights = new Float64Array(classes * (cols + 1));
  for (let k = 0; k < classes; k++) {
    weights.set(coefficients.subarray(k * cols, (k + 1) * cols), k * (cols + 1));
    weights[k * (cols + 1) + cols] = intercepts[k] ?? 0;
  }
  const out = new Float32Array(rows * classes);
  const scores = new Float64Array(classes);
  for (let row = 0; row < rows; row++) out.set(softmaxInto(scores, weights, data, row, cols), row * classes);
  return { data: out, rows, cols: classes };
}

/** Fitted with C = 1 as closely as anything that is shown of it can tell. */
export function regress(data: Labelled, signal?: AbortSignal): (x: Matrix) => Matrix {
  const tolerance = usualTolerance * data.x.rows;
  const model = fitLogistic(data, 1, { tolerance, ...(signal ? { signal } : {}) });
  return (x) => predictLogistic(model, x);
}

export const logisticRegression: Classifier = {
  id: "logistic-regression",
  label: { en: "Logistic regression", zh: "逻辑回归" },
  help: {
    en: "Weighs every column once; the honest baseline, and hard to beat on good vectors.",
    zh: "为每一列各赋一个权重；是可靠的基准，在好的向量上很难被超越。",
  },
  sees: "matrix",
  async fit(data, { signal }) {
    const predict = regress(data, signal);
    return async (x) => predict(x);
  },
};
