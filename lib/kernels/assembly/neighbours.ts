// Rows within a distance of each other. Rows lie in cells of 64 that are near in space (lib/kernels/space-cells.ts), with
// the box around each cell; cells whose boxes are farther apart than eps are passed over. Distances are taken in f32, and again
// in f64 where they are so near eps that f32 cannot tell.

import { CELL, Cells, exactly, gap } from "./space-cells";

@unmanaged
class Reach {
  /** f64: eps². */
  squared: f64;
  /** f32: up to `sure` a pair is within eps for certain, past `most` it is not. */
  sure: f32;
  most: f32;
  /** n i32: rows within eps, the row itself too. */
  counts: usize;
  /** n i32: 1 where a row is core. */
  core: usize;
  /** n i32: union–find over core rows; then the cluster of each row. */
  parents: usize;
  clusters: usize;
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

/** Block = cell: counts of its rows. */
export function countNeighbours(block: i32, thread: i32, cells: Cells, reach: Reach): void {
  const own = <usize>block;
  const from = own * CELL;
  const to = min(cells.n, from + CELL);
  const d = cells.d;
  for (let row = from; row < to; row++) store<i32>(reach.counts + (row << 2), 0);
  for (let other: usize = 0; other < cells.count; other++) {
    if (gap(cells, own, cells, other) > reach.most) continue;
    const lastPanel = (other + 1) << 3;
    for (let panel = other << 3; panel < lastPanel; panel++) {
      const columns = cells.panels + ((panel * d) << 5);
      let row = from;
      for (; row + 1 < to; row += 2) {
        const first = cells.rows + ((row * d) << 2);
        const second = first + (d << 2);
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
        const at = reach.counts + (row << 2);
        store<i32>(at, load<i32>(at) + popcnt(decide(cells, reach, row, panel, a, b)));
        store<i32>(at + 4, load<i32>(at + 4) + popcnt(decide(cells, reach, row + 1, panel, e, f)));
      }
      if (row < to) {
        const at = reach.counts + (row << 2);
        store<i32>(at, load<i32>(at) + popcnt(within(cells, reach, row, panel)));
      }
    }
  }
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

/** The root that all core rows of a cell share; −1 where they do not, −2 where there is none. */
function sharedRoot(cells: Cells, reach: Reach, cell: usize): i32 {
  let shared: i32 = -2;
  const to = min(cells.n, (cell + 1) * CELL);
  for (let row = cell * CELL; row < to; row++) {
    if (load<i32>(reach.core + (row << 2)) == 0) continue;
    const root = rootOf(reach.parents, <i32>row);
    if (shared == -2) shared = root;
    else if (shared != root) return -1;
  }
  return shared;
}

/** One block: joins core rows that are within eps of each other. */
export function joinCores(block: i32, thread: i32, cells: Cells, reach: Reach): void {
  const parents = reach.parents;
  for (let row: usize = 0; row < cells.n; row++) store<i32>(parents + (row << 2), <i32>row);
  // Cells near by in the list are near in space: most of a cluster is joined before its far pairs come up.
  for (let step: usize = 0; step < cells.count; step++) {
    for (let own: usize = 0; own + step < cells.count; own++) {
      const other = own + step;
      if (gap(cells, own, cells, other) > reach.most) continue;
      const mine = sharedRoot(cells, reach, own);
      if (mine == -2) continue;
      const theirs = sharedRoot(cells, reach, other);
      if (theirs == -2 || (mine == theirs && mine >= 0)) continue;
      joinCells(cells, reach, own, other);
    }
  }
}

function joinCells(cells: Cells, reach: Reach, own: usize, other: usize): void {
  const parents = reach.parents;
  const to = min(cells.n, (own + 1) * CELL);
  for (let row = own * CELL; row < to; row++) {
    if (load<i32>(reach.core + (row << 2)) == 0) continue;
    let root = rootOf(parents, <i32>row);
    for (let panel = other << 3; panel < (other + 1) << 3; panel++) {
      let near = within(cells, reach, row, panel);
      while (near != 0) {
        const neighbour = (panel << 3) + <usize>ctz(near);
        near &= near - 1;
        if (load<i32>(reach.core + (neighbour << 2)) == 0) continue;
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
export function reachBorders(block: i32, thread: i32, cells: Cells, reach: Reach): void {
  const own = <usize>block;
  const to = min(cells.n, (own + 1) * CELL);
  for (let row = own * CELL; row < to; row++) {
    if (load<i32>(reach.core + (row << 2)) == 1) continue;
    let lowest: i32 = i32.MAX_VALUE;
    for (let other: usize = 0; other < cells.count; other++) {
      if (gap(cells, own, cells, other) > reach.most) continue;
      for (let panel = other << 3; panel < (other + 1) << 3; panel++) {
        let near = within(cells, reach, row, panel);
        while (near != 0) {
          const neighbour = (panel << 3) + <usize>ctz(near);
          near &= near - 1;
          if (load<i32>(reach.core + (neighbour << 2)) == 0) continue;
          lowest = min(lowest, load<i32>(reach.clusters + (neighbour << 2)));
        }
      }
    }
    store<i32>(reach.clusters + (row << 2), lowest == i32.MAX_VALUE ? -1 : lowest);
  }
}
