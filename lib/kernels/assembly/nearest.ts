// The k nearest rows of every row: found in f32, a pair of rows against eight at a time, and ranked in f64.
import { CELL, Cells, exactly, gap, roundedUp, rowGap } from "./space-cells";

@unmanaged
class Nearest {
  /** How far values are off by rounding; lib/kernels/space-cells.ts. */
  rounding: f64;
  k: usize;
  /** queries × k f64, squared, ascending; infinite where there are fewer rows. */
  distances: usize;
  /** queries × k i32: their places; −1 where there are fewer rows. */
  places: usize;
  /** queries f32: past it in f32 a row cannot be among the k nearest; −1 where none can. */
  limits: usize;
  /** A cell of queries i32: queries times cells that it compared. */
  compared: usize;
}

/** Puts a row among the k nearest of a query where it belongs there. */
function insert(search: Nearest, query: usize, place: usize, squared: f64, d: usize): void {
  const k = search.k;
  const distances = search.distances + ((query * k) << 3);
  const places = search.places + ((query * k) << 2);
  let at = k - 1;
  if (squared >= load<f64>(distances + (at << 3))) return;
  for (; at > 0; at--) {
    const before = load<f64>(distances + ((at - 1) << 3));
    if (before <= squared) break;
    store<f64>(distances + (at << 3), before);
    store<i32>(places + (at << 2), load<i32>(places + ((at - 1) << 2)));
  }
  store<f64>(distances + (at << 3), squared);
  store<i32>(places + (at << 2), <i32>place);
  const farthest = load<f64>(distances + ((k - 1) << 3));
  // Nothing is nearer than rows that are alike.
  store<f32>(search.limits + (query << 2), farthest == 0 ? -1 : roundedUp(farthest, search.rounding, d));
}

@inline
function offer(
  search: Nearest,
  queries: Cells,
  query: usize,
  cells: Cells,
  panel: usize,
  low: v128,
  high: v128,
): void {
  const limit = v128.load32_splat(search.limits + (query << 2));
  let near = i32x4.bitmask(f32x4.le(low, limit)) | (i32x4.bitmask(f32x4.le(high, limit)) << 4);
  while (near != 0) {
    const place = (panel << 3) + <usize>ctz(near);
    near &= near - 1;
    insert(search, query, place, exactly(queries, query, cells, place), cells.d);
  }
}

/** Two queries against all rows of a cell. */
function visit(search: Nearest, queries: Cells, a: usize, b: usize, cells: Cells, cell: usize): void {
  const d = cells.d;
  const first = queries.rows + ((a * d) << 2);
  const second = queries.rows + ((b * d) << 2);
  for (let panel = cell << 3; panel < (cell + 1) << 3; panel++) {
    const columns = cells.panels + ((panel * d) << 5);
    let p = f32x4.splat(0), q = p, r = p, s = p;
    for (let j: usize = 0; j < d; j++) {
      const low = v128.load(columns + (j << 5), 0);
      const high = v128.load(columns + (j << 5), 16);
      let value = v128.load32_splat(first + (j << 2));
      let difference = f32x4.sub(low, value);
      p = f32x4.add(p, f32x4.mul(difference, difference));
      difference = f32x4.sub(high, value);
      q = f32x4.add(q, f32x4.mul(difference, difference));
      value = v128.load32_splat(second + (j << 2));
      difference = f32x4.sub(low, value);
      r = f32x4.add(r, f32x4.mul(difference, difference));
      difference = f32x4.sub(high, value);
      s = f32x4.add(s, f32x4.mul(difference, difference));
    }
    offer(search, queries, a, cells, panel, p, q);
    if (b != a) offer(search, queries, b, cells, panel, r, s);
  }
}

/** The cell nearest to a cell of queries; among equals `home`, then the lowest. */
function nearestCell(queries: Cells, own: usize, cells: Cells, home: usize): usize {
  let best = home;
  let smallest = gap(queries, own, cells, home);
  for (let cell: usize = 0; cell < cells.count; cell++) {
    const apart = gap(queries, own, cells, cell);
    if (apart >= smallest) continue;
    smallest = apart;
    best = cell;
  }
  return best;
}

/** Block = cell of queries, which may be the cells themselves: a row is then its own nearest. */
export function nearestRows(block: i32, thread: i32, queries: Cells, cells: Cells, search: Nearest): void {
  const own = <usize>block;
  const from = own * CELL;
  const to = min(queries.n, from + CELL);
  for (let query = from; query < to; query++) {
    store<f32>(search.limits + (query << 2), Infinity);
    for (let at = query * search.k; at < (query + 1) * search.k; at++) {
      store<f64>(search.distances + (at << 3), Infinity);
      store<i32>(search.places + (at << 2), -1);
    }
  }
  store<i32>(search.compared + (own << 2), 0);
  const middle = nearestCell(queries, own, cells, min(own, cells.count - 1));
  // Cells near by in the list are near in space.
  for (let step: usize = 0; step < cells.count; step++) {
    if (middle + step < cells.count) visitFrom(search, queries, own, cells, middle + step);
    if (step > 0 && step <= middle) visitFrom(search, queries, own, cells, middle - step);
  }
}

function visitFrom(search: Nearest, queries: Cells, own: usize, cells: Cells, cell: usize): void {
  const from = own * CELL;
  const to = min(queries.n, from + CELL);
  const apart = gap(queries, own, cells, cell);
  const none = queries.n;
  let waiting = none;
  let compared = 0;
  for (let query = from; query < to; query++) {
    const limit = load<f32>(search.limits + (query << 2));
    if (apart > limit || rowGap(queries, query, cells, cell) > limit) continue;
    compared++;
    if (waiting == none) {
      waiting = query;
      continue;
    }
    visit(search, queries, waiting, query, cells, cell);
    waiting = none;
  }
  if (waiting != none) visit(search, queries, waiting, waiting, cells, cell);
  const sum = search.compared + (own << 2);
  store<i32>(sum, load<i32>(sum) + compared);
}
