// Sums of Euclidean distances from rows to cells of columns. Points lie in panels of eight (`[d][8]`); each panel holds
// points of one cell (a set of points whose labels agree in every labeling), the last panel of a cell is padded.
//
// A set of panels is described by these arrays, one entry a panel unless said otherwise:
//   values  d × 8 floats          norms  8 floats, ‖x‖² summed in the order of the tile, so that x·x cancels exactly
//   mask    8 i32, −1 or 0        cells  i32         largest  the largest of the eight norms

/** Squared distances below this share of ‖x‖² + ‖y‖² are taken again by differences: there ‖x‖² + ‖y‖² − 2xy cancels. */
const NEAR: f32 = 1.0 / 64.0;

/** The set of panels; a struct of addresses in memory. */
@unmanaged
class Panels {
  values: usize;
  norms: usize;
  mask: usize;
  cells: usize;
  largest: usize;
  partial: usize;
}

/** What the sums of one call are added to. */
@unmanaged
class Sums {
  /** Per four points `width` columns of four f64. */
  into: usize;
  width: usize;
  /** Per cell `labelings` i32: the column of each labeling's cluster, −1 where the cell has no label there. */
  columns: usize;
  labelings: usize;
}

/** Adds four points' sums over a cell to the columns of its clusters. */
@inline
function addToClusters(sums: Sums, four: usize, cell: usize, sum: v128): void {
  const row = sums.into + ((four * sums.width) << 5);
  const low = f64x2.promote_low_f32x4(sum);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(sum, sum, 2, 3, 2, 3));
  let column = sums.columns + ((cell * sums.labelings) << 2);
  const end = column + (sums.labelings << 2);
  for (; column < end; column += 4) {
    const place = load<i32>(column);
    if (place < 0) continue;
    const at = row + (<usize>place << 5);
    v128.store(at, f64x2.add(v128.load(at, 0), low), 0);
    v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
  }
}

/** sqrt(max(0, n + m − 2·dot)) is taken later; this is its square. */
@inline
function squared(dot: v128, both: v128): v128 {
  return f32x4.pmax(f32x4.splat(0), f32x4.sub(both, f32x4.add(dot, dot)));
}

/** Squared distances of row `lane` of a panel to eight columns by differences; low four or high four. */
function direct(row: usize, columns: usize, length: usize): v128 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < length; j += 32) {
    const difference = f32x4.sub(v128.load32_splat(row + j), v128.load(columns + j));
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
  }
  return sum;
}

/**
 * Four rows (half a panel of `left`, from lane 0 or 4) against panels from…to of `right`. Row sums go to `rowSums`, column sums,
 * unless it is 0, are added to `columnSums` (f32, 8 a panel from the first).
 */
