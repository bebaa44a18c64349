// How near in truth rows are that are near on a map (lib/kernels/trustworthiness.ts).
import { tile } from "./descent";

@unmanaged
class Sample {
  /** n × width f32, padded with 0 to a multiple of 4. */
  x: usize;
  n: usize;
  width: usize;
  /** n × 2 f32. */
  at: usize;
  k: usize;
  /** A thread's: two rows' distances, n rounded up to 4 f32 each; k f32 and k i32; 8 f32. */
  scratch: usize;
  bytes: usize;
  rows: usize;
  /** f64 a block. */
  sums: usize;
}

/** The k places nearest on the map to a row, itself left out; the first of equals. */
function nearestOnMap(sample: Sample, row: usize, distances: usize, places: usize): void {
  const k = sample.k;
  const x = load<f32>(sample.at + (row << 3), 0);
  const y = load<f32>(sample.at + (row << 3), 4);
  for (let i: usize = 0; i < k; i++) store<f32>(distances + (i << 2), Infinity);
  for (let other: usize = 0; other < sample.n; other++) {
    const dx = load<f32>(sample.at + (other << 3), 0) - x;
    const dy = load<f32>(sample.at + (other << 3), 4) - y;
    const squared = dx * dx + dy * dy;
    if (squared >= load<f32>(distances + ((k - 1) << 2)) || other == row) continue;
    let at = k - 1;
    for (; at > 0 && load<f32>(distances + ((at - 1) << 2)) > squared; at--) {
      store<f32>(distances + (at << 2), load<f32>(distances + ((at - 1) << 2)));
      store<i32>(places + (at << 2), load<i32>(places + ((at - 1) << 2)));
    }
    store<f32>(distances + (at << 2), squared);
    store<i32>(places + (at << 2), <i32>other);
  }
}

/** By how many places each of a row's neighbours on the map is too far in truth, added up. truth: its n squared distances. */
function excess(sample: Sample, row: usize, truth: usize, onMap: usize, places: usize): f64 {
  nearestOnMap(sample, row, onMap, places);
  const padded = ((sample.n + 3) & ~3) << 2;
  // A row is not its own neighbour, and neither is padding anybody's.
  store<f32>(truth + (row << 2), Infinity);
  for (let at = sample.n << 2; at < padded; at += 4) store<f32>(truth + at, Infinity);
  let sum: f64 = 0;
  for (let i: usize = 0; i < sample.k; i++) {
    const limit = v128.load32_splat(truth + (<usize>load<i32>(places + (i << 2)) << 2));
    let nearer = i32x4.splat(0);
    for (let at: usize = 0; at < padded; at += 16) nearer = i32x4.sub(nearer, f32x4.lt(v128.load(truth + at), limit));
    const before =
      i32x4.extract_lane(nearer, 0) + i32x4.extract_lane(nearer, 1) + i32x4.extract_lane(nearer, 2) + i32x4.extract_lane(nearer, 3);
    sum += max<f64>(0, <f64>before + 1 - <f64>sample.k);
  }
  return sum;
}

/** Block of rows: sums[block] = Σ of their excess. */
export function mistakenPlaces(block: i32, thread: i32, sample: Sample): void {
  const n = sample.n;
  const bytes = sample.width << 2;
  const truth = sample.scratch + <usize>thread * sample.bytes;
  const second = truth + (((n + 3) & ~3) << 2);
  const onMap = second + (((n + 3) & ~3) << 2);
  const places = onMap + (sample.k << 2);
  const out = places + (sample.k << 2);
  const to = min(n, (<usize>block + 1) * sample.rows);
  let sum: f64 = 0;
  for (let row = <usize>block * sample.rows; row < to; row += 2) {
    const a = sample.x + row * bytes;
    const b = sample.x + min(row + 1, n - 1) * bytes;
    for (let other: usize = 0; other < n; other += 4) {
      const p = sample.x + other * bytes;
      const q = sample.x + min(other + 1, n - 1) * bytes;
      const r = sample.x + min(other + 2, n - 1) * bytes;
      const s = sample.x + min(other + 3, n - 1) * bytes;
      tile(a, b, p, q, r, s, bytes, out);
      v128.store(truth + (other << 2), v128.load(out, 0));
      v128.store(second + (other << 2), v128.load(out, 16));
    }
    sum += excess(sample, row, truth, onMap, places);
    if (row + 1 < to) sum += excess(sample, row + 1, second, onMap, places);
  }
  store<f64>(sample.sums + (<usize>block << 3), sum);
}
