import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { place } from "./columns.ts";
import { growForest } from "./neighbour-forest.ts";
import type { Kernels } from "./pool.ts";

/** In shared memory until the caller releases it; rows that are near in space have places that are near. */
export interface NeighbourGraph {
  readonly k: number;
  /** The row of x at each place. */
  readonly rowAt: Int32Array;
  /** n × k: places of the other rows that are nearest to each place's, nearest first. */
  readonly rows: Int32Array;
  /** n × k: how far they are. */
  readonly distances: Float32Array;
}

/** More trees find more, at n·leaf distances each. */
const trees = 8;
const smallestLeaf = 64;
/** New and old candidates that a row introduces to each other, each. */
const most = 16;
const mostRounds = 12;
/** Rounds end when fewer of the neighbours than this share change. */
const settled = 0.002;
const rowsOfBlock = 128;
/** Rows that are looked at before what they found is told. */
const rowsOfTurn = 4096;
/** Who writes what: rows are cut into so many ranges at most. */
const mostRanges = 16;

/**
 * The k nearest other rows of every row, roughly: all pairs within leaves of random projection trees (Dasgupta & Freund
 * 2008, doi:10.1145/1374376.1374452), then rows introduce their neighbours to each other until little changes
 * (nearest-neighbour descent: Dong, Charikar & Li 2011, doi:10.1145/1963405.1963487). Distances are right to f32. More than 2k rows. Rows
 * tell in turns and each range of rows is written by one thread, so threads do not change the bytes. O(n·(d + k)) memory.
 */
export function descendToNeighbours(
  kernels: Kernels,
  x: Matrix,
  k: number,
  random: Random,
  progress?: (fraction: number) => void,
): NeighbourGraph {
  const n = x.rows;
  const squared = kernels.float32(n * k).fill(Number.POSITIVE_INFINITY);
  const rows = kernels.int32(n * k).fill(0x7fff_ffff);
  const rowAt = kernels.int32(n);
  const mark = kernels.mark();
  const source = place(kernels, x);
  const longest = Math.max(smallestLeaf, 3 * k) + 4;
  const leaves = Math.ceil(n / (longest - 4));
  const width = Math.ceil(x.cols / 4) * 4;
  const seeds = random.fork("trees");
  const first = kernels.mark();
  rowAt.set(growForest(kernels, { data: source, rows: n, cols: x.cols }, leaves, 1, seeds).orders);
  kernels.release(first);
  const range = Math.max(256, Math.ceil(n / mostRanges));
  const ranges = Math.ceil(n / range);
  const blocks = Math.min(rowsOfTurn, n) / rowsOfBlock;
  const bytesOfBlock = rowsOfBlock * most * (most - 1 + 2 * most) * 6;
  const packed = kernels.float32(n * width);
  const candidates = kernels.int32(n * 2 * most);
  const changes = kernels.int32(ranges);
  const lists = (longest * 12 + 32) * kernels.threads;
  const graph = kernels.int32(19);
  graph.set([
    ...[packed.byteOffset, n, width, k, squared.byteOffset, rows.byteOffset, candidates.byteOffset, most],
    ...[kernels.int32(kernels.threads * range * 2 * most).byteOffset, range, rowsOfBlock, bytesOfBlock],
    ...[kernels.int32((Math.ceil(blocks) * bytesOfBlock) / 4).byteOffset, kernels.int32(Math.ceil(blocks)).byteOffset],
    ...[changes.byteOffset, kernels.int32(lists / 4).byteOffset, longest],
  ]);
  const { byteOffset: address } = graph;
  const run = (kernel: string, count: number, args: readonly number[], work: number) =>
    kernels.run(kernel, count, [address, ...args], work);
  run("packPlaces", Math.ceil(n / 256), [source.byteOffset, x.cols, rowAt.byteOffset], n * width);

  const leavesOfBlock = 4;
  const joinTree = (order: number) => {
    const args = [order, leaves, leavesOfBlock];
    run("joinLeaves", Math.ceil(leaves / leavesOfBlock), args, (n * longest * width) / 2);
  };
  // Rows lie in the order of the first tree.
  const plain = kernels.int32(n);
  for (let at = 0; at < n; at++) plain[at] = at;
  joinTree(plain.byteOffset);
  const grown = kernels.mark();
  const { orders } = growForest(kernels, { data: packed, rows: n, cols: width }, leaves, trees - 1, seeds);
  for (let tree = 0; tree < trees - 1; tree++) joinTree(orders.byteOffset + 4 * tree * n);
  kernels.release(grown);
  const draws = random.fork("candidates");
  for (let round = 0; round < mostRounds; round++) {
    progress?.(round / mostRounds);
    changes.fill(0);
    run("drawCandidates", ranges, [draws.int(0xffff_ffff)], n * k * ranges);
    for (let start = 0; start < n; start += rowsOfTurn) {
      const count = Math.ceil(Math.min(rowsOfTurn, n - start) / rowsOfBlock);
      run("joinCandidates", count, [start], (rowsOfTurn * most * most * width) / 2);
      run("applyUpdates", ranges, [count], rowsOfTurn * most * ranges);
    }
    if (changes.reduce((sum, count) => sum + count, 0) <= settled * n * k) break;
  }
  kernels.release(mark);
  for (let i = 0; i < n * k; i++) {
    rows[i]! &= 0x7fff_ffff;
    squared[i] = Math.sqrt(squared[i]!);
  }
  return { k, rowAt, rows, distances: squared };
}