function strip(
  left: Panels,
  panel: usize,
  lane: usize,
  right: Panels,
  from: usize,
  to: usize,
  d: usize,
  rowSums: Sums,
  columnSums: usize,
): void {
  const length = d << 5;
  const rows = left.values + panel * length + (lane << 2);
  const rowNorms = left.norms + (panel << 5) + (lane << 2);
  const n0 = v128.load32_splat(rowNorms, 0);
  const n1 = v128.load32_splat(rowNorms, 4);
  const n2 = v128.load32_splat(rowNorms, 8);
  const n3 = v128.load32_splat(rowNorms, 12);
  const rowMask = left.mask + (panel << 5) + (lane << 2);
  const rowPartial = load<i32>(left.partial + (panel << 2));
  const rowLargest = load<f32>(left.largest + (panel << 2));
  const four = (panel << 1) + (lane >> 2);
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let out = columnSums;
  for (let q = from; q < to; q++) {
    const values = right.values + q * length;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    for (let j: usize = 0; j < length; j += 32) {
      const p0 = v128.load(values + j, 0);
      const p1 = v128.load(values + j, 16);
      let v = v128.load32_splat(rows + j, 0);
      a0 = f32x4.add(a0, f32x4.mul(v, p0));
      a1 = f32x4.add(a1, f32x4.mul(v, p1));
      v = v128.load32_splat(rows + j, 4);
      b0 = f32x4.add(b0, f32x4.mul(v, p0));
      b1 = f32x4.add(b1, f32x4.mul(v, p1));
      v = v128.load32_splat(rows + j, 8);
      c0 = f32x4.add(c0, f32x4.mul(v, p0));
      c1 = f32x4.add(c1, f32x4.mul(v, p1));
      v = v128.load32_splat(rows + j, 12);
      d0 = f32x4.add(d0, f32x4.mul(v, p0));
      d1 = f32x4.add(d1, f32x4.mul(v, p1));
    }
    const m0 = v128.load(right.norms + (q << 5), 0);
    const m1 = v128.load(right.norms + (q << 5), 16);
    a0 = squared(a0, f32x4.add(n0, m0));
    a1 = squared(a1, f32x4.add(n0, m1));
    b0 = squared(b0, f32x4.add(n1, m0));
    b1 = squared(b1, f32x4.add(n1, m1));
    c0 = squared(c0, f32x4.add(n2, m0));
    c1 = squared(c1, f32x4.add(n2, m1));
    d0 = squared(d0, f32x4.add(n3, m0));
    d1 = squared(d1, f32x4.add(n3, m1));
    const nearest = f32x4.pmin(
      f32x4.pmin(f32x4.pmin(a0, a1), f32x4.pmin(b0, b1)),
      f32x4.pmin(f32x4.pmin(c0, c1), f32x4.pmin(d0, d1)),
    );
    const bar = f32x4.splat(NEAR * (rowLargest + load<f32>(right.largest + (q << 2))));
    if (v128.any_true(f32x4.le(nearest, bar))) {
      a0 = direct(rows, values, length);
      a1 = direct(rows, values + 16, length);
      b0 = direct(rows + 4, values, length);
      b1 = direct(rows + 4, values + 16, length);
      c0 = direct(rows + 8, values, length);
      c1 = direct(rows + 8, values + 16, length);
      d0 = direct(rows + 12, values, length);
      d1 = direct(rows + 12, values + 16, length);
    }
    a0 = f32x4.sqrt(a0);
    a1 = f32x4.sqrt(a1);
    b0 = f32x4.sqrt(b0);
    b1 = f32x4.sqrt(b1);
    c0 = f32x4.sqrt(c0);
    c1 = f32x4.sqrt(c1);
    d0 = f32x4.sqrt(d0);
    d1 = f32x4.sqrt(d1);
    if (load<i32>(right.partial + (q << 2))) {
      const k0 = v128.load(right.mask + (q << 5), 0);
      const k1 = v128.load(right.mask + (q << 5), 16);
      a0 = v128.and(a0, k0);
      a1 = v128.and(a1, k1);
      b0 = v128.and(b0, k0);
      b1 = v128.and(b1, k1);
      c0 = v128.and(c0, k0);
      c1 = v128.and(c1, k1);
      d0 = v128.and(d0, k0);
      d1 = v128.and(d1, k1);
    }
    s0 = f32x4.add(s0, f32x4.add(a0, a1));
    s1 = f32x4.add(s1, f32x4.add(b0, b1));
    s2 = f32x4.add(s2, f32x4.add(c0, c1));
    s3 = f32x4.add(s3, f32x4.add(d0, d1));
    if (columnSums) {
      if (rowPartial) {
        const k0 = v128.load32_splat(rowMask, 0);
        const k1 = v128.load32_splat(rowMask, 4);
        const k2 = v128.load32_splat(rowMask, 8);
        const k3 = v128.load32_splat(rowMask, 12);
        a0 = v128.and(a0, k0);
        a1 = v128.and(a1, k0);
        b0 = v128.and(b0, k1);
        b1 = v128.and(b1, k1);
        c0 = v128.and(c0, k2);
        c1 = v128.and(c1, k2);
        d0 = v128.and(d0, k3);
        d1 = v128.and(d1, k3);
      }
      const low = f32x4.add(f32x4.add(a0, b0), f32x4.add(c0, d0));
      const high = f32x4.add(f32x4.add(a1, b1), f32x4.add(c1, d1));
      v128.store(out, f32x4.add(v128.load(out, 0), low), 0);
      v128.store(out, f32x4.add(v128.load(out, 16), high), 16);
      out += 32;
    }
    const cell = load<i32>(right.cells + (q << 2));
    if (q + 1 == to || load<i32>(right.cells + ((q + 1) << 2)) != cell) {
      addToClusters(rowSums, four, cell, rowTotals(s0, s1, s2, s3));
      s0 = f32x4.splat(0);
      s1 = s0;
      s2 = s0;
      s3 = s0;
    }
  }
}

