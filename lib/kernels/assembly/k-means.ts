import { addRow } from "./columns";
import { Rows, SCRATCH, Starts, weightOf } from "./starts";
import { BEST_OF_ROW, INDEX_OF_ROW, nearest, SECOND_OF_ROW } from "./tile";

/** After the tile's 256 bytes and the task: numbers of up to CHUNK rows whose label is not certain. */
const WAITING: usize = 512;
const CHUNK: usize = 896;

/** One block of one start: where its arrays are. */
@unmanaged
class Task {
  labels: usize;
  thresholds: usize;
  moved: usize;
  panels: usize;
  panelNorms: usize;
  sums: usize;
  counts: usize;
  /** Relative error of a score in f32, twice: the threshold's and that of taking the score again. */
  slack: f32;
  widest: f32;
}

const TASK: usize = 320;

/**
 * Block b of an active start: labels its rows, all of them in the first pass, later those whose label is no longer
 * certain. Leaves in blockSums[b] and blockCounts[b] what that changes.
 */
export function assignStarts(block: i32, thread: i32, x: Rows, s: Starts, scratches: usize): void {
  const scratch = scratches + <usize>thread * SCRATCH;
  const start = <usize>load<i32>(s.active + ((<usize>block / x.count) << 2));
  const b = <usize>block % x.count;
  const own = start * x.count + b;
  const k = s.k;
  const lanes = (k + 3) & ~3;
  const size = k * x.d;
  const task = changetype<Task>(scratch + TASK);
  task.labels = s.labels + ((start * x.n) << 2);
  task.thresholds = s.thresholds + ((start * x.n) << 2);
  task.moved = s.moved + ((start * k) << 2);
  task.panels = s.panels + ((start * lanes * x.d) << 2);
  task.panelNorms = s.panelNorms + ((start * lanes) << 2);
  task.sums = s.blockSums + ((own * size) << 3);
  task.counts = s.blockCounts + ((own * k) << 3);
  task.slack = <f32>(x.d + 8) * 2.4e-7;
  task.widest = load<f32>(s.widest + (start << 2));
  const from = b * x.rows;
  const to = min(x.n, from + x.rows);
  const fresh = load<i32>(s.fresh + (start << 2)) == 1;
  const changes = fresh ? assignAll(x, k, from, to, task, scratch) : assignMoved(x, k, from, to, task, scratch);
  store<i32>(s.blockChanges + (own << 2), changes);
}

@inline
function empty(task: Task, k: usize, d: usize): void {
  memory.fill(task.sums, 0, (k * d) << 3);
  memory.fill(task.counts, 0, k << 3);
}

/** The row joins a cluster's sums, or leaves them by a negative weight. */
@inline
function join(task: Task, label: usize, row: usize, d: usize, weight: f64): void {
  addRow(task.sums + ((label * d) << 3), row, d, weight);
  const at = task.counts + (label << 3);
  store<f64>(at, load<f64>(at) + weight);
}

/** The tile's results for four rows of these norms: thresholds, less what the labels' centres have moved. */
@inline
function gaps(norms: v128, task: Task, scratch: usize): v128 {
  const zero = f32x4.splat(0);
  const error = f32x4.mul(f32x4.splat(task.slack), f32x4.add(norms, f32x4.splat(task.widest)));
  const near = f32x4.pmax(zero, f32x4.add(f32x4.add(norms, v128.load(scratch, BEST_OF_ROW)), error));
  const far = f32x4.pmax(zero, f32x4.sub(f32x4.add(norms, v128.load(scratch, SECOND_OF_ROW)), error));
  return f32x4.mul(f32x4.sub(f32x4.sqrt(far), f32x4.sqrt(near)), f32x4.splat(0.999999));
}

