// Random projection trees: rows that are near in space mostly end in one leaf (lib/kernels/neighbour-descent.ts).

@unmanaged
export class Forest {
  /** n × d f32. */
  x: usize;
  n: usize;
  d: usize;
  /** Leaves of a tree; the rows of leaf l lie at l·n/leaves…(l + 1)·n/leaves of its order. */
  leaves: usize;
  /** n i32 a tree: rows, leaf after leaf. */
  orders: usize;
  /** u32 a tree, not 0. */
  seeds: usize;
  /** n f32 a thread: how far along a split's direction each row is. */
  keys: usize;
  /** d f32 a thread. */
  directions: usize;
  /** A split before each leaf but the first: two rows, i32, and f32 how far along from the one to the other it cuts; a tree. */
  splits: usize;
  trees: usize;
}

export const SPLIT: usize = 12;
/** Rows that are drawn to find two that differ. */
const TRIES: i32 = 16;

let state: u32 = 1;

/** xorshift32 (Marsaglia 2003). */
@inline
function draw(below: usize): usize {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return <usize>((<u64>state * <u64>below) >> 32);
}

/** (x − origin)·direction */
export function along(x: usize, origin: usize, direction: usize, d: usize): f32 {
  let sum = f32x4.splat(0);
  const whole = (d & ~3) << 2;
  for (let j: usize = 0; j < whole; j += 16) {
    sum = f32x4.add(sum, f32x4.mul(f32x4.sub(v128.load(x + j), v128.load(origin + j)), v128.load(direction + j)));
  }
  let total =
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
  for (let j = whole; j < d << 2; j += 4) total += (load<f32>(x + j) - load<f32>(origin + j)) * load<f32>(direction + j);
  return total;
}

/** Orders places from…to so that those before `wanted` come first, by key, then row. Hoare 1961. */
function select(keys: usize, order: usize, from: usize, to: usize, wanted: usize): void {
  let low = <isize>from;
  let high = <isize>to - 1;
  const target = <isize>wanted;
  while (low < high) {
    const middle = <usize>((low + high) >> 1) << 2;
    const key = load<f32>(keys + middle);
    const row = load<i32>(order + middle);
    let i = low;
    let j = high;
    while (i <= j) {
      for (;;) {
        const other = load<f32>(keys + (<usize>i << 2));
        if (other > key || (other == key && load<i32>(order + (<usize>i << 2)) >= row)) break;
        i++;
      }
      for (;;) {
        const other = load<f32>(keys + (<usize>j << 2));
        if (other < key || (other == key && load<i32>(order + (<usize>j << 2)) <= row)) break;
        j--;
      }
      if (i > j) break;
      const a = <usize>i << 2;
      const b = <usize>j << 2;
      const swappedKey = load<f32>(keys + a);
      store<f32>(keys + a, load<f32>(keys + b));
      store<f32>(keys + b, swappedKey);
      const swappedRow = load<i32>(order + a);
      store<i32>(order + a, load<i32>(order + b));
      store<i32>(order + b, swappedRow);
      i++;
      j--;
    }
    if (target <= j) high = j;
    else if (target >= i) low = i;
    else return;
  }
}

@inline
export function startOf(forest: Forest, leaf: usize): usize {
  return <usize>((<u64>leaf * <u64>forest.n) / <u64>forest.leaves);
}

/** Halves leaves first…end along the line through two of their rows (Dasgupta & Freund 2008). */
function split(
  forest: Forest,
  order: usize,
  splits: usize,
  keys: usize,
  direction: usize,
  first: usize,
  end: usize,
): void {
  if (end - first < 2) return;
  const d = forest.d;
  const from = startOf(forest, first);
  const to = startOf(forest, end);
  const one = load<i32>(order + ((from + draw(to - from)) << 2));
  const a = forest.x + ((<usize>one * d) << 2);
  let other = one;
  let b = a;
  // Along the line through two rows that are alike nothing is told apart.
  for (let tries = 0; tries < TRIES && memory.compare(a, b, d << 2) == 0; tries++) {
    other = load<i32>(order + ((from + draw(to - from)) << 2));
    b = forest.x + ((<usize>other * d) << 2);
  }
  for (let j: usize = 0; j < d << 2; j += 4) store<f32>(direction + j, load<f32>(b + j) - load<f32>(a + j));
  for (let at = from; at < to; at++) {
    const row = forest.x + ((<usize>load<i32>(order + (at << 2)) * d) << 2);
    store<f32>(keys + (at << 2), along(row, a, direction, d));
  }
  const middle = (first + end) >> 1;
  select(keys, order, from, to, startOf(forest, middle));
  const at = splits + middle * SPLIT;
  store<i32>(at, one, 0);
  store<i32>(at, other, 4);
  store<f32>(at, load<f32>(keys + (startOf(forest, middle) << 2)), 8);
  split(forest, order, splits, keys, direction, first, middle);
  split(forest, order, splits, keys, direction, middle, end);
}

/** Block = tree. */
export function growTrees(block: i32, thread: i32, forest: Forest): void {
  const n = forest.n;
  const order = forest.orders + ((<usize>block * n) << 2);
  for (let row: usize = 0; row < n; row++) store<i32>(order + (row << 2), <i32>row);
  state = load<u32>(forest.seeds + (<usize>block << 2));
  const keys = forest.keys + ((<usize>thread * n) << 2);
  const splits = forest.splits + <usize>block * forest.leaves * SPLIT;
  split(forest, order, splits, keys, forest.directions + ((<usize>thread * forest.d) << 2), 0, forest.leaves);
}
