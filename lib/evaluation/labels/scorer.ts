import type { Matrix } from "../../core/matrix.ts";
import type { MeasureName } from "./schema.ts";

/** Values of the measures; NaN where the weighted users cannot say it. */
export type Scores = Readonly<Record<MeasureName, number>>;

/** Below this a probability counts as this much, as in `logLoss`. */
const least = 2 ** -52;

/**
 * Measures of predicted probabilities under any weights of the users, for resampling: what can be worked out once is
 * (classes called, losses, orders of scores). With weights of 1 they equal `labelMetrics`, `rankingMetrics`, `logLoss` and
 * `brierScore`. truth: n classes; probabilities: n × classes with rows of sum 1. O(n · classes) a call.
 */
export class Scorer {
  private readonly truth: Int32Array;
  private readonly classes: number;
  private readonly called: Int32Array;
  private readonly losses: Float64Array;
  private readonly squares: Float64Array;
  /** Per ranked class: its rows from the highest score down, and the place after each run of equal scores. */
  private readonly rankings: readonly Ranking[];

  constructor(truth: Int32Array, { data, rows, cols }: Matrix) {
    this.truth = truth;
    this.classes = cols;
    this.called = new Int32Array(rows);
    this.losses = new Float64Array(rows);
    this.squares = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const shares = data.subarray(row * cols, (row + 1) * cols);
      this.called[row] = shares.indexOf(Math.max(...shares));
      const total = shares.reduce((sum, share) => sum + share, 0) || 1;
      const own = (shares[truth[row] ?? 0] ?? 0) / total;
      this.losses[row] = -Math.log(Math.min(1 - least, Math.max(least, own)));
      this.squares[row] = shares.reduce((sum, share, j) => sum + (share - Number(truth[row] === j)) ** 2, 0);
    }
    const ranked = cols === 2 ? [1] : Array.from({ length: cols }, (_, j) => j);
    this.rankings = ranked.map((j) => rank(data, rows, cols, j));
  }

  /** Class called of every row: the likeliest, the first of several. */
  get calls(): Int32Array {
    return this.called;
  }

  score(weights: ArrayLike<number>): Scores {
    const { truth, called, classes } = this;
    const support = new Float64Array(classes);
    const claimed = new Float64Array(classes);
    const hits = new Float64Array(classes);
    let [total, loss, square] = [0, 0, 0];
    for (let row = 0; row < truth.length; row++) {
      const weight = weights[row] ?? 0;
      if (weight === 0) continue;
      const [own, call] = [truth[row] ?? 0, called[row] ?? 0];
      total += weight;
      loss += weight * (this.losses[row] ?? 0);
      square += weight * (this.squares[row] ?? 0);
      support[own] = (support[own] ?? 0) + weight;
      claimed[call] = (claimed[call] ?? 0) + weight;
      if (own === call) hits[own] = (hits[own] ?? 0) + weight;
    }
    const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
    const f1 = hits.map((hit, j) => (hit === 0 ? 0 : (2 * hit) / ((support[j] ?? 0) + (claimed[j] ?? 0))));
    const ranks = this.rankings.map((ranking) => this.rankScores(ranking, weights));
    const mean = (name: "rocAuc" | "averagePrecision") => {
      const said = ranks.map((one) => one[name]).filter((value) => !Number.isNaN(value));
      return said.reduce((all, value) => all + value, 0) / said.length;
    };
    return {
      accuracy: sum(hits) / total,
      macroF1: sum(f1) / classes,
      weightedF1: sum(f1.map((own, j) => own * (support[j] ?? 0))) / total,
      rocAuc: mean("rocAuc"),
      averagePrecision: mean("averagePrecision"),
      logLoss: loss / total,
      brier: square / total,
    };
  }

  private rankScores({ of, order, ends }: Ranking, weights: ArrayLike<number>) {
    let [positives, negatives, area, precision, place] = [0, 0, 0, 0, 0];
    for (const end of ends) {
      let [yes, no] = [0, 0];
      for (; place < end; place++) {
        const row = order[place] ?? 0;
        if (this.truth[row] === of) yes += weights[row] ?? 0;
        else no += weights[row] ?? 0;
      }
      area += (positives + yes / 2) * no;
      positives += yes;
      negatives += no;
      if (yes > 0) precision += (yes * positives) / (positives + negatives);
    }
    if (positives === 0 || negatives === 0) return { rocAuc: Number.NaN, averagePrecision: Number.NaN };
    return { rocAuc: area / (positives * negatives), averagePrecision: precision / positives };
  }
}

interface Ranking {
  readonly of: number;
  readonly order: Int32Array;
  readonly ends: Int32Array;
}

function rank(data: Float32Array, rows: number, cols: number, of: number): Ranking {
  const scores = Float32Array.from({ length: rows }, (_, row) => data[row * cols + of] ?? 0);
  const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const ends: number[] = [];
  for (let place = 1; place <= rows; place++) {
    if (place === rows || scores[order[place] ?? 0] !== scores[order[place - 1] ?? 0]) ends.push(place);
  }
  return { of, order, ends: Int32Array.from(ends) };
}
