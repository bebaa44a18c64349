// The nearest cluster of each of several clusters by Ward's distance, |A||B| / (|A| + |B|) · ‖a − b‖² between centroids.
// Clusters lie in slots, eight to a panel (`[d][8]` f32), beside them their centroids slot by slot in f64; size 0 is an
// empty slot.

@unmanaged
class Clusters {
  panels: usize;
  sizes: usize;
  count: usize;
  d: usize;
  /** slots × d, f64 */
  exact: usize;
  scratches: usize;
  scratch: usize;
}

/** In a thread's scratch: per query four lanes of best, index and second; then the queries' values, `[d][4]`. */
const BEST: usize = 0;
const INDEX: usize = 64;
const SECOND: usize = 128;
const VALUES: usize = 192;

@inline
function offer(at: usize, distances: v128, indices: v128): void {
  const best = v128.load(at, BEST);
  const lower = f32x4.lt(distances, best);
  v128.store(at, f32x4.pmin(v128.load(at, SECOND), f32x4.pmax(distances, best)), SECOND);
  v128.store(at, v128.bitselect(indices, v128.load(at, INDEX), lower), INDEX);
  v128.store(at, f32x4.pmin(best, distances), BEST);
}

/** Weighs four squared distances; +∞ for empty slots and the query's own. */
@inline
function weigh(squared: v128, sizes: v128, size: v128, indices: v128, own: v128): v128 {
  const weighed = f32x4.mul(squared, f32x4.div(f32x4.mul(sizes, size), f32x4.add(sizes, size)));
  const none = v128.or(f32x4.eq(sizes, f32x4.splat(0)), i32x4.eq(indices, own));
  return v128.bitselect(f32x4.splat(Infinity), weighed, none);
}

@inline
function sizeOf(c: Clusters, slot: i32): f32 {
  return load<f32>(c.sizes + (<usize>slot << 2));
}

