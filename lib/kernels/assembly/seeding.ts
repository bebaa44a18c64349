import { Rows, weightOf } from "./starts";

// One round of greedy k-means++ (Arthur & Vassilvitskii 2007) for several starts side by side: squared distances of a
// block of rows to candidate centres, beside the distance to the nearest centre so far.

@unmanaged
class Seeds {
  /** Half panels of four candidates a start. */
  halves: usize;
  /** halves × ([d][4] · 4): candidates times −2 and their ‖c‖²; +∞ pads. */
  panels: usize;
  panelNorms: usize;
  /** i32: the candidate that the last round took; −1 in the first round. */
  chosen: usize;
  /** n × halves × 4: min(nearest so far, ‖x − candidate‖²). */
  reach: usize;
  /** Blocks × halves × 4 f64: sums of reach by weight. */
  potential: usize;
}

/** Block b of start ⌊block / count⌋; where a pad is, reach stays the nearest so far. */
export function seedStarts(block: i32, thread: i32, x: Rows, s: Seeds): void {
  const start = <usize>block / x.count;
  const b = <usize>block % x.count;
  const d = x.d;
  const width = d << 2;
  const lanes = s.halves << 2;
  const from = b * x.rows;
  const to = min(x.n, from + x.rows);
  const chosen = load<i32>(s.chosen + (start << 2));
  const reaches = s.reach + ((start * x.n * lanes) << 2);
  const potential = s.potential + ((<usize>block * lanes) << 3);
  const zero = f32x4.splat(0);
  memory.fill(potential, 0, lanes << 3);
  const last = to - 1;
  for (let i = from; i < to; i += 4) {
    const r0 = x.x + i * width;
    const r1 = x.x + min(i + 1, last) * width;
    const r2 = x.x + min(i + 2, last) * width;
    const r3 = x.x + min(i + 3, last) * width;
    const near0 = nearSoFar(reaches, i, lanes, chosen);
    const near1 = nearSoFar(reaches, min(i + 1, last), lanes, chosen);
    const near2 = nearSoFar(reaches, min(i + 2, last), lanes, chosen);
    const near3 = nearSoFar(reaches, min(i + 3, last), lanes, chosen);
    for (let h: usize = 0; h < s.halves; h++) {
      const own = start * s.halves + h;
      let at = s.panels + ((own * d) << 4);
      let a = v128.load(s.panelNorms + (own << 4));
      let e = a;
      let f = a;
      let g = a;
      for (let j: usize = 0; j < width; j += 4) {
        const p = v128.load(at);
        at += 16;
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(r0 + j), p));
        e = f32x4.add(e, f32x4.mul(v128.load32_splat(r1 + j), p));
        f = f32x4.add(f, f32x4.mul(v128.load32_splat(r2 + j), p));
        g = f32x4.add(g, f32x4.mul(v128.load32_splat(r3 + j), p));
      }
      const out = reaches + ((i * lanes) << 2) + (h << 4);
      const sum = potential + (h << 5);
      reachOf(a, near0, zero, x, i, out, sum);
      if (i + 1 < to) reachOf(e, near1, zero, x, i + 1, out + (lanes << 2), sum);
      if (i + 2 < to) reachOf(f, near2, zero, x, i + 2, out + (lanes << 3), sum);
      if (i + 3 < to) reachOf(g, near3, zero, x, i + 3, out + lanes * 12, sum);
    }
  }
}

@inline
function nearSoFar(reaches: usize, row: usize, lanes: usize, chosen: i32): v128 {
  return chosen < 0
    ? f32x4.splat(f32.POSITIVE_INFINITY)
    : v128.load32_splat(reaches + ((row * lanes + <usize>chosen) << 2));
}

@inline
function reachOf(score: v128, near: v128, zero: v128, x: Rows, row: usize, out: usize, sum: usize): void {
  const norm = v128.load32_splat(x.norms + (row << 2));
  const reach = f32x4.pmin(near, f32x4.pmax(zero, f32x4.add(norm, score)));
  v128.store(out, reach);
  const weight = f64x2.splat(weightOf(x, row));
  const low = f64x2.promote_low_f32x4(reach);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(reach, reach, 2, 3, 2, 3));
  v128.store(sum, f64x2.add(v128.load(sum, 0), f64x2.mul(weight, low)), 0);
  v128.store(sum, f64x2.add(v128.load(sum, 16), f64x2.mul(weight, high)), 16);
}
