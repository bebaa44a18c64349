// The nearest rows of every row, roughly: leaves of random projection trees, then nearest-neighbour descent
// (lib/kernels/neighbour-descent.ts). Equal distances go by row, so that what a row knows does not depend on the order of telling.

/** Of a row's number in the graph: it was found since the row was last looked at. */
export const NEW: i32 = -0x80000000;
const NUMBER: i32 = 0x7fffffff;
/** No row yet. */
export const NONE: i32 = 0x7fffffff;

@unmanaged
export class Graph {
  /** n × width f32, padded with 0 to a multiple of 4. */
  x: usize;
  n: usize;
  width: usize;
  k: usize;
  /** n × k f32: squared distances, ascending; infinite where none is known. */
  distances: usize;
  /** n × k i32: rows, NEW. */
  rows: usize;
  /** n × 2 × most i32: new, then old candidates of each row; −1 for none. */
  candidates: usize;
  most: usize;
  /** u32: priorities of candidates, `most` × 2 a row of a range, a thread. */
  priorities: usize;
  /** Rows of a range, which one block writes. */
  range: usize;
  /** Rows of a block, and bytes of the updates that it can come to; per block their number, i32. */
  rowsOfBlock: usize;
  bytesOfBlock: usize;
  updates: usize;
  counts: usize;
  /** i32 a range: rows' neighbours that an update changed. */
  changes: usize;
  /** A thread's list of rows, addresses, limits and a tile: `longest` each of i32, i32, f32, then 8 f32. */
  lists: usize;
  longest: usize;
}

/** x_a − x_b and so on, squared and added up: rows a, b against p…s, eight distances at `out`. */
export function tile(a: usize, b: usize, p: usize, q: usize, r: usize, s: usize, bytes: usize, out: usize): void {
  let ap = f32x4.splat(0);
  let aq = ap;
  let ar = ap;
  let as = ap;
  let bp = ap;
  let bq = ap;
  let br = ap;
  let bs = ap;
  for (let j: usize = 0; j < bytes; j += 16) {
    const va = v128.load(a + j);
    const vb = v128.load(b + j);
    let v = v128.load(p + j);
    let t = f32x4.sub(va, v);
    ap = f32x4.add(ap, f32x4.mul(t, t));
    t = f32x4.sub(vb, v);
    bp = f32x4.add(bp, f32x4.mul(t, t));
    v = v128.load(q + j);
    t = f32x4.sub(va, v);
    aq = f32x4.add(aq, f32x4.mul(t, t));
    t = f32x4.sub(vb, v);
    bq = f32x4.add(bq, f32x4.mul(t, t));
    v = v128.load(r + j);
    t = f32x4.sub(va, v);
    ar = f32x4.add(ar, f32x4.mul(t, t));
    t = f32x4.sub(vb, v);
    br = f32x4.add(br, f32x4.mul(t, t));
    v = v128.load(s + j);
    t = f32x4.sub(va, v);
    as = f32x4.add(as, f32x4.mul(t, t));
    t = f32x4.sub(vb, v);
    bs = f32x4.add(bs, f32x4.mul(t, t));
  }
  v128.store(out, sums(ap, aq, ar, as), 0);
  v128.store(out, sums(bp, bq, br, bs), 16);
}

/** The sum of each vector's lanes, one a lane. */
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Puts a row among the neighbours of another where it belongs there. Was it new to it? */
export function insert(graph: Graph, row: i32, other: i32, squared: f32): bool {
  const k = graph.k;
  const distances = graph.distances + ((<usize>row * k) << 2);
  const rows = graph.rows + ((<usize>row * k) << 2);
  let place = k;
  for (; place > 0; place--) {
    const before = load<f32>(distances + ((place - 1) << 2));
    if (before < squared) break;
    if (before > squared) continue;
    const number = load<i32>(rows + ((place - 1) << 2)) & NUMBER;
    if (number == other) return false;
    if (number < other) break;
  }
  if (place == k) return false;
  for (let at = k - 1; at > place; at--) {
    store<f32>(distances + (at << 2), load<f32>(distances + ((at - 1) << 2)));
    store<i32>(rows + (at << 2), load<i32>(rows + ((at - 1) << 2)));
  }
  store<f32>(distances + (place << 2), squared);
  store<i32>(rows + (place << 2), other | NEW);
  return true;
}

@inline
export function limitOf(graph: Graph, row: i32): f32 {
  return load<f32>(graph.distances + ((<usize>row * graph.k + graph.k - 1) << 2));
}

/**
 * Each of the first `heads` rows of a thread's list against all that come after it. What may be among a row's nearest is
 * inserted, or written from `updates` on (two rows, a distance). Gives where updates end.
 */
