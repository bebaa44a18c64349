// Rows within a distance of each other. Rows lie in cells of 64 that are near in space (lib/kernels/space-cells.ts), the leaves of
// a tree of boxes (lib/kernels/cell-tree.ts); branches whose boxes are farther apart than eps are passed over. Distances are taken in
// f32, and again in f64 where they are so near eps that f32 cannot tell.

import { afterOf, besideAt, CellTree, cellOf, depthOf, homeOf, nodeGap, rowNodeGap, secondOf } from "./cell-tree";
import { CELL, Cells, exactly } from "./space-cells";

@unmanaged
class Reach {
  /** f64: eps². */
  squared: f64;
  /** f32: up to `sure` a pair is within eps for certain, past `most` it is not. */
  sure: f32;
  most: f32;
  /** A row is core with so many rows within eps. */
  enough: i32;
  /** n i32: rows within eps, the row itself too; from `enough` on they are counted no further. */
  counts: usize;
  /** n i32: union–find over core rows. */
  parents: usize;
  /** n i32: the cluster of each row. */
  clusters: usize;
  /** i32 a block: rows times cells that it compared. */
  compared: usize;
  /** i32 a node of the tree: a row of the component that all its core rows are in; MIXED where they are not known to be, EMPTY. */
  shared: usize;
  /** i32 a node: the lowest cluster of its core rows; i32.MAX_VALUE where there is none. */
  lowest: usize;
}

const MIXED: i32 = -1;
/** No core row. */
const EMPTY: i32 = -2;

@inline
function isCore(reach: Reach, row: usize): bool {
  return load<i32>(reach.counts + (row << 2)) >= reach.enough;
}

/** Bits of the eight rows of a panel that are within eps of a row. */
@inline
function within(cells: Cells, reach: Reach, row: usize, panel: usize): i32 {
  const d = cells.d;
  const values = cells.rows + ((row * d) << 2);
  const columns = cells.panels + ((panel * d) << 5);
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  for (let j: usize = 0; j < d; j++) {
    const value = v128.load32_splat(values + (j << 2));
    const a = f32x4.sub(v128.load(columns + (j << 5), 0), value);
    const b = f32x4.sub(v128.load(columns + (j << 5), 16), value);
    low = f32x4.add(low, f32x4.mul(a, a));
    high = f32x4.add(high, f32x4.mul(b, b));
  }
  return decide(cells, reach, row, panel, low, high);
}

@inline
function decide(cells: Cells, reach: Reach, row: usize, panel: usize, low: v128, high: v128): i32 {
  const most = f32x4.splat(reach.most);
  let near = i32x4.bitmask(f32x4.le(low, most)) | (i32x4.bitmask(f32x4.le(high, most)) << 4);
  if (near == 0) return 0;
  const sure = f32x4.splat(reach.sure);
  let unsure = near & ~(i32x4.bitmask(f32x4.le(low, sure)) | (i32x4.bitmask(f32x4.le(high, sure)) << 4));
  while (unsure != 0) {
    const bit = ctz(unsure);
    unsure &= unsure - 1;
    if (exactly(cells, row, cells, (panel << 3) + <usize>bit) > reach.squared) near &= ~(1 << bit);
  }
  return near;
}

/** Two rows, which may be one, against a cell. */
function countPair(cells: Cells, reach: Reach, row: usize, other: usize, cell: usize): void {
  const d = cells.d;
  const first = cells.rows + ((row * d) << 2);
  const second = cells.rows + ((other * d) << 2);
  let found = 0;
  let alsoFound = 0;
  for (let panel = cell << 3; panel < (cell + 1) << 3; panel++) {
    const columns = cells.panels + ((panel * d) << 5);
    let a = f32x4.splat(0), b = a, e = a, f = a;
    for (let j: usize = 0; j < d; j++) {
      const low = v128.load(columns + (j << 5), 0);
      const high = v128.load(columns + (j << 5), 16);
      let value = v128.load32_splat(first + (j << 2));
      let difference = f32x4.sub(low, value);
      a = f32x4.add(a, f32x4.mul(difference, difference));
      difference = f32x4.sub(high, value);
      b = f32x4.add(b, f32x4.mul(difference, difference));
      value = v128.load32_splat(second + (j << 2));
      difference = f32x4.sub(low, value);
      e = f32x4.add(e, f32x4.mul(difference, difference));
      difference = f32x4.sub(high, value);
      f = f32x4.add(f, f32x4.mul(difference, difference));
    }
    found += popcnt(decide(cells, reach, row, panel, a, b));
    alsoFound += popcnt(decide(cells, reach, other, panel, e, f));
  }
  store<i32>(reach.counts + (row << 2), load<i32>(reach.counts + (row << 2)) + found);
  if (other == row) return;
  store<i32>(reach.counts + (other << 2), load<i32>(reach.counts + (other << 2)) + alsoFound);
}

