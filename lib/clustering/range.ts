import { CladeError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { blocksOfRows, type RowSource } from "../core/row-source.ts";
import type { ClusteringConfig, FoundFixed } from "./schema.ts";

export interface FitRange {
  /** Numbers of clusters to fit, ascending, without repeats. */
  readonly ks: readonly number[];
  readonly notes: readonly Localised[];
}

/** What else there is to know of the users that are fitted. */
interface Fitted {
  readonly byDirection?: boolean | undefined;
  /** Segments that people decided, whose users are none of those. */
  readonly fixed?: readonly FoundFixed[];
}

/**
 * Which k are fitted: 2…kMax, since the chart shows the whole range whether k is asked or "auto", and the asked k where
 * it lies beyond. `rows` are the users that can be fitted, `distinct` how many different points they form (directions, where
 * only those count), counted at least up to the largest k wanted; no fit has more clusters than points.
 * @throws TOO_FEW_USERS when users < k (asked) or < 2, TOO_FEW_LEFT where fixed segments took them, TOO_FEW_POINTS when users suffice
 * but too many are alike.
 */
export function fitRange(
  config: Pick<ClusteringConfig, "k" | "kMin" | "kMax">,
  rows: number,
  distinct: number,
  { byDirection = false, fixed = [] }: Fitted = {},
): FitRange {
  const needed = config.k === "auto" ? 2 : config.k;
  if (rows < needed && fixed.length > 0)
    throw new CladeError("TOO_FEW_LEFT", { users: rows, k: needed, fixed: listFixed(fixed) });
  if (rows < needed) throw new CladeError("TOO_FEW_USERS", { users: rows, k: needed });
  if (distinct < needed) throw new CladeError("TOO_FEW_POINTS", { points: distinct, users: rows, k: needed });
  const last = Math.min(distinct, largestWanted({ ...config, k: "auto" }));
  const ks = Array.from({ length: last - 1 }, (_, i) => i + 2);
  if (config.k !== "auto" && config.k > last) ks.push(config.k);
  return { ks, notes: distinct < largestWanted(config) ? [fewPointsNote(distinct, byDirection)] : [] };
}

/** Fixed segments with how many users each holds, largest first. */
function listFixed(fixed: readonly FoundFixed[]): Localised {
  const largest = fixed.toSorted((a, b) => b.size - a.size);
  return {
    en: largest.map(({ name, size }) => `“${name.en}” (${formatNumber(size)})`).join(", "),
    zh: largest.map(({ name, size }) => `“${name.zh}”（${formatNumber(size)} 人）`).join("、"),
  };
}

/** The largest number of clusters that a config can ask for. */
export function largestWanted({ k, kMin, kMax }: Pick<ClusteringConfig, "k" | "kMin" | "kMax">): number {
  return Math.max(kMin, kMax, k === "auto" ? 0 : k);
}

/** Number of different rows, counted up to `limit` only: typical data pass after little more than `limit` rows. */
export function countDistinctRows(source: RowSource, limit: number): number {
  const { rows, cols } = source;
  const seen = new Set<string>();
  const block = new Float32Array(Math.min(rows, rowsAtOnce) * cols);
  for (const [from, to] of blocksOfRows(rows, rowsAtOnce)) {
    source.read(from, to, block);
    for (let row = 0; row < to - from; row++) {
      if (seen.size >= limit) return seen.size;
      seen.add(block.subarray(row * cols, (row + 1) * cols).join());
    }
  }
  return seen.size;
}

const rowsAtOnce = 1024;

/** Equal directions come out of float32 values of different sizes within this, in any coordinate of their unit vectors. */
const alike = 1e-5;

/**
 * Number of different directions from the origin, counted up to `limit` only; rows of zeros have none. O(rows·cols) where few
 * rows differ from those seen, else O(rows·limit·cols).
 */
export function countDirections(source: RowSource, limit: number): number {
  const { rows, cols } = source;
  const seen: Float64Array[] = [];
  const block = new Float32Array(Math.min(rows, rowsAtOnce) * cols);
  for (const [from, to] of blocksOfRows(rows, rowsAtOnce)) {
    source.read(from, to, block);
    for (let row = 0; row < to - from; row++) {
      if (seen.length >= limit) return seen.length;
      const values = block.subarray(row * cols, (row + 1) * cols);
      const length = Math.hypot(...values);
      if (!(length > 0)) continue;
      const unit = Float64Array.from(values, (value) => value / length);
      if (!seen.some((other) => unit.every((value, j) => Math.abs(value - (other[j] ?? 0)) <= alike))) seen.push(unit);
    }
  }
  return seen.length;
}

function fewPointsNote(points: number, byDirection: boolean): Localised {
  if (byDirection)
    return {
      en: `Users have only ${points} different directions, so no more than ${points} segments were tried.`,
      zh: `用户只有 ${points} 种不同的方向，因此最多只尝试了 ${points} 个人群。`,
    };
  return {
    en: `Users differ in only ${points} ways, so no more than ${points} segments were tried.`,
    zh: `用户的特征组合只有 ${points} 种，因此最多只尝试了 ${points} 个人群。`,
  };
}
