// Texts as hashed features: which of `buckets` hash buckets a text's words and character runs fall into, and how often; and
// the sum of a model's rows for them. Units are UTF-16; `kinds` says of each what it is.

/** Kinds of units: what stands between words, what words are made of, and characters that are words without blanks. */
const WORD: u8 = 1;
const IDEOGRAPH: u8 = 2;

/** Longest run of ideographs that is hashed, and the runs of characters within a word. */
const IDEOGRAPHS: usize = 4;
const SHORTEST: usize = 3;
const LONGEST: usize = 5;

const EDGE: u32 = 0x20;
const WORD_SEED: u32 = 0x9747b28c;
const PAIR_SEED: u32 = 0x3c6ef372;
const RUN_SEED: u32 = 0x85ebca6b;
const IDEOGRAPH_SEED: u32 = 0x165667b1;

@unmanaged
class Texts {
  /** u16 units of all texts, and the n + 1 i32 places where texts start. */
  units: usize;
  offsets: usize;
  n: usize;
  /** Texts a block. */
  rows: usize;
  /** u8 of every unit, 65,536. */
  kinds: usize;
  buckets: usize;
  /** buckets i32 a thread, all 0 between texts. */
  counts: usize;
  /** buckets i32 a thread: those of the text at hand, in the order of their first appearance. */
  touched: usize;
}

/** One step of FNV-1a's kind with a better multiplier for short keys (Murmur3's mixing). */
@inline
function mix(hash: u32, unit: u32): u32 {
  let k = unit * 0xcc9e2d51;
  k = rotl<u32>(k, 15) * 0x1b873593;
  return rotl<u32>(hash ^ k, 13) * 5 + 0xe6546b64;
}

let touchedNow: usize = 0;

@inline
function count(hash: u32, length: u32, counts: usize, touched: usize, buckets: usize): void {
  let h = hash ^ length;
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  h ^= h >>> 16;
  const bucket = <usize>h & (buckets - 1);
  const at = counts + (bucket << 2);
  const before = load<i32>(at);
  if (before == 0) {
    store<i32>(touched + (touchedNow << 2), <i32>bucket);
    touchedNow++;
  }
  store<i32>(at, before + 1);
}

/** Fills counts and touched for one text: units from…to. */
function hashText(t: Texts, from: usize, to: usize, counts: usize, touched: usize): void {
  const buckets = t.buckets;
  touchedNow = 0;
  let previous: u32 = 0;
  let at = from;
  while (at < to) {
    const kind = load<u8>(t.kinds + <usize>load<u16>(at));
    if (kind != WORD && kind != IDEOGRAPH) {
      at += 2;
      continue;
    }
    const start = at;
    while (at < to && load<u8>(t.kinds + <usize>load<u16>(at)) == kind) at += 2;
    if (kind == IDEOGRAPH) {
      for (let i = start; i < at; i += 2) {
        let h = IDEOGRAPH_SEED;
        const end = min(at, i + (IDEOGRAPHS << 1));
        for (let j = i; j < end; j += 2) {
          h = mix(h, load<u16>(j));
          count(h, <u32>(j - i), counts, touched, buckets);
        }
      }
      previous = 0;
      continue;
    }
    let word = WORD_SEED;
    for (let i = start; i < at; i += 2) word = mix(word, load<u16>(i));
    const length = <u32>(at - start);
    count(word, length, counts, touched, buckets);
    if (previous != 0) count(mix(mix(PAIR_SEED, previous), word), length, counts, touched, buckets);
    previous = word;
    // The word with an edge before and after it: position −1 is the first edge, and `at` the last.
    const units = (length >> 1) + 2;
    for (let i: u32 = 0; i + <u32>SHORTEST <= units; i++) {
      let h = RUN_SEED;
      const end = min<u32>(units, i + <u32>LONGEST);
      for (let j = i; j < end; j++) {
        h = mix(h, j == 0 || j == units - 1 ? EDGE : <u32>load<u16>(start + (<usize>(j - 1) << 1)));
        if (j - i + 1 >= <u32>SHORTEST) count(h, j - i, counts, touched, buckets);
      }
    }
  }
}

/**
 * Block of texts: their buckets and counts (f32), from entry places[i] on, and how many there are: found[i]. Buckets of a
 * text come in the order of their first appearance.
 */