/** Rows of a cell that are not core yet against the cell of a node; gives how many were compared. */
function countIn(cells: Cells, reach: Reach, own: usize, tree: CellTree, node: usize): i32 {
  const cell = <usize>cellOf(tree, node);
  const to = min(cells.n, (own + 1) * CELL);
  const none = cells.n;
  let waiting = none;
  let compared = 0;
  for (let row = own * CELL; row < to; row++) {
    if (isCore(reach, row) || rowNodeGap(cells, row, tree, node) > reach.most) continue;
    compared++;
    if (waiting == none) {
      waiting = row;
      continue;
    }
    countPair(cells, reach, waiting, row, cell);
    waiting = none;
  }
  if (waiting != none) countPair(cells, reach, waiting, waiting, cell);
  return compared;
}

/** A row against the cells of a branch, until it is core; gives how many it was compared with. */
function countAlone(cells: Cells, reach: Reach, row: usize, tree: CellTree, branch: usize): i32 {
  const end = afterOf(tree, branch);
  let count = load<i32>(reach.counts + (row << 2));
  let compared = 0;
  for (let node = branch; node < end && count < reach.enough; ) {
    if (rowNodeGap(cells, row, tree, node) > reach.most) {
      node = afterOf(tree, node);
      continue;
    }
    const cell = cellOf(tree, node);
    node++;
    if (cell < 0) continue;
    compared++;
    for (let panel = cell << 3; panel < (cell + 1) << 3; panel++) count += popcnt(within(cells, reach, row, <usize>panel));
  }
  store<i32>(reach.counts + (row << 2), count);
  return compared;
}

/** All rows of a cell that are not core yet against the cells of a branch. */
function countTogether(cells: Cells, reach: Reach, own: usize, tree: CellTree, branch: usize): i32 {
  const home = homeOf(tree, own);
  const end = afterOf(tree, branch);
  let compared = 0;
  for (let node = branch; node < end; ) {
    if (nodeGap(tree, home, node, cells.d) > reach.most) {
      node = afterOf(tree, node);
      continue;
    }
    if (cellOf(tree, node) >= 0) compared += countIn(cells, reach, own, tree, node);
    node++;
  }
  return compared;
}

/** Of so many rows the box around all leaves out too little. */
const FEW: i32 = 16;

/** Block = every `stride`th cell: counts of its rows. */
export function countNeighbours(
  block: i32,
  thread: i32,
  cells: Cells,
  reach: Reach,
  tree: CellTree,
  stride: usize,
): void {
  const own = <usize>block * stride;
  const from = own * CELL;
  const to = min(cells.n, from + CELL);
  for (let row = from; row < to; row++) store<i32>(reach.counts + (row << 2), 0);
  let compared = countIn(cells, reach, own, tree, homeOf(tree, own));
  // What lies beside a cell in the tree is near in space, mostly: many a row has its count there.
  for (let depth = depthOf(tree, own); depth > 0; depth--) {
    const branch = besideAt(tree, own, depth);
    let open = 0;
    for (let row = from; row < to; row++) open += i32(!isCore(reach, row));
    if (open == 0) break;
    if (open > FEW) {
      compared += countTogether(cells, reach, own, tree, branch);
      continue;
    }
    for (let row = from; row < to; row++)
      if (!isCore(reach, row)) compared += countAlone(cells, reach, row, tree, branch);
  }
  store<i32>(reach.compared + (<usize>block << 2), compared);
}

@inline
function rootOf(parents: usize, row: i32): i32 {
  let at = row;
  let parent = load<i32>(parents + (<usize>at << 2));
  while (parent != at) {
    const next = load<i32>(parents + (<usize>parent << 2));
    store<i32>(parents + (<usize>at << 2), next);
    at = next;
    parent = load<i32>(parents + (<usize>at << 2));
  }
  return at;
}

/** The root of the component that all core rows of a node are in, MIXED or EMPTY. */
function rootOfNode(cells: Cells, reach: Reach, tree: CellTree, node: usize): i32 {
  const known = reach.shared + (node << 2);
  let shared = load<i32>(known);
  if (shared >= 0) return rootOf(reach.parents, shared);
  if (shared == EMPTY) return EMPTY;
  const cell = cellOf(tree, node);
  shared = cell < 0 ? rootOfHalves(reach, tree, node) : rootOfCell(cells, reach, <usize>cell);
  store<i32>(known, shared);
  return shared;
}

function rootOfHalves(reach: Reach, tree: CellTree, node: usize): i32 {
  const one = load<i32>(reach.shared + ((node + 1) << 2));
  const other = load<i32>(reach.shared + (secondOf(tree, node) << 2));
  if (one == EMPTY) return other;
  if (other == EMPTY) return one;
  if (one == MIXED || other == MIXED) return MIXED;
  const root = rootOf(reach.parents, one);
  return root == rootOf(reach.parents, other) ? root : MIXED;
}

