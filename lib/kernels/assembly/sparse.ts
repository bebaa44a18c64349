// Sparse matrices (CSR) times dense ones, and the column-wise vector operations of conjugate gradients.

/**
 * Block of `rows` rows: out[i] = Σ value · dense[column] over the entries of row i, in the order of the entries. dense: rows
 * of `width` floats, a multiple of 4.
 */
export function sparseTimesDense(
  block: i32,
  thread: i32,
  starts: usize,
  columns: usize,
  values: usize,
  n: usize,
  rows: usize,
  dense: usize,
  width: usize,
  out: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const bytes = width << 2;
  for (let i = from; i < to; i++) {
    const first = <usize>load<i32>(starts + (i << 2)) << 2;
    const end = <usize>load<i32>(starts + (i << 2), 4) << 2;
    const target = out + i * bytes;
    let j: usize = 0;
    for (; j + 128 <= bytes; j += 128) {
      const at = dense + j;
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      let e = a;
      let f = a;
      let g = a;
      let h = a;
      for (let entry = first; entry < end; entry += 4) {
        const row = at + <usize>load<i32>(columns + entry) * bytes;
        const v = v128.load32_splat(values + entry);
        a = f32x4.add(a, f32x4.mul(v, v128.load(row, 0)));
        b = f32x4.add(b, f32x4.mul(v, v128.load(row, 16)));
        c = f32x4.add(c, f32x4.mul(v, v128.load(row, 32)));
        d = f32x4.add(d, f32x4.mul(v, v128.load(row, 48)));
        e = f32x4.add(e, f32x4.mul(v, v128.load(row, 64)));
        f = f32x4.add(f, f32x4.mul(v, v128.load(row, 80)));
        g = f32x4.add(g, f32x4.mul(v, v128.load(row, 96)));
        h = f32x4.add(h, f32x4.mul(v, v128.load(row, 112)));
      }
      v128.store(target + j, a, 0);
      v128.store(target + j, b, 16);
      v128.store(target + j, c, 32);
      v128.store(target + j, d, 48);
      v128.store(target + j, e, 64);
      v128.store(target + j, f, 80);
      v128.store(target + j, g, 96);
      v128.store(target + j, h, 112);
    }
    for (; j < bytes; j += 16) {
      let a = f32x4.splat(0);
      for (let entry = first; entry < end; entry += 4) {
        const row = dense + j + <usize>load<i32>(columns + entry) * bytes;
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(values + entry), v128.load(row)));
      }
      v128.store(target + j, a);
    }
  }
}

/** Block b of `rows` rows: sums[b][j] = Σ_i x[i][j] · y[i][j], in f64. width: a multiple of 4. */
export function columnDots(block: i32, thread: i32, x: usize, y: usize, n: usize, width: usize, rows: usize, sums: usize): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const into = sums + ((<usize>block * width) << 3);
  const bytes = width << 2;
  memory.fill(into, 0, width << 3);
  for (let i = from; i < to; i++) {
    const left = x + i * bytes;
    const right = y + i * bytes;
    for (let j: usize = 0; j < bytes; j += 16) {
      const p = v128.load(left + j);
      const q = v128.load(right + j);
      const at = into + (j << 1);
      const low = f64x2.mul(f64x2.promote_low_f32x4(p), f64x2.promote_low_f32x4(q));
      const high = f64x2.mul(
        f64x2.promote_low_f32x4(v128.shuffle<f32>(p, p, 2, 3, 2, 3)),
        f64x2.promote_low_f32x4(v128.shuffle<f32>(q, q, 2, 3, 2, 3)),
      );
      v128.store(at, f64x2.add(v128.load(at, 0), low), 0);
      v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
    }
  }
}

/** Block of `rows` rows: x[i][j] += scale[j] · y[i][j]. */
export function addScaled(block: i32, thread: i32, x: usize, y: usize, n: usize, width: usize, rows: usize, scale: usize): void {
  const bytes = width << 2;
  const from = <usize>block * rows * bytes;
  const to = min(n * bytes, from + rows * bytes);
  for (let i = from; i < to; i += bytes) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const at = x + i + j;
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(scale + j), v128.load(y + i + j))));
    }
  }
}

/** Block of `rows` rows: x[i][j] = y[i][j] + scale[j] · x[i][j]. */
export function scaleAndAdd(block: i32, thread: i32, x: usize, y: usize, n: usize, width: usize, rows: usize, scale: usize): void {
  const bytes = width << 2;
  const from = <usize>block * rows * bytes;
  const to = min(n * bytes, from + rows * bytes);
  for (let i = from; i < to; i += bytes) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const at = x + i + j;
      v128.store(at, f32x4.add(v128.load(y + i + j), f32x4.mul(v128.load(scale + j), v128.load(at))));
    }
  }
}
