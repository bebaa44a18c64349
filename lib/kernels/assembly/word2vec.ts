// Skip-gram with negative sampling (Mikolov et al. 2013) over sequences of words.

@unmanaged
class Corpus {
  /** i32 words of all sequences, and the n + 1 i32 places where sequences start. */
  words: usize;
  starts: usize;
  n: usize;
  /** Sequences a block. */
  rows: usize;
  /** u32 a word: keep where a drawn number is not above it. */
  keep: usize;
  /** i32: noise words, drawn evenly from `tableSize`, a power of two. */
  table: usize;
  tableSize: u32;
  /** words × width f32, width a multiple of 4. */
  input: usize;
  output: usize;
  width: usize;
  window: u32;
  negatives: i32;
  /** i32 a thread: the words of the sequence at hand that were kept; `longest` of them. */
  kept: usize;
  longest: usize;
  /** width f32 a thread. */
  errors: usize;
}

let state: u32 = 1;

/** xorshift32 (Marsaglia 2003). */
@inline
function draw(): u32 {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state;
}

@inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + j), v128.load(b + j)));
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * Block of sequences, one epoch: stochastic gradient steps on −ln σ(in·out) for words within a window drawn in 1…window, and
 * −ln σ(−in·noise) for `negatives` noise words (a noise word that is the word itself is left out). The rate falls in a line
 * from `rate` to `last` over the blocks. losses[b] = sum of the loss, pairs[b] = how many pairs, f64 each. Blocks write the
 * same matrices without locks (Recht et al. 2011): with one thread the result is always the same.
 */
export function trainSkipGrams(
  block: i32,
  thread: i32,
  c: Corpus,
  seeds: usize,
  rate: f64,
  last: f64,
  blocks: f64,
  losses: usize,
  pairs: usize,
): void {
  const from = <usize>block * c.rows;
  const to = min(c.n, from + c.rows);
  const bytes = c.width << 2;
  const kept = c.kept + ((<usize>thread * c.longest) << 2);
  const error = c.errors + <usize>thread * bytes;
  const step = <f32>(rate + ((last - rate) * <f64>block) / blocks);
  state = load<u32>(seeds + (<usize>block << 2));
  let loss: f64 = 0;
  let seen: f64 = 0;
  for (let i = from; i < to; i++) {
    const first = c.words + (<usize>load<i32>(c.starts + (i << 2)) << 2);
    const end = c.words + (<usize>load<i32>(c.starts + (i << 2), 4) << 2);
    let length: i32 = 0;
    for (let at = first; at < end; at += 4) {
      const word = load<i32>(at);
      if (draw() > load<u32>(c.keep + (<usize>word << 2))) continue;
      store<i32>(kept + (<usize>length << 2), word);
      length++;
    }
    for (let centre = 0; centre < length; centre++) {
      const reach = 1 + <i32>(draw() % c.window);
      const row = c.input + <usize>load<i32>(kept + (<usize>centre << 2)) * bytes;
      for (let other = max(0, centre - reach); other <= min(length - 1, centre + reach); other++) {
        if (other == centre) continue;
        const word = load<i32>(kept + (<usize>other << 2));
        memory.fill(error, 0, bytes);
        for (let draws = 0; draws <= c.negatives; draws++) {
          let target = word;
          if (draws > 0) {
            target = load<i32>(c.table + (<usize>(draw() & (c.tableSize - 1)) << 2));
            if (target == word) continue;
          }
          const out = c.output + <usize>target * bytes;
          const score = <f64>dot(row, out, bytes);
          const signed = draws == 0 ? score : -score;
          // ln(1 + e^−x) without overflow on either side.
          const small = Math.exp(-Math.abs(signed));
          loss += max<f64>(0, -signed) + Math.log(1 + small);
          const miss = signed > 0 ? small / (1 + small) : 1 / (1 + small);
          const g = f32x4.splat(<f32>(draws == 0 ? miss : -miss) * step);
          for (let j: usize = 0; j < bytes; j += 16) {
            const o = v128.load(out + j);
            v128.store(error + j, f32x4.add(v128.load(error + j), f32x4.mul(g, o)));
            v128.store(out + j, f32x4.add(o, f32x4.mul(g, v128.load(row + j))));
          }
        }
        for (let j: usize = 0; j < bytes; j += 16) v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(error + j)));
        seen++;
      }
    }
  }
  store<f64>(losses + (<usize>block << 3), loss);
  store<f64>(pairs + (<usize>block << 3), seen);
}
