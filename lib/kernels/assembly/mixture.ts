// One pass of expectation maximisation for Gaussian mixtures, in f64. Rows are taken two to a vector.

@unmanaged
class Mixture {
  x: usize;
  n: usize;
  d: usize;
  k: usize;
  /** Rows a block. */
  rows: usize;
  /** 1: full covariance; 0: diagonal. */
  full: usize;
  /** k × d f64. */
  means: usize;
  /** k × size f64: column a of the inverse Cholesky factor at a(a + 1)/2 (a + 1 values), or d inverse deviations. */
  factors: usize;
  /** k f64: ln of the weight and of the factor's determinant, less ½ d ln 2π. */
  constants: usize;
  /** Per block and component: Σr, Σr·(x − mean) (d), Σr·(x − mean)(x − mean)ᵀ (size). */
  sums: usize;
  /** Per block: Σ ln p. */
  likelihoods: usize;
  scratches: usize;
  scratch: usize;
  /** 0, or n i32 and n f32: the likeliest component and its probability. */
  labels: usize;
  strengths: usize;
  /** 0, or n × k f32 beside the labels: every component's probability. */
  responsibilities: usize;
}

@inline
function sizeOf(m: Mixture): usize {
  return m.full ? (m.d * (m.d + 1)) >> 1 : m.d;
}

/** Block of rows: adds up what the next parameters are made of, or (labels ≠ 0) says where each row belongs. */
export function mixturePass(block: i32, thread: i32, m: Mixture): void {
  const d = m.d;
  const k = m.k;
  const size = sizeOf(m);
  const stride = (<usize>1 + d + size) << 3;
  const own = m.sums + <usize>block * k * stride;
  const scratch = m.scratches + <usize>thread * m.scratch;
  // k × d pairs of differences, then k pairs of log probabilities.
  const differences = scratch;
  const logs = scratch + ((k * d) << 4);
  if (m.labels == 0) memory.fill(own, 0, k * stride);
  let likelihood: f64 = 0;
  const from = <usize>block * m.rows;
  const to = min(m.n, from + m.rows);
  for (let row = from; row < to; row += 2) {
    const second = min(row + 1, to - 1);
    for (let c: usize = 0; c < k; c++) {
      const squared = distance(m, row, second, c, differences + ((c * d) << 4));
      const constant = f64x2.splat(load<f64>(m.constants + (c << 3)));
      v128.store(logs + (c << 4), f64x2.sub(constant, f64x2.mul(f64x2.splat(0.5), squared)));
    }
    const lanes: usize = row + 1 < to ? 2 : 1;
    for (let lane: usize = 0; lane < lanes; lane++) {
      const at = logs + (lane << 3);
      let largest: f64 = f64.NEGATIVE_INFINITY;
      let best: i32 = 0;
      for (let c: usize = 0; c < k; c++) {
        const value = load<f64>(at + (c << 4));
        if (value > largest) {
          largest = value;
          best = <i32>c;
        }
      }
      let total: f64 = 0;
      for (let c: usize = 0; c < k; c++) {
        const probability = Math.exp(load<f64>(at + (c << 4)) - largest);
        total += probability;
        store<f64>(at + (c << 4), probability);
      }
      likelihood += largest + Math.log(total);
      if (m.labels) {
        store<i32>(m.labels + ((row + lane) << 2), best);
        store<f32>(m.strengths + ((row + lane) << 2), <f32>(1 / total));
        if (m.responsibilities == 0) continue;
        const shares = m.responsibilities + (((row + lane) * k) << 2);
        for (let c: usize = 0; c < k; c++) store<f32>(shares + (c << 2), <f32>(load<f64>(at + (c << 4)) / total));
        continue;
      }
      for (let c: usize = 0; c < k; c++) {
        const responsibility = load<f64>(at + (c << 4)) / total;
        // Less than this adds nothing to sums of 0…n rows in f64.
        if (responsibility > 1e-18) add(m, own + c * stride, differences + ((c * d) << 4) + (lane << 3), responsibility);
      }
    }
  }
  store<f64>(m.likelihoods + (<usize>block << 3), likelihood);
}

/** Squared Mahalanobis distance of two rows to a component; leaves x − mean, both rows side by side, at `into`. */
@inline
function distance(m: Mixture, row: usize, second: usize, c: usize, into: usize): v128 {
  const d = m.d;
  const first = m.x + ((row * d) << 2);
  const other = m.x + ((second * d) << 2);
  const means = m.means + ((c * d) << 3);
  for (let j: usize = 0; j < d; j++) {
    let pair = f64x2.splat(<f64>load<f32>(first + (j << 2)));
    pair = f64x2.replace_lane(pair, 1, <f64>load<f32>(other + (j << 2)));
    v128.store(into + (j << 4), f64x2.sub(pair, v128.load64_splat(means + (j << 3))));
  }
  let sum = f64x2.splat(0);
  let factor = m.factors + ((c * sizeOf(m)) << 3);
  if (m.full == 0) {
    for (let j: usize = 0; j < d; j++) {
      const scaled = f64x2.mul(v128.load(into + (j << 4)), v128.load64_splat(factor + (j << 3)));
      sum = f64x2.add(sum, f64x2.mul(scaled, scaled));
    }
    return sum;
  }
  for (let a: usize = 0; a < d; a++) {
    let projected = f64x2.splat(0);
    let odd = f64x2.splat(0);
    let b: usize = 0;
    for (; b < a; b += 2) {
      projected = f64x2.add(projected, f64x2.mul(v128.load(into + (b << 4)), v128.load64_splat(factor + (b << 3))));
      odd = f64x2.add(odd, f64x2.mul(v128.load(into + ((b + 1) << 4)), v128.load64_splat(factor + ((b + 1) << 3))));
    }
    if (b == a) projected = f64x2.add(projected, f64x2.mul(v128.load(into + (b << 4)), v128.load64_splat(factor + (b << 3))));
    projected = f64x2.add(projected, odd);
    sum = f64x2.add(sum, f64x2.mul(projected, projected));
    factor += (a + 1) << 3;
  }
  return sum;
}

/** One row's share in a component's sums; its differences lie 16 bytes apart. */
@inline
function add(m: Mixture, sums: usize, differences: usize, responsibility: f64): void {
  const d = m.d;
  store<f64>(sums, load<f64>(sums) + responsibility);
  const first = sums + 8;
  let products = first + (d << 3);
  for (let a: usize = 0; a < d; a++) {
    const weighed = responsibility * load<f64>(differences + (a << 4));
    store<f64>(first + (a << 3), load<f64>(first + (a << 3)) + weighed);
    if (m.full == 0) {
      store<f64>(products, load<f64>(products) + weighed * load<f64>(differences + (a << 4)));
      products += 8;
      continue;
    }
    for (let b: usize = 0; b <= a; b++) {
      store<f64>(products, load<f64>(products) + weighed * load<f64>(differences + (b << 4)));
      products += 8;
    }
  }
}
