// The nearest row of another component, by mutual reachability: the larger of both core distances and the distance. Of equally
// reachable rows the nearer counts, then the one that comes first. All distances are squared.
import { CELL, Cells, exactly, roundedUp, rowGap } from "./space-cells";

@unmanaged
class Outsiders {
  rounding: f64;
  /** n f64: core distances. */
  core: usize;
  /** count f64: the smallest core distance of each cell. */
  cellCore: usize;
  /** n i32: the component of each place. */
  component: usize;
  /** count i32: the component that all rows of a cell are in, −1 where they differ. */
  cellComponent: usize;
  /** n f64, by component: the reachability past which nothing is looked for. */
  most: usize;
  /** i32: the places to search from. */
  queries: usize;
  /** Of each query: reachability and distance (f64), place (i32; −1: nobody within `most`). */
  reach: usize;
  distance: usize;
  found: usize;
}

/** Block = query. */
export function nearestOutsider(block: i32, thread: i32, cells: Cells, search: Outsiders): void {
  const query = <usize>block;
  const place = <usize>load<i32>(search.queries + (query << 2));
  const component = load<i32>(search.component + (place << 2));
  store<f64>(search.reach + (query << 3), load<f64>(search.most + (<usize>component << 3)));
  store<f64>(search.distance + (query << 3), Infinity);
  store<i32>(search.found + (query << 2), -1);
  const home = place / CELL;
  for (let step: usize = 0; step < cells.count; step++) {
    if (home + step < cells.count) visitOutside(cells, search, query, place, component, home + step);
    if (step > 0 && step <= home) visitOutside(cells, search, query, place, component, home - step);
  }
}

function visitOutside(
  cells: Cells,
  search: Outsiders,
  query: usize,
  place: usize,
  component: i32,
  cell: usize,
): void {
  if (load<i32>(search.cellComponent + (cell << 2)) == component) return;
  const reach = load<f64>(search.reach + (query << 3));
  if (load<f64>(search.cellCore + (cell << 3)) > reach) return;
  const d = cells.d;
  const most = roundedUp(reach, search.rounding, d);
  if (rowGap(cells, place, cells, cell) > most) return;
  const limit = f32x4.splat(most);
  const values = cells.rows + ((place * d) << 2);
  for (let panel = cell << 3; panel < (cell + 1) << 3; panel++) {
    const columns = cells.panels + ((panel * d) << 5);
    let low = f32x4.splat(0);
    let high = low;
    for (let j: usize = 0; j < d; j++) {
      const value = v128.load32_splat(values + (j << 2));
      const a = f32x4.sub(v128.load(columns + (j << 5), 0), value);
      const b = f32x4.sub(v128.load(columns + (j << 5), 16), value);
      low = f32x4.add(low, f32x4.mul(a, a));
      high = f32x4.add(high, f32x4.mul(b, b));
    }
    let near = i32x4.bitmask(f32x4.le(low, limit)) | (i32x4.bitmask(f32x4.le(high, limit)) << 4);
    while (near != 0) {
      const other = (panel << 3) + <usize>ctz(near);
      near &= near - 1;
      if (load<i32>(search.component + (other << 2)) != component) consider(cells, search, query, place, other);
    }
  }
}

@inline
function consider(cells: Cells, search: Outsiders, query: usize, place: usize, other: usize): void {
  const known = load<f64>(search.reach + (query << 3));
  const cores = max(load<f64>(search.core + (place << 3)), load<f64>(search.core + (other << 3)));
  if (cores > known) return;
  const distance = exactly(cells, place, cells, other);
  const reach = max(cores, distance);
  if (reach > known) return;
  if (reach == known) {
    const nearest = load<f64>(search.distance + (query << 3));
    if (distance > nearest) return;
    if (distance == nearest) {
      const found = load<i32>(search.found + (query << 2));
      if (found < 0 || load<i32>(cells.rowAt + (<usize>found << 2)) < load<i32>(cells.rowAt + (other << 2))) return;
    }
  }
  store<f64>(search.reach + (query << 3), reach);
  store<f64>(search.distance + (query << 3), distance);
  store<i32>(search.found + (query << 2), <i32>other);
}
