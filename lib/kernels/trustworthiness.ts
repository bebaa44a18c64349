import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "./pool.ts";

export interface TrustworthinessOptions {
  readonly neighbours: number;
  /** At most so many rows are looked at, drawn by `random`. */
  readonly sample: number;
  readonly random: Random;
}

/**
 * Are rows that are neighbours on a map neighbours in truth? 1 − 2/(n·k·(2n − 3k − 1)) · Σ_i Σ_j (r(i, j) − k) over the k nearest j
 * of i on the map that are not among its k nearest by x, r their rank there (Venna & Kaski 2001, doi:10.1007/3-540-44668-0_68).
 * x: n × d; coordinates: n × 2. 0…1, 1 where none was mistaken. NaN unless there are more than 2k rows.
 */
export function trustworthiness(
  kernels: Kernels,
  x: Matrix,
  coordinates: Float32Array,
  { neighbours: k, sample, random }: TrustworthinessOptions,
): number {
  void kernels;
  const all = Array.from({ length: x.rows }, (_, row) => row);
  const count = Math.min(sample, x.rows);
  for (let i = 0; i < count; i++) {
    const j = i + random.int(all.length - i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  const rows = all.slice(0, count);
  const n = rows.length;
  if (n <= 2 * k) return Number.NaN;
  let sum = 0;
  for (const i of rows) {
    const others = rows.filter((j) => j !== i);
    const onMap = new Map(others.map((j) => [j, squared(coordinates, 2, i, j)]));
    const inTruth = new Map(others.map((j) => [j, squared(x.data, x.cols, i, j)]));
    const rank = new Map(others.toSorted((p, q) => inTruth.get(p)! - inTruth.get(q)!).map((j, r) => [j, r + 1]));
    const near = others.toSorted((p, q) => onMap.get(p)! - onMap.get(q)!).slice(0, k);
    for (const j of near) sum += Math.max(0, rank.get(j)! - k);
  }
  return 1 - (2 * sum) / (n * k * (2 * n - 3 * k - 1));
}

function squared(data: Float32Array, d: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < d; c++) sum += (data[i * d + c]! - data[j * d + c]!) ** 2;
  return sum;
}