function join(graph: Graph, list: usize, heads: usize, count: usize, updates: usize): usize {
  const longest = graph.longest << 2;
  const addresses = list + longest;
  const limits = addresses + longest;
  const out = limits + longest;
  const bytes = graph.width << 2;
  const padded = (count + 3) & ~3;
  for (let i: usize = 0; i < padded; i++) {
    const row = load<i32>(list + (min(i, count - 1) << 2));
    store<i32>(list + (i << 2), row);
    store<i32>(addresses + (i << 2), <i32>(graph.x + <usize>row * bytes));
    store<f32>(limits + (i << 2), limitOf(graph, row));
  }
  let end = updates;
  for (let i: usize = 0; i < heads; i += 2) {
    const second = min(i + 1, count - 1);
    const a = <usize>load<u32>(addresses + (i << 2));
    const b = <usize>load<u32>(addresses + (second << 2));
    for (let j = (i + 1) & ~3; j < count; j += 4) {
      const at = addresses + (j << 2);
      tile(a, b, load<u32>(at, 0), load<u32>(at, 4), load<u32>(at, 8), load<u32>(at, 12), bytes, out);
      const near = v128.load(limits + (j << 2));
      const first = i32x4.bitmask(f32x4.le(v128.load(out, 0), f32x4.max(near, v128.load32_splat(limits + (i << 2)))));
      end = tell(graph, list, i, j, count, first, out, updates != 0, end);
      if (i + 1 >= heads) continue;
      const next = i32x4.bitmask(
        f32x4.le(v128.load(out, 16), f32x4.max(v128.load(limits + (j << 2)), v128.load32_splat(limits + (second << 2)))),
      );
      end = tell(graph, list, second, j, count, next, out + 16, updates != 0, end);
    }
  }
  return end;
}

function tell(
  graph: Graph,
  list: usize,
  i: usize,
  j: usize,
  count: usize,
  near: i32,
  squared: usize,
  isLater: bool,
  updates: usize,
): usize {
  const limits = list + (graph.longest << 3);
  let end = updates;
  let bits = near;
  while (bits != 0) {
    const lane = <usize>ctz(bits);
    bits &= bits - 1;
    const other = j + lane;
    if (other <= i || other >= count) continue;
    const a = load<i32>(list + (i << 2));
    const b = load<i32>(list + (other << 2));
    if (a == b) continue;
    const distance = load<f32>(squared + (lane << 2));
    if (isLater) {
      store<i32>(end, a, 0);
      store<i32>(end, b, 4);
      store<f32>(end, distance, 8);
      end += 12;
      continue;
    }
    if (insert(graph, a, b, distance)) store<f32>(limits + (i << 2), limitOf(graph, a));
    if (insert(graph, b, a, distance)) store<f32>(limits + (other << 2), limitOf(graph, b));
  }
  return end;
}

@inline
function listOf(graph: Graph, thread: i32): usize {
  return graph.lists + <usize>thread * (graph.longest * 12 + 32);
}

/** Block = some leaves of one tree: all their pairs. order: n i32 rows, leaf after leaf. */
export function joinLeaves(block: i32, thread: i32, graph: Graph, order: usize, leaves: usize, leavesOfBlock: usize): void {
  const list = listOf(graph, thread);
  const last = min(leaves, (<usize>block + 1) * leavesOfBlock);
  for (let leaf = <usize>block * leavesOfBlock; leaf < last; leaf++) {
    const from = <usize>((<u64>leaf * <u64>graph.n) / <u64>leaves);
    const to = <usize>((<u64>(leaf + 1) * <u64>graph.n) / <u64>leaves);
    memory.copy(list, order + (from << 2), (to - from) << 2);
    join(graph, list, to - from, to - from, 0);
  }
}

/** The same whichever of both rows comes first. */
@inline
function priorityOf(a: u32, b: u32, seed: u32): u32 {
  let mixed = (min(a, b) * 0x9e3779b1) ^ (max(a, b) * 0x85ebca77) ^ seed;
  mixed = (mixed ^ (mixed >>> 15)) * 0xc2b2ae3d;
  mixed = (mixed ^ (mixed >>> 13)) * 0x27d4eb2f;
  return mixed ^ (mixed >>> 16);
}

/** Keeps the candidates of lowest priority. */
function nominate(candidates: usize, priorities: usize, most: usize, row: i32, priority: u32): void {
  let place = most;
  for (; place > 0; place--) {
    const before = load<u32>(priorities + ((place - 1) << 2));
    if (before < priority) break;
    if (before > priority) continue;
    const number = load<i32>(candidates + ((place - 1) << 2));
    if (number == row) return;
    if (number >= 0 && number < row) break;
  }
  if (place == most) return;
  for (let at = most - 1; at > place; at--) {
    store<u32>(priorities + (at << 2), load<u32>(priorities + ((at - 1) << 2)));
    store<i32>(candidates + (at << 2), load<i32>(candidates + ((at - 1) << 2)));
  }
  store<u32>(priorities + (place << 2), priority);
  store<i32>(candidates + (place << 2), row);
}

