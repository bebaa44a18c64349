import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { place } from "./columns.ts";
import type { NeighbourGraph } from "./neighbour-graph.ts";
import type { Kernels } from "./pool.ts";

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
  const plant = (data: Float32Array, d: number, count: number) =>
    growTrees(kernels, { data, rows: n, cols: d }, leaves, count, seeds);

  rowAt.set(plant(source, x.cols, 1));
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
  const order = kernels.int32(n);
  const joinTree = (of: Int32Array) => {
    order.set(of);
    const args = [order.byteOffset, leaves, leavesOfBlock];
    run("joinLeaves", Math.ceil(leaves / leavesOfBlock), args, (n * longest * width) / 2);
  };
  joinTree(rowAt.map((_, at) => at));
  const others = plant(packed, width, trees - 1);
  for (let tree = 0; tree < trees - 1; tree++) joinTree(others.subarray(tree * n, (tree + 1) * n));
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

/** Rows of each tree, leaf after leaf; not in shared memory. */
function growTrees(kernels: Kernels, x: Matrix, leaves: number, count: number, random: Random): Int32Array {
  const n = x.rows;
  const mark = kernels.mark();
  const orders = kernels.int32(count * n);
  const seeds = kernels.int32(count);
  for (let tree = 0; tree < count; tree++) seeds[tree] = 1 + random.int(0xffff_fffe);
  const keys = kernels.float32(kernels.threads * n);
  const directions = kernels.float32(kernels.threads * x.cols);
  const forest = kernels.int32(8);
  const views = [orders, seeds, keys, directions].map(({ byteOffset }) => byteOffset);
  forest.set([x.data.byteOffset, n, x.cols, leaves, ...views]);
  kernels.run("growTrees", count, [forest.byteOffset], count * n * x.cols * Math.log2(leaves + 1));
  const grown = Int32Array.from(orders);
  kernels.release(mark);
  return grown;
}
