// Cross products of shifted columns, and projections on axes.

/** Rows a chunk: shifted into scratch, multiplied in f32, then added to the f64 sums. */
const CHUNK: usize = 128;

@inline
function sumOf(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1) + <f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3)
  );
}

@inline
function flush(at: usize, low: v128, high: v128): void {
  v128.store(at, f64x2.add(v128.load(at, 0), f64x2.promote_low_f32x4(low)), 0);
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(v128.shuffle<f32>(low, low, 2, 3, 2, 3))), 16);
  v128.store(at, f64x2.add(v128.load(at, 32), f64x2.promote_low_f32x4(high)), 32);
  v128.store(at, f64x2.add(v128.load(at, 48), f64x2.promote_low_f32x4(v128.shuffle<f32>(high, high, 2, 3, 2, 3))), 48);
}

/**
 * Block b: products[b][width][width] (f64, width = d rounded up to 8; only tiles on and right of the diagonal) of the
 * columns minus `shift` (width floats), and sums[b][width] of the shifted columns. scratch: CHUNK × width floats a thread.
 */
export function crossProducts(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  shift: usize,
  products: usize,
  sums: usize,
  scratches: usize,
): void {
  const width = (d + 7) & ~7;
  const bytes = width << 2;
  const scratch = scratches + <usize>thread * CHUNK * bytes;
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const into = products + ((<usize>block * width * width) << 3);
  const sum = sums + ((<usize>block * width) << 3);
  memory.fill(into, 0, (width * width) << 3);
  memory.fill(sum, 0, width << 3);
  memory.fill(scratch, 0, CHUNK * bytes);
  const whole = d & ~3;
  for (let first = from; first < to; first += CHUNK) {
    const count = min(CHUNK, to - first);
    for (let i: usize = 0; i < count; i++) {
      const row = x + (((first + i) * d) << 2);
      const out = scratch + i * bytes;
      let j: usize = 0;
      for (; j < whole; j += 4) {
        v128.store(out + (j << 2), f32x4.sub(v128.load(row + (j << 2)), v128.load(shift + (j << 2))));
      }
      for (; j < d; j++) store<f32>(out + (j << 2), load<f32>(row + (j << 2)) - load<f32>(shift + (j << 2)));
    }
    const end = scratch + count * bytes;
    for (let j: usize = 0; j < width; j += 8) {
      let low = f32x4.splat(0);
      let high = low;
      for (let at = scratch + (j << 2); at < end; at += bytes) {
        low = f32x4.add(low, v128.load(at, 0));
        high = f32x4.add(high, v128.load(at, 16));
      }
      flush(sum + (j << 3), low, high);
    }
    for (let i: usize = 0; i < width; i += 4) {
      for (let j = i & ~7; j < width; j += 8) {
        let a0 = f32x4.splat(0);
        let a1 = a0;
        let b0 = a0;
        let b1 = a0;
        let c0 = a0;
        let c1 = a0;
        let d0 = a0;
        let d1 = a0;
        for (let row = scratch; row < end; row += bytes) {
          const p0 = v128.load(row + (j << 2), 0);
          const p1 = v128.load(row + (j << 2), 16);
          const left = row + (i << 2);
          let v = v128.load32_splat(left, 0);
          a0 = f32x4.add(a0, f32x4.mul(v, p0));
          a1 = f32x4.add(a1, f32x4.mul(v, p1));
          v = v128.load32_splat(left, 4);
          b0 = f32x4.add(b0, f32x4.mul(v, p0));
          b1 = f32x4.add(b1, f32x4.mul(v, p1));
          v = v128.load32_splat(left, 8);
          c0 = f32x4.add(c0, f32x4.mul(v, p0));
          c1 = f32x4.add(c1, f32x4.mul(v, p1));
          v = v128.load32_splat(left, 12);
          d0 = f32x4.add(d0, f32x4.mul(v, p0));
          d1 = f32x4.add(d1, f32x4.mul(v, p1));
        }
        const at = into + ((i * width + j) << 3);
        flush(at, a0, a1);
        flush(at + (width << 3), b0, b1);
        flush(at + (width << 4), c0, c1);
        flush(at + (width << 4) + (width << 3), d0, d1);
      }
    }
  }
}

/** Block: scores[i][c] = (x_i − shift)·axis_c + offset_c. axes: components × d floats, offsets: components f64. */
export function project(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  shift: usize,
  axes: usize,
  offsets: usize,
  components: usize,
  scores: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const whole = d & ~3;
  let out = scores + ((from * components) << 2);
  for (let i = from; i < to; i++) {
    const row = x + ((i * d) << 2);
    for (let c: usize = 0; c < components; c++) {
      const axis = axes + ((c * d) << 2);
      let sum = f32x4.splat(0);
      let j: usize = 0;
      for (; j < whole; j += 4) {
        const v = f32x4.sub(v128.load(row + (j << 2)), v128.load(shift + (j << 2)));
        sum = f32x4.add(sum, f32x4.mul(v, v128.load(axis + (j << 2))));
      }
      let score = sumOf(sum) + load<f64>(offsets + (c << 3));
      for (; j < d; j++) {
        score += <f64>(load<f32>(row + (j << 2)) - load<f32>(shift + (j << 2))) * <f64>load<f32>(axis + (j << 2));
      }
      store<f32>(out, <f32>score);
      out += 4;
    }
  }
}
