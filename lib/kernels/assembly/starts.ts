// Several starts of k-means on the same rows, side by side: one call takes a pass of all of them. Every row of a start
// keeps its label and a threshold: the label stays nearest for certain while `moved[label]` (how far centres have come
// since the start) is below it, so that late passes read 8 bytes a row and skip the distances (after Hamerly 2010).

/** The rows, in blocks; lib/kernels/columns.ts. */
@unmanaged
export class Rows {
  x: usize;
  n: usize;
  d: usize;
  /** Rows a block, and blocks. */
  rows: usize;
  count: usize;
  /** ‖x‖², f32. */
  norms: usize;
  /** f32; 0 where every row weighs 1. */
  weights: usize;
}

@inline
export function weightOf(x: Rows, row: usize): f64 {
  return x.weights ? <f64>load<f32>(x.weights + (row << 2)) : 1;
}

/** Addresses of the first start's arrays, the next start's lying behind them (f32 unless said otherwise); lib/kernels/starts.ts. */
@unmanaged
export class Starts {
  k: usize;
  /** i32: the starts that a call works on. */
  active: usize;
  /** i32, 1 until the first pass. */
  fresh: usize;
  /** n i32 · n */
  labels: usize;
  thresholds: usize;
  /** k · k × d · k × d */
  moved: usize;
  centres: usize;
  next: usize;
  /** lanes × d · lanes, see tile.ts */
  panels: usize;
  panelNorms: usize;
  /** The largest 2‖c‖². */
  widest: usize;
  /** k × d f64 · k f64: of each cluster, by weight. */
  sums: usize;
  counts: usize;
  /** count × (k × d f64 · k f64): of each block, or what the last pass changed there. */
  blockSums: usize;
  blockCounts: usize;
  /** i32: rows whose label the last pass changed, per block and in all. */
  blockChanges: usize;
  changes: usize;
  /** f64: Σ‖Δc‖² of the last move. */
  shift: usize;
}

/** Bytes of scratch a thread. */
export const SCRATCH: usize = 4096;

const SUM: i32 = 1;
const MEANS: i32 = 2;
const PLACE: i32 = 4;
const UNIT: i32 = 8;

/**
 * Block = place in the list of active starts. what: SUM adds up what the blocks found and fills empty clusters, MEANS sets
 * `next` to the clusters' means, with UNIT to their directions (length 1), PLACE moves the centres there.
 */
export function updateStarts(block: i32, thread: i32, x: Rows, s: Starts, what: i32): void {
  const start = <usize>load<i32>(s.active + (<usize>block << 2));
  if (what & SUM) {
    addBlocks(x, s, start);
    if (what & MEANS) fillEmpty(x, s, start);
  }
  if (what & MEANS) {
    if (what & UNIT) takeDirections(x, s, start);
    else takeMeans(x, s, start);
  }
  if (what & PLACE) placeCentres(x, s, start);
}

function addBlocks(x: Rows, s: Starts, start: usize): void {
  const size = s.k * x.d;
  const sums = s.sums + ((start * size) << 3);
  const counts = s.counts + ((start * s.k) << 3);
  const fresh = load<i32>(s.fresh + (start << 2)) == 1;
  if (fresh) {
    memory.fill(sums, 0, size << 3);
    memory.fill(counts, 0, s.k << 3);
  }
  let changes = 0;
  for (let b: usize = 0; b < x.count; b++) {
    const block = start * x.count + b;
    const changed = load<i32>(s.blockChanges + (block << 2));
    if (changed == 0) continue;
    changes += changed;
    const blockSums = s.blockSums + ((block * size) << 3);
    const blockCounts = s.blockCounts + ((block * s.k) << 3);
    for (let i: usize = 0; i < size; i++) {
      const at = sums + (i << 3);
      store<f64>(at, load<f64>(at) + load<f64>(blockSums + (i << 3)));
    }
    for (let j: usize = 0; j < s.k; j++) {
      const at = counts + (j << 3);
      store<f64>(at, load<f64>(at) + load<f64>(blockCounts + (j << 3)));
    }
  }
  store<i32>(s.fresh + (start << 2), 0);
  store<i32>(s.changes + (start << 2), changes);
}

/** Weights of rows are far above this; sums that went up and down again may miss 0 by rounding. */
@inline
function isEmpty(count: f64): bool {
  return count < 1e-3;
}

/** Gives each empty cluster the row farthest from its centre (the first on ties), while rows differ from their centres. */
function fillEmpty(x: Rows, s: Starts, start: usize): void {
  const sums = s.sums + ((start * s.k * x.d) << 3);
  const counts = s.counts + ((start * s.k) << 3);
  const labels = s.labels + ((start * x.n) << 2);
  for (let j: usize = 0; j < s.k; j++) {
    if (!isEmpty(load<f64>(counts + (j << 3)))) continue;
    const row = farthest(x, labels, s.centres + ((start * s.k * x.d) << 2), counts);
    if (row < 0) return;
    const from = <usize>load<i32>(labels + (row << 2));
    const weight = weightOf(x, row);
    for (let c: usize = 0; c < x.d; c++) {
      const value = weight * <f64>load<f32>(x.x + ((<usize>row * x.d + c) << 2));
      const old = sums + ((from * x.d + c) << 3);
      store<f64>(old, load<f64>(old) - value);
      store<f64>(sums + ((j * x.d + c) << 3), value);
    }
    store<f64>(counts + (from << 3), load<f64>(counts + (from << 3)) - weight);
    store<f64>(counts + (j << 3), weight);
    store<i32>(labels + (row << 2), <i32>j);
    store<f32>(s.thresholds + ((start * x.n + row) << 2), f32.NEGATIVE_INFINITY);
  }
}

