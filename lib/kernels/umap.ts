import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { type NeighbourGraph, neighbourGraph } from "./neighbour-graph.ts";
import { pca } from "./pca.ts";
import type { Kernels } from "./pool.ts";
import { fitUmapCurve, type UmapCurve } from "./umap-curve.ts";

export interface UmapOptions {
  /** Rows that count as near to each, itself among them; 15 where not said. */
  readonly neighbours?: number | undefined;
  /** How close rows may lie on the map, 0…1; 0.1 where not said. */
  readonly minDistance?: number | undefined;
  /** 500 up to 10,000 rows, 200 beyond, where not said. */
  readonly epochs?: number | undefined;
  /** n × 2: where rows start, so that a map made again looks like the last one; NaN for rows that it does not have. */
  readonly start?: Float32Array | undefined;
  readonly random: Random;
  /** 0…1. */
  readonly progress?: ((fraction: number) => void) | undefined;
}

export interface UmapResult extends UmapCurve {
  /** n × 2; not in shared memory. */
  readonly coordinates: Float32Array;
  readonly neighbours: number;
}

/**
 * A map of rows on which near ones lie near each other (UMAP: McInnes, Healy & Melville 2018, arXiv:1802.03426).
 * x: n × d, finite, any unit; not scaled. The same bytes whatever the threads.
 */
export function umap(kernels: Kernels, x: Matrix, options: UmapOptions): UmapResult {
  const { neighbours = 15, minDistance = 0.1, random } = options;
  const n = x.rows;
  const epochs = options.epochs ?? (n <= 10_000 ? 500 : 200);
  const curve = fitUmapCurve(minDistance);
  const k = Math.min(neighbours, n) - 1;
  const coordinates = startLayout(kernels, x, random.fork("start"));
  if (k < 1) return { coordinates: new Float32Array(2 * n), ...curve, neighbours };
  const mark = kernels.mark();
  const graph = neighbourGraph(kernels, x, k);
  moveSlowly(graph, coordinates, curve, epochs, random.fork("layout"), options.progress);
  kernels.release(mark);
  return { coordinates, ...curve, neighbours };
}

function startLayout(kernels: Kernels, x: Matrix, random: Random): Float32Array {
  const { scores } = pca(kernels, x, 2);
  const largest = scores.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const coordinates = new Float32Array(2 * x.rows);
  for (let row = 0; row < x.rows; row++)
    for (let axis = 0; axis < 2; axis++) {
      const score = axis < scores.cols ? scores.data[row * scores.cols + axis]! : 0;
      coordinates[2 * row + axis] = (10 * score) / largest + 1e-4 * random.normal();
    }
  return coordinates;
}

function moveSlowly(
  { k, rows, distances }: NeighbourGraph,
  at: Float32Array,
  { a, b }: UmapCurve,
  epochs: number,
  random: Random,
  progress: UmapOptions["progress"],
): void {
  const n = at.length / 2;
  const clip = (value: number) => Math.max(-4, Math.min(4, value));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let i = 0; i < n; i++) {
      const scale = distances[i * k + Math.floor(k / 2)]! || 1;
      for (let e = i * k; e < (i + 1) * k; e++) {
        if (random.next() > Math.exp(-(distances[e]! - distances[i * k]!) / scale)) continue;
        const j = rows[e]!;
        for (let draw = 0; draw < 6; draw++) {
          const other = draw === 0 ? j : random.int(n);
          const dx = at[2 * i]! - at[2 * other]!;
          const dy = at[2 * i + 1]! - at[2 * other + 1]!;
          const squared = dx * dx + dy * dy;
          if (squared === 0) continue;
          const power = squared ** b;
          const force = draw === 0 ? (-2 * a * b * power) / squared : (2 * b) / (0.001 + squared);
          const pull = force / (1 + a * power);
          at[2 * i]! += rate * clip(pull * dx);
          at[2 * i + 1]! += rate * clip(pull * dy);
          if (draw > 0) continue;
          at[2 * other]! -= rate * clip(pull * dx);
          at[2 * other + 1]! -= rate * clip(pull * dy);
        }
      }
    }
    progress?.((epoch + 1) / epochs);
  }
}