export function hashTexts(block: i32, thread: i32, t: Texts, places: usize, columns: usize, values: usize, found: usize): void {
  const from = <usize>block * t.rows;
  const to = min(t.n, from + t.rows);
  const counts = t.counts + ((<usize>thread * t.buckets) << 2);
  const touched = t.touched + ((<usize>thread * t.buckets) << 2);
  for (let i = from; i < to; i++) {
    const offset = t.offsets + (i << 2);
    hashText(t, t.units + (<usize>load<i32>(offset) << 1), t.units + (<usize>load<i32>(offset, 4) << 1), counts, touched);
    const place = <usize>load<i32>(places + (i << 2)) << 2;
    for (let e: usize = 0; e < touchedNow << 2; e += 4) {
      const bucket = load<i32>(touched + e);
      const at = counts + (<usize>bucket << 2);
      store<i32>(columns + place + e, bucket);
      store<f32>(values + place + e, <f32>load<i32>(at));
      store<i32>(at, 0);
    }
    store<i32>(found + (i << 2), <i32>touchedNow);
  }
}

@unmanaged
class Rows {
  /** buckets × width int8, and the f32 that each row is to be multiplied by. */
  rows: usize;
  scales: usize;
  idf: usize;
  /** width f32: what every vector starts from. */
  mean: usize;
  /** A multiple of 16. */
  width: usize;
  /** log(count) + 1 of counts up to `logs − 1`, f32; larger counts take the last. */
  logTable: usize;
  logs: usize;
}

/**
 * Block of texts: out[i] = mean + Σ weight · row over the buckets of text i, weights (1 + ln count) · idf scaled to length 1,
 * the result scaled to length 1. A text without features gives the mean's direction, and known[i] = 0.
 */
export function encodeTexts(block: i32, thread: i32, t: Texts, m: Rows, out: usize, known: usize): void {
  const from = <usize>block * t.rows;
  const to = min(t.n, from + t.rows);
  const counts = t.counts + ((<usize>thread * t.buckets) << 2);
  const touched = t.touched + ((<usize>thread * t.buckets) << 2);
  const width = m.width;
  for (let i = from; i < to; i++) {
    const offset = t.offsets + (i << 2);
    hashText(t, t.units + (<usize>load<i32>(offset) << 1), t.units + (<usize>load<i32>(offset, 4) << 1), counts, touched);
    const entries = touchedNow << 2;
    let length: f64 = 0;
    for (let e: usize = 0; e < entries; e += 4) {
      const bucket = <usize>load<i32>(touched + e) << 2;
      const times = min<usize>(<usize>load<i32>(counts + bucket), m.logs - 1);
      const weight = load<f32>(m.logTable + (times << 2)) * load<f32>(m.idf + bucket);
      // The weight takes the place of the count until the row is added.
      store<f32>(counts + bucket, weight);
      length += <f64>weight * <f64>weight;
    }
    const scale = length > 0 ? <f32>(1 / Math.sqrt(length)) : 0;
    const target = out + ((i * width) << 2);
    memory.copy(target, m.mean, width << 2);
    for (let e: usize = 0; e < entries; e += 4) {
      const bucket = <usize>load<i32>(touched + e);
      const at = counts + (bucket << 2);
      const weight = load<f32>(at) * scale * load<f32>(m.scales + (bucket << 2));
      store<i32>(at, 0);
      addRow(target, m.rows + bucket * width, width, weight);
    }
    normalise(target, width);
    store<i32>(known + (i << 2), <i32>touchedNow);
  }
}

@inline
function addRow(target: usize, row: usize, width: usize, weight: f32): void {
  const w = f32x4.splat(weight);
  for (let j: usize = 0; j < width; j += 16) {
    const bytes = v128.load(row + j);
    const low = i16x8.extend_low_i8x16_s(bytes);
    const high = i16x8.extend_high_i8x16_s(bytes);
    const at = target + (j << 2);
    v128.store(at, f32x4.add(v128.load(at, 0), f32x4.mul(w, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low)))), 0);
    v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(w, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low)))), 16);
    v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(w, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high)))), 32);
    v128.store(at, f32x4.add(v128.load(at, 48), f32x4.mul(w, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high)))), 48);
  }
}

function normalise(row: usize, width: usize): void {
  let length: f64 = 0;
  for (let j: usize = 0; j < width; j++) {
    const v = <f64>load<f32>(row + (j << 2));
    length += v * v;
  }
  if (length == 0) return;
  const scale = f32x4.splat(<f32>(1 / Math.sqrt(length)));
  for (let j: usize = 0; j < width; j += 4) v128.store(row + (j << 2), f32x4.mul(v128.load(row + (j << 2)), scale));
}