/** Sums over the lanes of four vectors, one a lane. */
@inline
function rowTotals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** All pairs of panels i0…i1 with j0…j1 of one set, each pair once: row sums to the first, column sums to the second. */
function pairs(set: Panels, i0: usize, i1: usize, j0: usize, j1: usize, d: usize, sums: Sums, scratch: usize): void {
  memory.fill(scratch, 0, (j1 - j0) << 5);
  for (let p = i0; p < i1; p++) {
    strip(set, p, 0, set, j0, j1, d, sums, scratch);
    strip(set, p, 4, set, j0, j1, d, sums, scratch);
    const cell = load<i32>(set.cells + (p << 2));
    if (p + 1 < i1 && load<i32>(set.cells + ((p + 1) << 2)) == cell) continue;
    const fours = (j1 - j0) << 1;
    for (let c: usize = 0; c < fours; c++) addToClusters(sums, (j0 << 1) + c, cell, v128.load(scratch + (c << 4)));
    memory.fill(scratch, 0, fours << 4);
  }
}

/**
 * One round of a tournament of `groups` groups (even) of panels: block b is one meeting of two groups, and no group meets
 * twice in a round, so no two blocks of it add to the same sums. Round 0 is every group against itself.
 */
export function pairRound(
  block: i32,
  thread: i32,
  set: Panels,
  count: usize,
  d: usize,
  sums: Sums,
  round: i32,
  groups: i32,
  scratches: usize,
  scratchBytes: usize,
): void {
  const scratch = scratches + <usize>thread * scratchBytes;
  if (round == 0) {
    const i0 = (<usize>block * count) / <usize>groups;
    const i1 = ((<usize>block + 1) * count) / <usize>groups;
    for (let p = i0; p < i1; p++) {
      strip(set, p, 0, set, i0, i1, d, sums, 0);
      strip(set, p, 4, set, i0, i1, d, sums, 0);
    }
    return;
  }
  // The circle method: one group stays, the others turn by one each round.
  const turning = groups - 1;
  const first = block == 0 ? turning : (round - 1 + block) % turning;
  const second = (round - 1 + turning - block) % turning;
  const low = <usize>min(first, second);
  const high = <usize>max(first, second);
  const many = <usize>groups;
  pairs(
    set,
    (low * count) / many,
    ((low + 1) * count) / many,
    (high * count) / many,
    ((high + 1) * count) / many,
    d,
    sums,
    scratch,
  );
}

/** Block of `rows` panels of `left` against all of `right`: row sums only. */
export function rowsAgainst(
  block: i32,
  thread: i32,
  left: Panels,
  leftCount: usize,
  rows: usize,
  right: Panels,
  rightCount: usize,
  d: usize,
  sums: Sums,
): void {
  const from = <usize>block * rows;
  const to = min(leftCount, from + rows);
  for (let first: usize = 0; first < rightCount; first += 64) {
    const last = min(rightCount, first + 64);
    for (let p = from; p < to; p++) {
      strip(left, p, 0, right, first, last, d, sums, 0);
      strip(left, p, 4, right, first, last, d, sums, 0);
    }
  }
}

/** Block of `rows` panels: packs rows order[8·panel + lane] of x (−1 = padding) and fills norms, mask and largest. */
export function packPanels(
  block: i32,
  thread: i32,
  x: usize,
  d: usize,
  shift: usize,
  order: usize,
  count: usize,
  rows: usize,
  set: Panels,
): void {
  const from = <usize>block * rows;
  const to = min(count, from + rows);
  for (let p = from; p < to; p++) {
    const values = set.values + p * (d << 5);
    let largest: f32 = 0;
    let partial = 0;
    for (let lane: usize = 0; lane < 8; lane++) {
      const row = load<i32>(order + (p << 5) + (lane << 2));
      let norm: f32 = 0;
      for (let j: usize = 0; j < d; j++) {
        const v: f32 = row < 0 ? 0 : load<f32>(x + ((<usize>row * d + j) << 2)) - load<f32>(shift + (j << 2));
        store<f32>(values + (j << 5) + (lane << 2), v);
        norm += v * v;
      }
      store<f32>(set.norms + (p << 5) + (lane << 2), norm);
      store<i32>(set.mask + (p << 5) + (lane << 2), row < 0 ? 0 : -1);
      if (row < 0) partial = 1;
      largest = max<f32>(largest, norm);
    }
    store<f32>(set.largest + (p << 2), largest);
    store<i32>(set.partial + (p << 2), partial);
  }
}
