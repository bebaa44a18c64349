// Column sums and row norms, in f64.

/** into[0…d) += weight · x over a row of f32. */
@inline
export function addRow(into: usize, row: usize, d: usize, weight: f64): void {
  const whole = d & ~3;
  const w = f64x2.splat(weight);
  let j: usize = 0;
  for (; j < whole; j += 4) {
    const x = v128.load(row + (j << 2));
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    const at = into + (j << 3);
    v128.store(at, f64x2.add(v128.load(at, 0), f64x2.mul(w, low)), 0);
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(w, high)), 16);
  }
  for (; j < d; j++) {
    const at = into + (j << 3);
    store<f64>(at, load<f64>(at) + weight * <f64>load<f32>(row + (j << 2)));
  }
}

/** Block of rows of x minus `shift` (f32), written to `out`. */
export function shiftRows(block: i32, thread: i32, x: usize, n: usize, d: usize, rows: usize, shift: usize, out: usize): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const whole = d & ~3;
  for (let i = from; i < to; i++) {
    const row = x + ((i * d) << 2);
    const target = out + ((i * d) << 2);
    let j: usize = 0;
    for (; j < whole; j += 4) v128.store(target + (j << 2), f32x4.sub(v128.load(row + (j << 2)), v128.load(shift + (j << 2))));
    for (; j < d; j++) store<f32>(target + (j << 2), load<f32>(row + (j << 2)) - load<f32>(shift + (j << 2)));
  }
}

/**
 * Block b of `rows` rows: sums[b][0…d) of the columns, norms[i] = ‖x_i‖² as f32, and total[b] = their sum; all added up in f64.
 * norms 0: sums only.
 */
export function measureColumns(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  sums: usize,
  norms: usize,
  total: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const into = sums + ((<usize>block * d) << 3);
  memory.fill(into, 0, d << 3);
  if (norms == 0) {
    for (let i = from; i < to; i++) addRow(into, x + ((i * d) << 2), d, 1);
    return;
  }
  const whole = d & ~3;
  let all: f64 = 0;
  for (let i = from; i < to; i++) {
    const row = x + ((i * d) << 2);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let j: usize = 0;
    for (; j < whole; j += 4) {
      const v = v128.load(row + (j << 2));
      const a = f64x2.promote_low_f32x4(v);
      const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
      const at = into + (j << 3);
      v128.store(at, f64x2.add(v128.load(at, 0), a), 0);
      v128.store(at, f64x2.add(v128.load(at, 16), b), 16);
    }
    const both = f64x2.add(low, high);
    let norm = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    for (; j < d; j++) {
      const v = <f64>load<f32>(row + (j << 2));
      norm += v * v;
      const at = into + (j << 3);
      store<f64>(at, load<f64>(at) + v);
    }
    store<f32>(norms + (i << 2), <f32>norm);
    all += norm;
  }
  store<f64>(total + (<usize>block << 3), all);
}

/** Block of `rows` rows: out[i] = x[index[i]]. */
export function gatherRows(block: i32, thread: i32, x: usize, d: usize, index: usize, n: usize, rows: usize, out: usize): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const width = d << 2;
  for (let i = from; i < to; i++) memory.copy(out + i * width, x + <usize>load<i32>(index + (i << 2)) * width, width);
}