function assignAll(x: Rows, k: usize, from: usize, to: usize, task: Task, scratch: usize): i32 {
  const d = x.d;
  const width = d << 2;
  const last = to - 1;
  empty(task, k, d);
  for (let i = from; i < to; i += 4) {
    const r0 = x.x + i * width;
    const r1 = x.x + min(i + 1, last) * width;
    const r2 = x.x + min(i + 2, last) * width;
    const r3 = x.x + min(i + 3, last) * width;
    nearest(r0, r1, r2, r3, d, <i32>k, task.panels, task.panelNorms, scratch);
    const rest = min<usize>(4, to - i);
    // Norms are padded to whole vectors, so reading past the last row is harmless.
    v128.store(scratch, gaps(v128.load(x.norms + (i << 2)), task, scratch));
    for (let slot: usize = 0; slot < rest; slot++) {
      const label = <usize>load<i32>(scratch + (slot << 2), INDEX_OF_ROW);
      const row = (i + slot) << 2;
      store<i32>(task.labels + row, <i32>label);
      store<f32>(task.thresholds + row, load<f32>(scratch + (slot << 2)) + load<f32>(task.moved + (label << 2)));
      join(task, label, x.x + (i + slot) * width, d, weightOf(x, i + slot));
    }
  }
  return <i32>(to - from);
}

function assignMoved(x: Rows, k: usize, from: usize, to: usize, task: Task, scratch: usize): i32 {
  const labels = task.labels;
  const thresholds = task.thresholds;
  const moved = task.moved;
  const queue = scratch + WAITING;
  let changes = 0;
  for (let first = from; first < to; first += CHUNK) {
    const end = min(to, first + CHUNK);
    let waiting: usize = 0;
    for (let i = first; i < end; i++) {
      const label = <usize>load<i32>(labels + (i << 2));
      store<u32>(queue + (waiting << 2), <u32>i);
      // Adding the comparison in place of branching on it: which rows are certain is hard to predict.
      waiting += <usize>(load<f32>(thresholds + (i << 2)) <= load<f32>(moved + (label << 2)));
    }
    for (let i: usize = 0; i < waiting; i += 4) {
      changes = reassign(x, k, queue + (i << 2), min<usize>(4, waiting - i), task, scratch, changes);
    }
  }
  return changes;
}

/** Labels one to four rows of the queue afresh; returns the changes so far and theirs. */
function reassign(x: Rows, k: usize, queue: usize, waiting: usize, task: Task, scratch: usize, before: i32): i32 {
  const d = x.d;
  const width = d << 2;
  for (let slot = waiting; slot < 4; slot++) store<u32>(queue + (slot << 2), load<u32>(queue));
  const i0 = <usize>load<u32>(queue, 0);
  const i1 = <usize>load<u32>(queue, 4);
  const i2 = <usize>load<u32>(queue, 8);
  const i3 = <usize>load<u32>(queue, 12);
  const rows = x.x;
  nearest(
    rows + i0 * width,
    rows + i1 * width,
    rows + i2 * width,
    rows + i3 * width,
    d,
    <i32>k,
    task.panels,
    task.panelNorms,
    scratch,
  );
  let norms = f32x4.splat(load<f32>(x.norms + (i0 << 2)));
  norms = f32x4.replace_lane(norms, 1, load<f32>(x.norms + (i1 << 2)));
  norms = f32x4.replace_lane(norms, 2, load<f32>(x.norms + (i2 << 2)));
  norms = f32x4.replace_lane(norms, 3, load<f32>(x.norms + (i3 << 2)));
  v128.store(scratch, gaps(norms, task, scratch));
  let changes = before;
  for (let slot: usize = 0; slot < waiting; slot++) {
    const i = <usize>load<u32>(queue + (slot << 2));
    const label = <usize>load<i32>(scratch + (slot << 2), INDEX_OF_ROW);
    const at = task.labels + (i << 2);
    const old = <usize>load<i32>(at);
    store<f32>(task.thresholds + (i << 2), load<f32>(scratch + (slot << 2)) + load<f32>(task.moved + (label << 2)));
    if (old == label) continue;
    if (changes == 0) empty(task, k, d);
    changes++;
    store<i32>(at, <i32>label);
    const row = rows + i * width;
    const weight = weightOf(x, i);
    join(task, old, row, d, -weight);
    join(task, label, row, d, weight);
  }
  return changes;
}