/** Block of four queries (slots; the last block repeats its last): the nearest slot, its distance and the second smallest one, in f32. */
export function nearestWard(block: i32, thread: i32, c: Clusters, queries: usize, n: usize, nearest: usize, best: usize, second: usize): void {
  const scratch = c.scratches + <usize>thread * c.scratch;
  const from = <usize>block << 2;
  const d = c.d;
  for (let q: usize = 0; q < 4; q++) {
    const slot = load<i32>(queries + (min(from + q, n - 1) << 2));
    const values = c.panels + ((<usize>(slot >> 3) * d) << 5) + (<usize>(slot & 7) << 2);
    for (let j: usize = 0; j < d; j++) store<f32>(scratch + VALUES + (j << 4) + (q << 2), load<f32>(values + (j << 5)));
    v128.store(scratch + (q << 4), f32x4.splat(Infinity), BEST);
    v128.store(scratch + (q << 4), i32x4.splat(-1), INDEX);
    v128.store(scratch + (q << 4), f32x4.splat(Infinity), SECOND);
  }
  const s0 = load<i32>(queries + (min(from, n - 1) << 2));
  const s1 = load<i32>(queries + (min(from + 1, n - 1) << 2));
  const s2 = load<i32>(queries + (min(from + 2, n - 1) << 2));
  const s3 = load<i32>(queries + (min(from + 3, n - 1) << 2));
  const end = d << 5;
  for (let panel: usize = 0; panel < c.count; panel++) {
    let a0 = f32x4.splat(0), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
    const columns = c.panels + panel * end;
    let values = scratch + VALUES;
    for (let at: usize = 0; at < end; at += 32) {
      const low = v128.load(columns + at, 0);
      const high = v128.load(columns + at, 16);
      let x = v128.load32_splat(values, 0);
      let y = f32x4.sub(low, x);
      a0 = f32x4.add(a0, f32x4.mul(y, y));
      y = f32x4.sub(high, x);
      b0 = f32x4.add(b0, f32x4.mul(y, y));
      x = v128.load32_splat(values, 4);
      y = f32x4.sub(low, x);
      a1 = f32x4.add(a1, f32x4.mul(y, y));
      y = f32x4.sub(high, x);
      b1 = f32x4.add(b1, f32x4.mul(y, y));
      x = v128.load32_splat(values, 8);
      y = f32x4.sub(low, x);
      a2 = f32x4.add(a2, f32x4.mul(y, y));
      y = f32x4.sub(high, x);
      b2 = f32x4.add(b2, f32x4.mul(y, y));
      x = v128.load32_splat(values, 12);
      y = f32x4.sub(low, x);
      a3 = f32x4.add(a3, f32x4.mul(y, y));
      y = f32x4.sub(high, x);
      b3 = f32x4.add(b3, f32x4.mul(y, y));
      values += 16;
    }
    const lowSizes = v128.load(c.sizes + (panel << 5), 0);
    const highSizes = v128.load(c.sizes + (panel << 5), 16);
    const lowIndices = i32x4.add(i32x4.splat(<i32>panel << 3), i32x4(0, 1, 2, 3));
    const highIndices = i32x4.add(lowIndices, i32x4.splat(4));
    let size = f32x4.splat(sizeOf(c, s0));
    let own = i32x4.splat(s0);
    offer(scratch, weigh(a0, lowSizes, size, lowIndices, own), lowIndices);
    offer(scratch, weigh(b0, highSizes, size, highIndices, own), highIndices);
    size = f32x4.splat(sizeOf(c, s1));
    own = i32x4.splat(s1);
    offer(scratch + 16, weigh(a1, lowSizes, size, lowIndices, own), lowIndices);
    offer(scratch + 16, weigh(b1, highSizes, size, highIndices, own), highIndices);
    size = f32x4.splat(sizeOf(c, s2));
    own = i32x4.splat(s2);
    offer(scratch + 32, weigh(a2, lowSizes, size, lowIndices, own), lowIndices);
    offer(scratch + 32, weigh(b2, highSizes, size, highIndices, own), highIndices);
    size = f32x4.splat(sizeOf(c, s3));
    own = i32x4.splat(s3);
    offer(scratch + 48, weigh(a3, lowSizes, size, lowIndices, own), lowIndices);
    offer(scratch + 48, weigh(b3, highSizes, size, highIndices, own), highIndices);
  }
  for (let q: usize = 0; q < 4 && from + q < n; q++) {
    let smallest: f32 = Infinity;
    let next: f32 = Infinity;
    let index: i32 = -1;
    for (let lane: usize = 0; lane < 16; lane += 4) {
      const at = scratch + (q << 4) + lane;
      const distance = load<f32>(at, BEST);
      next = min(next, min(load<f32>(at, SECOND), max(smallest, distance)));
      if (distance < smallest) {
        smallest = distance;
        index = load<i32>(at, INDEX);
      }
    }
    store<i32>(nearest + ((from + q) << 2), index);
    store<f32>(best + ((from + q) << 2), smallest);
    store<f32>(second + ((from + q) << 2), next);
  }
}

/** The same of one query by f64: of equally near slots the pair of the lower slots. sizes are exact in f32 up to 2²⁴. */
export function nearestWardExactly(block: i32, thread: i32, c: Clusters, queries: usize, weights: usize, nearest: usize, best: usize): void {
  const slot = load<i32>(queries + (<usize>block << 2));
  const d = c.d;
  const own = c.exact + ((<usize>slot * d) << 3);
  const size = load<f64>(weights + (<usize>slot << 3));
  let smallest = f64.MAX_VALUE;
  let index: i32 = -1;
  for (let other: i32 = 0; other < <i32>(c.count << 3); other++) {
    const weight = load<f64>(weights + (<usize>other << 3));
    if (weight == 0 || other == slot) continue;
    const row = c.exact + ((<usize>other * d) << 3);
    const share = (size * weight) / (size + weight);
    const limit = smallest / share;
    let sum: f64 = 0;
    for (let j: usize = 0; j < d << 3; j += 8) {
      const difference = load<f64>(own + j) - load<f64>(row + j);
      sum += difference * difference;
    }
    if (sum > limit * 1.0000001) continue;
    const distance = share * sum;
    if (distance < smallest || (distance == smallest && isEarlier(slot, other, index))) {
      smallest = distance;
      index = other;
    }
  }
  store<i32>(nearest + (<usize>block << 2), index);
  store<f64>(best + (<usize>block << 3), smallest);
}

/** Does the pair of `slot` and `a` come before that of `slot` and `b`, by their lower and then their higher slot? */
@inline
function isEarlier(slot: i32, a: i32, b: i32): bool {
  const lowA = min(slot, a);
  const lowB = min(slot, b);
  return lowA < lowB || (lowA == lowB && max(slot, a) < max(slot, b));
}