/** Of the rows whose cluster has another one; −1 where all lie on their centres. */
function farthest(x: Rows, labels: usize, centres: usize, counts: usize): isize {
  let best: isize = -1;
  let largest: f64 = 0;
  for (let i: usize = 0; i < x.n; i++) {
    const label = <usize>load<i32>(labels + (i << 2));
    if (isEmpty(load<f64>(counts + (label << 3)) - weightOf(x, i))) continue;
    let sum: f64 = 0;
    for (let c: usize = 0; c < x.d; c++) {
      const value = load<f32>(x.x + ((i * x.d + c) << 2)) - load<f32>(centres + ((label * x.d + c) << 2));
      sum += <f64>value * <f64>value;
    }
    if (sum <= largest) continue;
    largest = sum;
    best = i;
  }
  return best;
}

function takeMeans(x: Rows, s: Starts, start: usize): void {
  const size = s.k * x.d;
  for (let j: usize = 0; j < s.k; j++) {
    const count = load<f64>(s.counts + ((start * s.k + j) << 3));
    for (let c: usize = 0; c < x.d; c++) {
      const i = start * size + j * x.d + c;
      const mean = <f32>(load<f64>(s.sums + (i << 3)) / count);
      store<f32>(s.next + (i << 2), isEmpty(count) ? load<f32>(s.centres + (i << 2)) : mean);
    }
  }
}

/** A cluster whose rows cancel out keeps its centre. */
function takeDirections(x: Rows, s: Starts, start: usize): void {
  const size = s.k * x.d;
  for (let j: usize = 0; j < s.k; j++) {
    const from = start * size + j * x.d;
    let length: f64 = 0;
    for (let c: usize = 0; c < x.d; c++) {
      const sum = load<f64>(s.sums + ((from + c) << 3));
      length += sum * sum;
    }
    length = sqrt<f64>(length);
    for (let c: usize = 0; c < x.d; c++) {
      const direction = <f32>(load<f64>(s.sums + ((from + c) << 3)) / length);
      const at = (from + c) << 2;
      store<f32>(s.next + at, length < 1e-6 ? load<f32>(s.centres + at) : direction);
    }
  }
}

/** moved[j] grows by how much nearer another centre can have come: ‖Δc_j‖ plus the largest ‖Δc‖ of the others. */
function placeCentres(x: Rows, s: Starts, start: usize): void {
  const d = x.d;
  const lanes = (s.k + 3) & ~3;
  const moved = s.moved + ((start * s.k) << 2);
  let shift: f64 = 0;
  let largest: f64 = 0;
  let second: f64 = 0;
  let leader: usize = 0;
  let widest: f32 = 0;
  for (let j: usize = 0; j < lanes; j++) {
    const width = min<usize>(8, lanes - (j & ~7));
    const panel = s.panels + ((start * lanes * d + (j & ~7) * d + (j & 7)) << 2);
    const norm = s.panelNorms + ((start * lanes + j) << 2);
    if (j >= s.k) {
      for (let c: usize = 0; c < d; c++) store<f32>(panel + ((c * width) << 2), 0);
      store<f32>(norm, f32.POSITIVE_INFINITY);
      continue;
    }
    const at = ((start * s.k + j) * d) << 2;
    let drift: f64 = 0;
    let length: f64 = 0;
    for (let c: usize = 0; c < d; c++) {
      const value = load<f32>(s.next + at + (c << 2));
      const step = <f64>value - <f64>load<f32>(s.centres + at + (c << 2));
      drift += step * step;
      length += <f64>value * <f64>value;
      store<f32>(s.centres + at + (c << 2), value);
      store<f32>(panel + ((c * width) << 2), -2 * value);
    }
    store<f32>(norm, <f32>length);
    widest = max<f32>(widest, <f32>length);
    shift += drift;
    drift = sqrt<f64>(drift);
    if (drift > largest) {
      second = largest;
      largest = drift;
      leader = j;
    } else if (drift > second) {
      second = drift;
    }
    store<f32>(moved + (j << 2), (load<f32>(moved + (j << 2)) + <f32>drift) * 1.0000003);
  }
  for (let j: usize = 0; j < s.k; j++) {
    const other = <f32>(j == leader ? second : largest);
    store<f32>(moved + (j << 2), (load<f32>(moved + (j << 2)) + other) * 1.0000003);
  }
  store<f32>(s.widest + (start << 2), 2 * widest);
  store<f64>(s.shift + (start << 3), shift);
}
