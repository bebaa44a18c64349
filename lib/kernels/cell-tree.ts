import type { Kernels } from "./pool.ts";
import type { SpaceCells } from "./space-cells.ts";

/** Cells in a tree: whole branches that are far away are passed over at once. */
export interface CellTree {
  /** Of the kernels' description (assembly/cell-tree.ts). */
  readonly address: number;
  /** Of each node in preorder: the node after its branch, its cell or −1. */
  readonly nodes: Int32Array;
}

/**
 * The cuts that cells came from, a node each: 2·count − 1 nodes, every branch before what comes after it, with the box around its cells.
 * O(count·d) time and memory, in shared memory until the caller releases it.
 */
export function openCellTree(kernels: Kernels, { boxes, count, origin }: SpaceCells): CellTree {
  const d = origin.length;
  const size = Math.max(0, 2 * count - 1);
  const nodes = kernels.int32(2 * size);
  const homes = kernels.int32(count);
  const around = kernels.float32(2 * size * d);
  let next = 0;
  const grow = (first: number, end: number): number => {
    const node = next++;
    const own = around.subarray(2 * node * d, 2 * (node + 1) * d);
    nodes[2 * node + 1] = end - first === 1 ? first : -1;
    if (end - first === 1) {
      homes[first] = node;
      own.set(boxes.subarray(2 * first * d, 2 * (first + 1) * d));
    } else {
      const middle = first + Math.floor((end - first) / 2);
      const [left, right] = [2 * d * grow(first, middle), 2 * d * grow(middle, end)];
      for (let j = 0; j < d; j++) own[j] = Math.min(around[left + j]!, around[right + j]!);
      for (let j = d; j < 2 * d; j++) own[j] = Math.max(around[left + j]!, around[right + j]!);
    }
    nodes[2 * node] = next;
    return node;
  };
  if (count > 0) grow(0, count);
  const description = kernels.int32(4);
  description.set([nodes.byteOffset, around.byteOffset, homes.byteOffset, size]);
  return { address: description.byteOffset, nodes };
}
