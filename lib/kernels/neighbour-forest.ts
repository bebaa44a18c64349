import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "./pool.ts";

/** In shared memory until the caller releases it. */
export interface Forest {
  /** Of the kernels' description (assembly/forest.ts). */
  readonly address: number;
  /** Rows of each tree, leaf after leaf. */
  readonly orders: Int32Array;
}

/**
 * Random projection trees over x, which lies in shared memory: rows are halved along the line through two of them drawn at random, again
 * and again, down to `leaves` leaves (Dasgupta & Freund 2008, doi:10.1145/1374376.1374452). A tree is one thread's.
 * O(trees·n·d·log leaves) time; 4 bytes a row and tree, 4 a row and thread.
 */
export function growForest(kernels: Kernels, x: Matrix, leaves: number, trees: number, random: Random): Forest {
  const { rows: n, cols: d } = x;
  const orders = kernels.int32(trees * n);
  const splits = kernels.int32(trees * leaves * 3);
  const forest = kernels.int32(10);
  const mark = kernels.mark();
  const seeds = kernels.int32(trees);
  for (let tree = 0; tree < trees; tree++) seeds[tree] = 1 + random.int(0xffff_fffe);
  const keys = kernels.float32(kernels.threads * n);
  const directions = kernels.float32(kernels.threads * d);
  const views = [orders, seeds, keys, directions, splits].map(({ byteOffset }) => byteOffset);
  forest.set([x.data.byteOffset, n, d, leaves, ...views, trees]);
  kernels.run("growTrees", trees, [forest.byteOffset], trees * n * d * Math.log2(leaves + 1));
  kernels.release(mark);
  return { address: forest.byteOffset, orders };
}
