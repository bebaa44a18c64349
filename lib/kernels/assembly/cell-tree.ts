// Cells as the leaves of a tree of boxes (lib/kernels/cell-tree.ts).
import { apart, Cells } from "./space-cells";

@unmanaged
export class CellTree {
  /** Per node in preorder: i32 the node after its branch, i32 its cell or −1. */
  nodes: usize;
  /** Per node: d smallest values, d largest. */
  boxes: usize;
  /** count i32: the node of each cell. */
  homes: usize;
  size: usize;
}

@inline
export function afterOf(tree: CellTree, node: usize): usize {
  return <usize>load<i32>(tree.nodes + (node << 3), 0);
}

@inline
export function cellOf(tree: CellTree, node: usize): i32 {
  return load<i32>(tree.nodes + (node << 3), 4);
}

@inline
export function homeOf(tree: CellTree, cell: usize): usize {
  return <usize>load<i32>(tree.homes + (cell << 2));
}

/** The second half of a node's branch; the first comes right after the node. */
@inline
export function secondOf(tree: CellTree, node: usize): usize {
  return afterOf(tree, node + 1);
}

/** Squared distance between the boxes of two nodes. */
export function nodeGap(tree: CellTree, a: usize, b: usize, d: usize): f32 {
  const width = d << 2;
  const lowA = tree.boxes + a * (width << 1);
  const lowB = tree.boxes + b * (width << 1);
  return apart(lowA, lowA + width, lowB, lowB + width, width);
}

/** Squared distance of a row to the box of a node. */
export function rowNodeGap(cells: Cells, row: usize, tree: CellTree, node: usize): f32 {
  const width = cells.d << 2;
  const values = cells.rows + row * width;
  const low = tree.boxes + node * (width << 1);
  return apart(values, values, low, low + width, width);
}

/** How many cuts lie above a cell's node. */
export function depthOf(tree: CellTree, cell: usize): i32 {
  const home = homeOf(tree, cell);
  let depth = 0;
  for (let node: usize = 0; node != home; depth++) node = towards(tree, node, home);
  return depth;
}

/** The half of a node's branch that holds another node. */
@inline
function towards(tree: CellTree, node: usize, home: usize): usize {
  const second = secondOf(tree, node);
  return home < second ? node + 1 : second;
}

/** Beside the branch at a depth ≥ 1 that holds a cell: the other half of the branch above. */
export function besideAt(tree: CellTree, cell: usize, depth: i32): usize {
  const home = homeOf(tree, cell);
  let node: usize = 0;
  for (let above = 1; above < depth; above++) node = towards(tree, node, home);
  const own = towards(tree, node, home);
  return own == node + 1 ? secondOf(tree, node) : node + 1;
}
