// UMAP: how near rows are to their neighbours, and where they go on the map (lib/kernels/umap.ts).

/** Newton's steps, and how near to the wanted sum they come. */
const STEPS: i32 = 64;
const TOLERANCE: f64 = 1e-5;

/** Σ e^−(distance − nearest)/sigma over k distances; `slope` gets its derivative by sigma. */
let slope: f64 = 0;
function sumOf(distances: usize, k: usize, nearest: f64, sigma: f64): f64 {
  let sum: f64 = 0;
  slope = 0;
  for (let at: usize = 0; at < k << 2; at += 4) {
    const beyond = <f64>load<f32>(distances + at) - nearest;
    if (beyond <= 0) {
      sum += 1;
      continue;
    }
    const term = Math.exp(-beyond / sigma);
    sum += term;
    slope += (term * beyond) / (sigma * sigma);
  }
  return sum;
}

/** The sigma that makes the sum what is wanted; 0 where more distances than that are no farther than the nearest. */
function sigmaOf(distances: usize, k: usize, nearest: f64, wanted: f64): f64 {
  let low: f64 = 0;
  let high: f64 = Infinity;
  let sigma = <f64>load<f32>(distances + ((k - 1) << 2)) - nearest;
  if (sigma <= 0) return 0;
  for (let step = 0; step < STEPS; step++) {
    const miss = sumOf(distances, k, nearest, sigma) - wanted;
    if (Math.abs(miss) < TOLERANCE) break;
    if (miss > 0) high = sigma;
    else low = sigma;
    const next = sigma - miss / slope;
    if (next > low && next < high) sigma = next;
    else sigma = high == Infinity ? sigma * 2 : (low + high) / 2;
  }
  return sigma;
}

/**
 * Block of rows: how near each of their k neighbours is, e^−(distance − nearest)/sigma, at most 1. nearest: the smallest distance
 * above 0, or 0 where it does not count. sigma: so that a row's sum is `wanted`, and not below `least` times its mean distance (of all rows where its
 * own are all 0). distances, weights: n × k f32.
 */
export function weighNeighbours(
  block: i32,
  thread: i32,
  distances: usize,
  n: usize,
  k: usize,
  rows: usize,
  wanted: f64,
  least: f64,
  meanOfAll: f64,
  nearestCounts: bool,
  weights: usize,
): void {
  const to = min(n, (<usize>block + 1) * rows);
  for (let row = <usize>block * rows; row < to; row++) {
    const own = distances + ((row * k) << 2);
    let mean: f64 = 0;
    let nearest: f64 = 0;
    for (let at = own; at < own + (k << 2); at += 4) {
      const distance = <f64>load<f32>(at);
      mean += distance / <f64>k;
      if (nearestCounts && nearest == 0) nearest = distance;
    }
    const sigma = max(sigmaOf(own, k, nearest, wanted), least * (mean > 0 ? mean : meanOfAll));
    for (let i: usize = 0; i < k << 2; i += 4) {
      const beyond = <f64>load<f32>(own + i) - nearest;
      const weight = beyond <= 0 || sigma == 0 ? 1 : Math.exp(-beyond / sigma);
      store<f32>(weights + ((row * k) << 2) + i, <f32>weight);
    }
  }
}

/** Of a step along an axis, at rate 1. */
const LONGEST: f32 = 4;

@unmanaged
class Layout {
  /** n × 2 f32: where rows are, and where they go; colour after colour. */
  from: usize;
  to: usize;
  n: usize;
  colours: usize;
  /** n + 1 i32 by place: edges of each row. */
  starts: usize;
  /** i32 an edge: number of the other row; u32: how often of 2³² times it pulls. */
  targets: usize;
  rates: usize;
  /** Rows of a colour that are a block. */
  rows: usize;
  seed: u32;
  a: f32;
  b: f32;
  /** Of each drawn row's push. */
  share: f32;
}

@inline
function mix(value: u32): u32 {
  let mixed = (value ^ (value >>> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >>> 16);
}

/** log₂ of positive numbers, to about 1e-4: exponent, and a polynomial of the mantissa. Short chains: each step waits for the last. */
@inline
function log2(x: v128): v128 {
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127)));
  const m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  const low = f32x4.add(f32x4.mul(m, f32x4.splat(-1.6000488)), f32x4.splat(2.5372694));
  const high = f32x4.add(f32x4.mul(m, f32x4.splat(-0.08652853)), f32x4.splat(0.58873563));
  const p = f32x4.add(f32x4.mul(high, f32x4.mul(m, m)), low);
  return f32x4.add(exponent, f32x4.mul(p, f32x4.sub(m, f32x4.splat(1))));
}