/** Block = range of rows: neighbours, and rows whose neighbours they are, drawn evenly, new and old apart. */
export function drawCandidates(block: i32, thread: i32, graph: Graph, seed: u32): void {
  const most = graph.most;
  const bytes = most << 2;
  const from = <usize>block * graph.range;
  const to = min(graph.n, from + graph.range);
  const priorities = graph.priorities + <usize>thread * graph.range * bytes * 2;
  memory.fill(graph.candidates + from * bytes * 2, 0xff, (to - from) * bytes * 2);
  memory.fill(priorities, 0xff, (to - from) * bytes * 2);
  const k = graph.k;
  for (let row: usize = 0; row < graph.n; row++) {
    const isMine = row >= from && row < to;
    for (let at = graph.rows + ((row * k) << 2), end = at + (k << 2); at < end; at += 4) {
      const entry = load<i32>(at);
      const other = <usize>(entry & NUMBER);
      if (other == NONE) continue;
      const isTheirs = other >= from && other < to;
      if (!isMine && !isTheirs) continue;
      const priority = priorityOf(<u32>row, <u32>other, seed);
      const part = entry < 0 ? <usize>0 : bytes;
      if (isMine) {
        nominate(graph.candidates + row * bytes * 2 + part, priorities + (row - from) * bytes * 2 + part, most, <i32>other, priority);
      }
      if (isTheirs) {
        nominate(graph.candidates + other * bytes * 2 + part, priorities + (other - from) * bytes * 2 + part, most, <i32>row, priority);
      }
    }
  }
}

/** New neighbours that are among the candidates are old from now on. */
function age(graph: Graph, row: usize, candidates: usize): void {
  for (let at = graph.rows + ((row * graph.k) << 2), end = at + (graph.k << 2); at < end; at += 4) {
    const entry = load<i32>(at);
    if (entry >= 0) continue;
    const other = entry & NUMBER;
    for (let i: usize = 0; i < graph.most; i++) {
      if (load<i32>(candidates + (i << 2)) != other) continue;
      store<i32>(at, other);
      break;
    }
  }
}

/** Block of the rows from `start` on: their new candidates against each other and the old ones. */
export function joinCandidates(block: i32, thread: i32, graph: Graph, start: usize): void {
  const list = listOf(graph, thread);
  const updates = graph.updates + <usize>block * graph.bytesOfBlock;
  const from = start + <usize>block * graph.rowsOfBlock;
  const to = min(graph.n, from + graph.rowsOfBlock);
  let end = updates;
  for (let row = from; row < to; row++) {
    const candidates = graph.candidates + ((row * graph.most) << 3);
    age(graph, row, candidates);
    let heads: usize = 0;
    let count: usize = 0;
    for (let i: usize = 0; i < graph.most << 1; i++) {
      const other = load<i32>(candidates + (i << 2));
      if (other >= 0) {
        store<i32>(list + (count << 2), other);
        count++;
      }
      if (i + 1 == graph.most) heads = count;
    }
    if (heads > 0) end = join(graph, list, heads, count, end);
  }
  store<i32>(graph.counts + (<usize>block << 2), <i32>((end - updates) / 12));
}

/** Block = range of rows: what the last `blocks` blocks found for them. */
export function applyUpdates(block: i32, thread: i32, graph: Graph, blocks: i32): void {
  const from = <i32>(<usize>block * graph.range);
  const to = <i32>min(graph.n, <usize>from + graph.range);
  let changes = 0;
  for (let source = 0; source < blocks; source++) {
    const updates = graph.updates + <usize>source * graph.bytesOfBlock;
    const end = updates + <usize>load<i32>(graph.counts + (<usize>source << 2)) * 12;
    for (let at = updates; at < end; at += 12) {
      const a = load<i32>(at, 0);
      const b = load<i32>(at, 4);
      const squared = load<f32>(at, 8);
      if (a >= from && a < to && insert(graph, a, b, squared)) changes++;
      if (b >= from && b < to && insert(graph, b, a, squared)) changes++;
    }
  }
  const total = graph.changes + (<usize>block << 2);
  store<i32>(total, load<i32>(total) + changes);
}

/** Block of 256 rows in the order of the graph, padded. source: n × d f32. */
export function packPlaces(block: i32, thread: i32, graph: Graph, source: usize, d: usize, order: usize): void {
  const bytes = d << 2;
  const padded = graph.width << 2;
  const to = min(graph.n, (<usize>block + 1) << 8);
  for (let place = <usize>block << 8; place < to; place++) {
    const into = graph.x + place * padded;
    memory.copy(into, source + <usize>load<i32>(order + (place << 2)) * bytes, bytes);
    memory.fill(into + bytes, 0, padded - bytes);
  }
}
