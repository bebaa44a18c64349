import { addRow, subtractRow } from "./columns";
import { BEST_OF_ROW, INDEX_OF_ROW, nearest, SECOND_OF_ROW } from "./tile";

// What one pass of Lloyd's algorithm does to a block of rows. Every row keeps its label and a threshold: the label
// stays nearest for certain while `moved[label]` (how far centres have come since the start, lib/kernels/k-means.ts)
// is below it, so that late passes read 8 bytes a row and skip the distances (after Hamerly 2010).

/** Scratch a thread: the tile's 256 bytes, then addresses of four waiting rows. */
const WAITING: usize = 256;

@inline
function settle(
  scratch: usize,
  slot: usize,
  i: usize,
  labels: usize,
  thresholds: usize,
  norms: usize,
  moved: usize,
  slack: f32,
  widest: f32,
): i32 {
  const at = scratch + (slot << 2);
  const label = load<i32>(at, INDEX_OF_ROW);
  const norm = load<f32>(norms + (i << 2));
  const error = slack * (norm + widest);
  const near = max<f32>(0, norm + load<f32>(at, BEST_OF_ROW) + error);
  const far = max<f32>(0, norm + load<f32>(at, SECOND_OF_ROW) - error);
  const gap = (sqrt<f32>(far) - sqrt<f32>(near)) * 0.99999 + load<f32>(moved + (<usize>label << 2));
  const before = load<i32>(labels + (i << 2));
  store<i32>(labels + (i << 2), label);
  store<f32>(thresholds + (i << 2), gap);
  return before;
}

/**
 * Block b: labels of all rows, thresholds, and from scratch the sums[b][k][d] (f64) and counts[b][k] (i32).
 * slack: relative error of a score; widest: the largest ‖c‖² × 2.
 */
export function assignAll(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  k: i32,
  panels: usize,
  centreNorms: usize,
  labels: usize,
  thresholds: usize,
  norms: usize,
  moved: usize,
  slack: f32,
  widest: f32,
  sums: usize,
  counts: usize,
  scratches: usize,
): void {
  const scratch = scratches + (<usize>thread << 9);
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const into = sums + ((<usize>block * <usize>k * d) << 3);
  const count = counts + ((<usize>block * <usize>k) << 2);
  memory.fill(into, 0, (<usize>k * d) << 3);
  memory.fill(count, 0, <usize>k << 2);
  const width = d << 2;
  const last = to - 1;
  for (let i = from; i < to; i += 4) {
    const r0 = x + i * width;
    const r1 = x + min(i + 1, last) * width;
    const r2 = x + min(i + 2, last) * width;
    const r3 = x + min(i + 3, last) * width;
    nearest(r0, r1, r2, r3, d, k, panels, centreNorms, scratch);
    const rest = min<usize>(4, to - i);
    for (let slot: usize = 0; slot < rest; slot++) {
      settle(scratch, slot, i + slot, labels, thresholds, norms, moved, slack, widest);
      const label = <usize>load<i32>(labels + ((i + slot) << 2));
      addRow(into + ((label * d) << 3), x + (i + slot) * width, d);
      const at = count + (label << 2);
      store<i32>(at, load<i32>(at) + 1);
    }
  }
}

@inline
function reassign(
  waiting: usize,
  x: usize,
  d: usize,
  k: i32,
  panels: usize,
  centreNorms: usize,
  labels: usize,
  thresholds: usize,
  norms: usize,
  moved: usize,
  slack: f32,
  widest: f32,
  into: usize,
  count: usize,
  scratch: usize,
): i32 {
  const width = d << 2;
  const queue = scratch + WAITING;
  for (let slot = waiting; slot < 4; slot++) store<u32>(queue + (slot << 2), load<u32>(queue));
  nearest(
    x + <usize>load<u32>(queue, 0) * width,
    x + <usize>load<u32>(queue, 4) * width,
    x + <usize>load<u32>(queue, 8) * width,
    x + <usize>load<u32>(queue, 12) * width,
    d,
    k,
    panels,
    centreNorms,
    scratch,
  );
  let changes = 0;
  for (let slot: usize = 0; slot < waiting; slot++) {
    const i = <usize>load<u32>(queue + (slot << 2));
    const before = <usize>settle(scratch, slot, i, labels, thresholds, norms, moved, slack, widest);
    const after = <usize>load<i32>(labels + (i << 2));
    if (before == after) continue;
    changes++;
    const row = x + i * width;
    subtractRow(into + ((before * d) << 3), row, d);
    addRow(into + ((after * d) << 3), row, d);
    store<i32>(count + (before << 2), load<i32>(count + (before << 2)) - 1);
    store<i32>(count + (after << 2), load<i32>(count + (after << 2)) + 1);
  }
  return changes;
}

/**
 * Block b: only rows whose label is no longer certain. sums[b] and counts[b] are what changed since the last pass,
 * changes[b] how many rows moved.
 */
export function assignMoved(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  k: i32,
  panels: usize,
  centreNorms: usize,
  labels: usize,
  thresholds: usize,
  norms: usize,
  moved: usize,
  slack: f32,
  widest: f32,
  sums: usize,
  counts: usize,
  scratches: usize,
  changes: usize,
): void {
  const scratch = scratches + (<usize>thread << 9);
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const into = sums + ((<usize>block * <usize>k * d) << 3);
  const count = counts + ((<usize>block * <usize>k) << 2);
  memory.fill(into, 0, (<usize>k * d) << 3);
  memory.fill(count, 0, <usize>k << 2);
  let waiting: usize = 0;
  let changed = 0;
  for (let i = from; i < to; i++) {
    const label = <usize>load<i32>(labels + (i << 2));
    if (load<f32>(thresholds + (i << 2)) > load<f32>(moved + (label << 2))) continue;
    store<u32>(scratch + WAITING + (waiting << 2), <u32>i);
    if (++waiting < 4) continue;
    changed += reassign(4, x, d, k, panels, centreNorms, labels, thresholds, norms, moved, slack, widest, into, count, scratch);
    waiting = 0;
  }
  if (waiting > 0) {
    changed += reassign(
      waiting, x, d, k, panels, centreNorms, labels, thresholds, norms, moved, slack, widest, into, count, scratch,
    );
  }
  store<i32>(changes + (<usize>block << 2), changed);
}

/** Block: distances[i] = ‖x_i − c_label‖² by direct differences, for finding the farthest rows. */
export function ownDistances(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  labels: usize,
  centres: usize,
  distances: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  for (let i = from; i < to; i++) {
    const row = x + ((i * d) << 2);
    const centre = centres + ((<usize>load<i32>(labels + (i << 2)) * d) << 2);
    let sum: f64 = 0;
    for (let j: usize = 0; j < d; j++) {
      const difference = <f64>load<f32>(row + (j << 2)) - <f64>load<f32>(centre + (j << 2));
      sum += difference * difference;
    }
    store<f32>(distances + (i << 2), <f32>sum);
  }
}