function rootOfCell(cells: Cells, reach: Reach, cell: usize): i32 {
  let shared = EMPTY;
  const to = min(cells.n, (cell + 1) * CELL);
  for (let row = cell * CELL; row < to; row++) {
    if (!isCore(reach, row)) continue;
    const root = rootOf(reach.parents, <i32>row);
    if (shared == EMPTY) shared = root;
    else if (shared != root) return MIXED;
  }
  return shared;
}

/** One block: joins core rows that are within eps of each other. shared: MIXED everywhere. */
export function joinCores(block: i32, thread: i32, cells: Cells, reach: Reach, tree: CellTree): void {
  for (let row: usize = 0; row < cells.n; row++) store<i32>(reach.parents + (row << 2), <i32>row);
  // Halves come after their node, so that what is near is joined first, and far pairs of it are passed over.
  for (let node = tree.size; node > 0; ) {
    node--;
    const cell = cellOf(tree, node);
    if (cell < 0) joinNodes(cells, reach, tree, node + 1, secondOf(tree, node));
    else if (rootOfNode(cells, reach, tree, node) == MIXED) joinCells(cells, reach, tree, node, node);
    rootOfNode(cells, reach, tree, node);
  }
}

function joinNodes(cells: Cells, reach: Reach, tree: CellTree, a: usize, b: usize): void {
  const mine = rootOfNode(cells, reach, tree, a);
  if (mine == EMPTY) return;
  const theirs = rootOfNode(cells, reach, tree, b);
  if (theirs == EMPTY || (mine == theirs && mine >= 0)) return;
  if (nodeGap(tree, a, b, cells.d) > reach.most) return;
  const isCellA = cellOf(tree, a) >= 0;
  const isCellB = cellOf(tree, b) >= 0;
  if (isCellA && isCellB) joinCells(cells, reach, tree, a, b);
  else if (isCellA || (!isCellB && afterOf(tree, b) - b >= afterOf(tree, a) - a)) {
    joinNodes(cells, reach, tree, a, b + 1);
    joinNodes(cells, reach, tree, a, secondOf(tree, b));
  } else {
    joinNodes(cells, reach, tree, a + 1, b);
    joinNodes(cells, reach, tree, secondOf(tree, a), b);
  }
  rootOfNode(cells, reach, tree, a);
  rootOfNode(cells, reach, tree, b);
}

/** Nodes of two cells, which may be one. */
function joinCells(cells: Cells, reach: Reach, tree: CellTree, a: usize, b: usize): void {
  const parents = reach.parents;
  const own = <usize>cellOf(tree, a);
  const other = <usize>cellOf(tree, b);
  const to = min(cells.n, (own + 1) * CELL);
  for (let row = own * CELL; row < to; row++) {
    if (!isCore(reach, row) || rowNodeGap(cells, row, tree, b) > reach.most) continue;
    let root = rootOf(parents, <i32>row);
    if (rootOfNode(cells, reach, tree, b) == root) continue;
    for (let panel = other << 3; panel < (other + 1) << 3; panel++) {
      let near = within(cells, reach, row, panel);
      while (near != 0) {
        const neighbour = (panel << 3) + <usize>ctz(near);
        near &= near - 1;
        if (!isCore(reach, neighbour)) continue;
        const their = rootOf(parents, <i32>neighbour);
        if (their == root) continue;
        const lower = min(root, their);
        store<i32>(parents + (<usize>max(root, their) << 2), lower);
        root = lower;
      }
    }
  }
}

/** Block = cell: rows that are not core take the lowest cluster of the core rows within eps; −1 where there are none. */
export function reachBorders(block: i32, thread: i32, cells: Cells, reach: Reach, tree: CellTree): void {
  const own = <usize>block;
  const to = min(cells.n, (own + 1) * CELL);
  for (let row = own * CELL; row < to; row++) {
    if (isCore(reach, row)) continue;
    let lowest: i32 = i32.MAX_VALUE;
    let node: usize = 0;
    while (node < tree.size) {
      if (load<i32>(reach.lowest + (node << 2)) >= lowest || rowNodeGap(cells, row, tree, node) > reach.most) {
        node = afterOf(tree, node);
        continue;
      }
      const cell = cellOf(tree, node);
      node++;
      if (cell >= 0) lowest = min(lowest, lowestWithin(cells, reach, row, <usize>cell));
    }
    store<i32>(reach.clusters + (row << 2), lowest == i32.MAX_VALUE ? -1 : lowest);
  }
}

function lowestWithin(cells: Cells, reach: Reach, row: usize, cell: usize): i32 {
  let lowest: i32 = i32.MAX_VALUE;
  for (let panel = cell << 3; panel < (cell + 1) << 3; panel++) {
    let near = within(cells, reach, row, panel);
    while (near != 0) {
      const neighbour = (panel << 3) + <usize>ctz(near);
      near &= near - 1;
      if (isCore(reach, neighbour)) lowest = min(lowest, load<i32>(reach.clusters + (neighbour << 2)));
    }
  }
  return lowest;
}
