import type { Matrix } from "../../core/matrix.ts";

export interface PoolOptions {
  readonly users: number;
  /** mean: every text of a user counts alike; recent: one that is a half-life older counts half. */
  readonly pooling: "mean" | "recent";
  readonly halfLifeDays: number;
  /** Milliseconds of the newest text, from which ages are counted; null where no time is known. */
  readonly newest: number | null;
}

/** Whose text a vector is of, and when it was written; null: not known, taken for one half-life old. */
export interface PooledText {
  readonly user: number;
  readonly time: number | null;
}

const millisecondsPerDay = 86_400_000;
/** Only ratios of weights matter, as sums are normalised; this keeps the oldest text above nothing. */
const mostHalfLives = 1000;

/** Adds up what users wrote, block by block, into one direction a user. */
export class UserPool {
  private readonly width: number;
  private readonly options: PoolOptions;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  constructor(width: number, options: PoolOptions) {
    this.width = width;
    this.options = options;
    this.sums = new Float64Array(options.users * width);
    this.counts = new Int32Array(options.users);
  }

  /** vectors: one row a text. */
  add(texts: readonly PooledText[], vectors: Matrix): void {
    const { width, sums, counts } = this;
    for (const [i, { user, time }] of texts.entries()) {
      const weight = this.weightOf(time);
      counts[user] = (counts[user] ?? 0) + 1;
      for (let j = 0; j < width; j++) {
        const at = user * width + j;
        sums[at] = (sums[at] ?? 0) + weight * (vectors.data[i * width + j] ?? 0);
      }
    }
  }

  /** users × width: rows of length 1, 0 where a user's texts cancel out; NaN for who wrote nothing, which is no place. */
  vectors(): Matrix {
    const { width, sums, counts } = this;
    const data = new Float32Array(sums.length);
    for (const [user, texts] of counts.entries()) {
      const row = sums.subarray(user * width, (user + 1) * width);
      const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
      if (texts === 0) data.fill(Number.NaN, user * width, (user + 1) * width);
      else if (length > 0)
        data.set(
          row.map((value) => value / length),
          user * width,
        );
    }
    return { data, rows: counts.length, cols: width };
  }

  private weightOf(time: number | null): number {
    const { pooling, halfLifeDays, newest } = this.options;
    if (pooling === "mean" || newest === null) return 1;
    const age = time === null ? 1 : (newest - time) / (halfLifeDays * millisecondsPerDay);
    return 2 ** -Math.min(mostHalfLives, Math.max(0, age));
  }
}
