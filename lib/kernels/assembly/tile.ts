// Squared distances of four rows to all centres, without ‖x‖²: score_j = ‖c_j‖² − 2 x·c_j, held in registers.
//
// Centres come packed by lib/kernels/panels.ts: panels of eight (`[d][8]`, already times −2), then, where k mod 8 is
// 1…4, one half panel (`[d][4]`). Norms follow the same order; a padded centre has norm +∞ and is never chosen.

/** Bytes of a thread's scratch that `nearest` uses: per row four lanes of best, index and second; then the results. */
export const BEST: usize = 0;
export const INDEX: usize = 64;
export const SECOND: usize = 128;
export const BEST_OF_ROW: usize = 192;
export const INDEX_OF_ROW: usize = 208;
export const SECOND_OF_ROW: usize = 224;

@inline
function offer(scratch: usize, row: usize, scores: v128, indices: v128): void {
  const at = scratch + (row << 4);
  const best = v128.load(at, BEST);
  const lower = f32x4.lt(scores, best);
  v128.store(at, f32x4.pmin(v128.load(at, SECOND), f32x4.pmax(scores, best)), SECOND);
  v128.store(at, v128.bitselect(indices, v128.load(at, INDEX), lower), INDEX);
  v128.store(at, f32x4.pmin(best, scores), BEST);
}

@inline
function transposeLow(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

@inline
function transposeHigh(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

/** Turns four vectors (one a row) at `at` into four vectors (one a lane). */
@inline
function transpose(at: usize): void {
  const a = v128.load(at, 0);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const ac0 = transposeLow(a, c);
  const ac1 = transposeHigh(a, c);
  const bd0 = transposeLow(b, d);
  const bd1 = transposeHigh(b, d);
  v128.store(at, transposeLow(ac0, bd0), 0);
  v128.store(at, transposeHigh(ac0, bd0), 16);
  v128.store(at, transposeLow(ac1, bd1), 32);
  v128.store(at, transposeHigh(ac1, bd1), 48);
}

/** Best, its index (the lowest on ties) and second best of each row over the four lanes. */
@inline
function reduce(scratch: usize): void {
  transpose(scratch + BEST);
  transpose(scratch + INDEX);
  transpose(scratch + SECOND);
  let best = v128.load(scratch, BEST);
  let index = v128.load(scratch, INDEX);
  let second = v128.load(scratch, SECOND);
  for (let lane: usize = 16; lane < 64; lane += 16) {
    const other = v128.load(scratch + lane, BEST);
    const otherIndex = v128.load(scratch + lane, INDEX);
    const lower = v128.or(
      f32x4.lt(other, best),
      v128.and(f32x4.eq(other, best), i32x4.lt_s(otherIndex, index)),
    );
    second = f32x4.pmin(f32x4.pmin(second, v128.load(scratch + lane, SECOND)), f32x4.pmax(best, other));
    index = v128.bitselect(otherIndex, index, lower);
    best = f32x4.pmin(best, other);
  }
  v128.store(scratch, best, BEST_OF_ROW);
  v128.store(scratch, index, INDEX_OF_ROW);
  v128.store(scratch, second, SECOND_OF_ROW);
}

/** Nearest and second nearest of k centres for the rows at r0…r3 (addresses; they may be equal). */
export function nearest(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  d: usize,
  k: i32,
  panels: usize,
  norms: usize,
  scratch: usize,
): void {
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  for (let at: usize = 0; at < 64; at += 16) {
    v128.store(scratch + at, infinity, BEST);
    v128.store(scratch + at, infinity, SECOND);
    v128.store(scratch + at, i32x4.splat(0), INDEX);
  }
  const length = d << 2;
  const half = (k & 7) >= 1 && (k & 7) <= 4;
  const full = half ? k >> 3 : (k + 7) >> 3;
  let panel = panels;
  let norm = norms;
  let low = i32x4(0, 1, 2, 3);
  const four = i32x4.splat(4);
  const eight = i32x4.splat(8);
  for (let p = 0; p < full; p++) {
    let a0 = v128.load(norm, 0);
    let a1 = v128.load(norm, 16);
    let b0 = a0;
    let b1 = a1;
    let c0 = a0;
    let c1 = a1;
    let d0 = a0;
    let d1 = a1;
    for (let j: usize = 0; j < length; j += 4) {
      const p0 = v128.load(panel, 0);
      const p1 = v128.load(panel, 16);
      panel += 32;
      let x = v128.load32_splat(r0 + j);
      a0 = f32x4.add(a0, f32x4.mul(x, p0));
      a1 = f32x4.add(a1, f32x4.mul(x, p1));
      x = v128.load32_splat(r1 + j);
      b0 = f32x4.add(b0, f32x4.mul(x, p0));
      b1 = f32x4.add(b1, f32x4.mul(x, p1));
      x = v128.load32_splat(r2 + j);
      c0 = f32x4.add(c0, f32x4.mul(x, p0));
      c1 = f32x4.add(c1, f32x4.mul(x, p1));
      x = v128.load32_splat(r3 + j);
      d0 = f32x4.add(d0, f32x4.mul(x, p0));
      d1 = f32x4.add(d1, f32x4.mul(x, p1));
    }
    const high = i32x4.add(low, four);
    offer(scratch, 0, a0, low);
    offer(scratch, 0, a1, high);
    offer(scratch, 1, b0, low);
    offer(scratch, 1, b1, high);
    offer(scratch, 2, c0, low);
    offer(scratch, 2, c1, high);
    offer(scratch, 3, d0, low);
    offer(scratch, 3, d1, high);
    low = i32x4.add(low, eight);
    norm += 32;
  }
  if (half) {
    let a0 = v128.load(norm);
    let b0 = a0;
    let c0 = a0;
    let d0 = a0;
    for (let j: usize = 0; j < length; j += 4) {
      const p0 = v128.load(panel);
      panel += 16;
      a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(r0 + j), p0));
      b0 = f32x4.add(b0, f32x4.mul(v128.load32_splat(r1 + j), p0));
      c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(r2 + j), p0));
      d0 = f32x4.add(d0, f32x4.mul(v128.load32_splat(r3 + j), p0));
    }
    offer(scratch, 0, a0, low);
    offer(scratch, 1, b0, low);
    offer(scratch, 2, c0, low);
    offer(scratch, 3, d0, low);
  }
  reduce(scratch);
}
