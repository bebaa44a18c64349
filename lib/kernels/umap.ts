import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { neighbourGraph } from "./neighbour-graph.ts";
import type { Kernels } from "./pool.ts";
import { fitUmapCurve, type UmapCurve } from "./umap-curve.ts";
import { umapEdges } from "./umap-edges.ts";
import { layOut } from "./umap-layout.ts";
import { startAmongKnown, startOnAxes } from "./umap-start.ts";

/** Of the time, that the neighbours take. */
const graphShare = 0.3;
/** The rate to begin with, beside 1, where every row begins where it stood on an earlier map. */
const rateOfKnown = 0.1;

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
  if (k < 1) return { coordinates: new Float32Array(2 * n), ...curve, neighbours };
  const mark = kernels.mark();
  const { progress } = options;
  const graph = neighbourGraph(kernels, x, k, random.fork("neighbours"));
  progress?.(graphShare);
  const edges = umapEdges(kernels, graph);
  const start = options.start ?? startOnAxes(kernels, x, random.fork("start"));
  const at = new Float32Array(2 * n);
  for (const [place, row] of graph.rowAt.entries()) at.set(start.subarray(2 * row, 2 * row + 2), 2 * place);
  const known = options.start === undefined ? 0 : startAmongKnown(at, edges, random.fork("start"));
  layOut(kernels, at, edges, {
    ...{ curve, epochs, random: random.fork("layout") },
    rate: 1 - (1 - rateOfKnown) * known,
    progress: (fraction) => progress?.(graphShare + (1 - graphShare) * fraction),
  });
  const coordinates = new Float32Array(2 * n);
  for (const [place, row] of graph.rowAt.entries()) coordinates.set(at.subarray(2 * place, 2 * place + 2), 2 * row);
  kernels.release(mark);
  return { coordinates, ...curve, neighbours };
}
