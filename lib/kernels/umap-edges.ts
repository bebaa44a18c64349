import type { NeighbourGraph } from "./neighbour-descent.ts";
import type { Kernels } from "./pool.ts";

/** Edges of each place: starts[place]…starts[place + 1]. In shared memory. */
export interface UmapEdges {
  readonly starts: Int32Array;
  /** Places. */
  readonly targets: Int32Array;
  /** 0…1: how near, the same from both ends. */
  readonly weights: Float32Array;
}

const rowsOfBlock = 256;
/** Of the mean distance, below which no neighbourhood shrinks. */
const leastShare = 1e-3;

/**
 * How near places are, as the chance that one side or the other counts its neighbour in: p + q − p·q, p = e^−(r − nearest)/sigma with
 * sigma such that a row's sum over its neighbours is log₂(neighbours), itself counted (McInnes, Healy & Melville 2018,
 * arXiv:1802.03426, section 3.1). O(n·k) time and memory.
 */
export function umapEdges(kernels: Kernels, graph: NeighbourGraph): UmapEdges {
  const { k, rows, distances } = graph;
  const n = rows.length / k;
  const weights = weighNeighbours(kernels, distances, k, true);
  const { starts: inwards, targets: sources, weights: returned } = turn(rows, weights, n, k);
  const starts = kernels.int32(n + 1);
  const targets = kernels.int32(2 * n * k);
  const joint = kernels.float32(2 * n * k);
  const seenAt = new Int32Array(n).fill(-1);
  let end = 0;
  for (let place = 0; place < n; place++) {
    const first = end;
    starts[place] = first;
    for (let at = place * k; at < (place + 1) * k; at++) {
      targets[end] = rows[at]!;
      joint[end] = weights[at]!;
      seenAt[rows[at]!] = end++;
    }
    for (let at = inwards[place]!; at < inwards[place + 1]!; at++) {
      const other = sources[at]!;
      const known = seenAt[other]!;
      const weight = returned[at]!;
      if (known >= first) joint[known] = joint[known]! + weight - joint[known]! * weight;
      else {
        targets[end] = other;
        joint[end++] = weight;
      }
    }
  }
  starts[n] = end;
  return { starts, targets: targets.subarray(0, end), weights: joint.subarray(0, end) };
}

/** rows × k: how near each neighbour is, seen from its row. isNearestSure: the nearest neighbour that is not alike is as near as can be. */
export function weighNeighbours(
  kernels: Kernels,
  distances: Float32Array,
  k: number,
  isNearestSure: boolean,
): Float32Array {
  const n = distances.length / k;
  const weights = kernels.float32(n * k);
  let total = 0;
  for (let i = 0; i < n * k; i++) total += distances[i]!;
  const args = [rowsOfBlock, Math.log2(k + 1), leastShare, total / (n * k), Number(isNearestSure)];
  const blocks = Math.ceil(n / rowsOfBlock);
  kernels.run("weighNeighbours", blocks, [distances.byteOffset, n, k, ...args, weights.byteOffset], n * k * 300);
  return weights;
}

/** Edges from their other end. */
function turn(rows: Int32Array, weights: Float32Array, n: number, k: number): UmapEdges {
  const starts = new Int32Array(n + 1);
  for (const row of rows) starts[row + 1]!++;
  for (let place = 0; place < n; place++) starts[place + 1]! += starts[place]!;
  const next = starts.slice(0, n);
  const targets = new Int32Array(rows.length);
  const turned = new Float32Array(rows.length);
  for (let place = 0; place < n; place++)
    for (let at = place * k; at < (place + 1) * k; at++) {
      const into = next[rows[at]!]!++;
      targets[into] = place;
      turned[into] = weights[at]!;
    }
  return { starts, targets, weights: turned };
}
