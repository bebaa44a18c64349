// One round of greedy k-means++ (Arthur & Vassilvitskii 2007): squared distances of a block of rows to up to eight
// candidates, beside the distance to the nearest centre so far.

/**
 * Block b: reach[b][row of block][8] = min(closest, ‖x − candidate‖²) and potential[b][8] their sums (f64).
 * panel: the candidates as one panel of eight, padded ones with norm +∞ (they then reach `closest`).
 */
export function candidates(
  block: i32,
  thread: i32,
  x: usize,
  n: usize,
  d: usize,
  rows: usize,
  panel: usize,
  panelNorms: usize,
  norms: usize,
  closest: usize,
  reach: usize,
  potential: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  const width = d << 2;
  const last = to - 1;
  const n0 = v128.load(panelNorms, 0);
  const n1 = v128.load(panelNorms, 16);
  const zero = f32x4.splat(0);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let i = from; i < to; i += 4) {
    const r0 = x + i * width;
    const r1 = x + min(i + 1, last) * width;
    const r2 = x + min(i + 2, last) * width;
    const r3 = x + min(i + 3, last) * width;
    let a0 = n0;
    let a1 = n1;
    let b0 = n0;
    let b1 = n1;
    let c0 = n0;
    let c1 = n1;
    let d0 = n0;
    let d1 = n1;
    let at = panel;
    for (let j: usize = 0; j < width; j += 4) {
      const p0 = v128.load(at, 0);
      const p1 = v128.load(at, 16);
      at += 32;
      let v = v128.load32_splat(r0 + j);
      a0 = f32x4.add(a0, f32x4.mul(v, p0));
      a1 = f32x4.add(a1, f32x4.mul(v, p1));
      v = v128.load32_splat(r1 + j);
      b0 = f32x4.add(b0, f32x4.mul(v, p0));
      b1 = f32x4.add(b1, f32x4.mul(v, p1));
      v = v128.load32_splat(r2 + j);
      c0 = f32x4.add(c0, f32x4.mul(v, p0));
      c1 = f32x4.add(c1, f32x4.mul(v, p1));
      v = v128.load32_splat(r3 + j);
      d0 = f32x4.add(d0, f32x4.mul(v, p0));
      d1 = f32x4.add(d1, f32x4.mul(v, p1));
    }
    const rest = min<usize>(4, to - i);
    for (let slot: usize = 0; slot < rest; slot++) {
      const row = i + slot;
      const norm = v128.load32_splat(norms + (row << 2));
      const near = v128.load32_splat(closest + (row << 2));
      const score0 = slot == 0 ? a0 : slot == 1 ? b0 : slot == 2 ? c0 : d0;
      const score1 = slot == 0 ? a1 : slot == 1 ? b1 : slot == 2 ? c1 : d1;
      const low = f32x4.pmin(near, f32x4.pmax(zero, f32x4.add(norm, score0)));
      const high = f32x4.pmin(near, f32x4.pmax(zero, f32x4.add(norm, score1)));
      v128.store(reach + (row << 5), low, 0);
      v128.store(reach + (row << 5), high, 16);
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(low));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<f32>(low, low, 2, 3, 2, 3)));
      s2 = f64x2.add(s2, f64x2.promote_low_f32x4(high));
      s3 = f64x2.add(s3, f64x2.promote_low_f32x4(v128.shuffle<f32>(high, high, 2, 3, 2, 3)));
    }
  }
  const out = potential + (<usize>block << 6);
  v128.store(out, s0, 0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

/** Block: closest[i] = reach[i][chosen], once a candidate is taken. */
export function takeCandidate(
  block: i32,
  thread: i32,
  n: usize,
  rows: usize,
  chosen: usize,
  closest: usize,
  reach: usize,
): void {
  const from = <usize>block * rows;
  const to = min(n, from + rows);
  for (let i = from; i < to; i++) store<f32>(closest + (i << 2), load<f32>(reach + (i << 5) + (chosen << 2)));
}