/** 2^x to about 1e-4 of it, for x up to 127; 2⁻¹²⁶ below −126, where rows stand on one another and b is above 1. */
@inline
function exp2(exponent: v128): v128 {
  const x = f32x4.max(exponent, f32x4.splat(-126));
  const whole = f32x4.floor(x);
  const f = f32x4.sub(x, whole);
  const low = f32x4.add(f32x4.mul(f, f32x4.splat(0.6951168)), f32x4.splat(1));
  const high = f32x4.add(f32x4.mul(f, f32x4.splat(0.07706704)), f32x4.splat(0.22764499));
  const p = f32x4.add(f32x4.mul(high, f32x4.mul(f, f)), low);
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** The sum of the lanes, in every lane. */
@inline
function added(x: v128): v128 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

@inline
function within(x: v128, limit: v128): v128 {
  return f32x4.max(f32x4.min(x, limit), f32x4.neg(limit));
}

/**
 * Block of rows of one colour, one epoch: each edge that is due pulls its row towards the other end, then DRAWN rows push it away. Both are read
 * where they were when the colour began. Each edge is there from both ends, so a pull moves its own row alone, by both halves.
 */
export function moveRows(
  block: i32,
  thread: i32,
  layout: Layout,
  colour: usize,
  first: usize,
  count: usize,
  epoch: u32,
  rate: f32,
): void {
  const from = layout.from;
  const a = f32x4.splat(layout.a);
  const b = f32x4.splat(layout.b);
  const pull = f32x4.replace_lane(f32x4.splat(0), 0, -2 * layout.a * layout.b);
  const push = f32x4.replace_lane(f32x4.splat(2 * layout.b), 0, 0);
  const softening = f32x4.replace_lane(f32x4.splat(0.001), 0, 1e-30);
  const step = f32x4.replace_lane(f32x4.splat(rate * layout.share), 0, 2 * rate);
  const longest = f32x4.mul(step, f32x4.splat(LONGEST));
  const to = min(count, (<usize>block + 1) * layout.rows);
  const n = <u64>layout.n;
  for (let q = <usize>block * layout.rows; q < to; q++) {
    const place = colour + q * layout.colours;
    const own = (first + q) << 3;
    let x = v128.load32_splat(from + own, 0);
    let y = v128.load32_splat(from + own, 4);
    let state = mix(layout.seed ^ mix(<u32>place * 0x9e3779b9 + epoch * 0x85ebca77)) | 1;
    const last = <usize>load<i32>(layout.starts + (place << 2), 4);
    for (let edge = <usize>load<i32>(layout.starts + (place << 2)); edge < last; edge++) {
      const often = load<u32>(layout.rates + (edge << 2));
      if (<u32>edge * 0x9e3779b9 + epoch * often >= often) continue;
      const target = <usize>load<i32>(layout.targets + (edge << 2));
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const p = <usize>((<u64>state * n) >> 32);
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const q = <usize>((<u64>state * n) >> 32);
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const r = <usize>((<u64>state * n) >> 32);
      const low = v128.load64_lane(from + (p << 3), v128.load64_zero(from + (target << 3)), 1);
      const high = v128.load64_lane(from + (r << 3), v128.load64_zero(from + (q << 3)), 1);
      const dx = f32x4.sub(x, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
      const squared = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const power = exp2(f32x4.mul(b, log2(squared)));
      const force = f32x4.div(
        f32x4.add(f32x4.mul(pull, power), push),
        f32x4.mul(f32x4.add(squared, softening), f32x4.add(f32x4.mul(a, power), f32x4.splat(1))),
      );
      // No pull past the other end: early steps are long, and the other end comes the same way.
      const share = f32x4.max(f32x4.mul(step, force), f32x4.splat(-1));
      x = f32x4.add(x, added(within(f32x4.mul(share, dx), longest)));
      y = f32x4.add(y, added(within(f32x4.mul(share, dy), longest)));
    }
    store<f32>(layout.to + own, f32x4.extract_lane(x, 0), 0);
    store<f32>(layout.to + own, f32x4.extract_lane(y, 0), 4);
  }
}
