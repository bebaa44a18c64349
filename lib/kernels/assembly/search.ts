// Rows that are near to new ones, roughly: the leaves of a forest that these fall into (lib/kernels/neighbour-search.ts).
import { Graph, insert, limitOf, sums } from "./descent";
import { Forest, SPLIT, along, startOf } from "./forest";

/** The leaf of a tree that a row falls into. */
function leafOf(forest: Forest, tree: usize, query: usize, direction: usize): usize {
  const d = forest.d;
  const splits = forest.splits + tree * forest.leaves * SPLIT;
  let first: usize = 0;
  let end = forest.leaves;
  while (end - first >= 2) {
    const middle = (first + end) >> 1;
    const at = splits + middle * SPLIT;
    const a = forest.x + ((<usize>load<i32>(at, 0) * d) << 2);
    const b = forest.x + ((<usize>load<i32>(at, 4) * d) << 2);
    for (let j: usize = 0; j < d << 2; j += 16) v128.store(direction + j, f32x4.sub(v128.load(b + j), v128.load(a + j)));
    if (along(query, a, direction, d) < load<f32>(at, 8)) end = middle;
    else first = middle;
  }
  return first;
}

/** Squared distances of a row to four others. */
@inline
export function four(query: usize, p: usize, q: usize, r: usize, s: usize, bytes: usize): v128 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let j: usize = 0; j < bytes; j += 16) {
    const x = v128.load(query + j);
    let t = f32x4.sub(x, v128.load(p + j));
    a = f32x4.add(a, f32x4.mul(t, t));
    t = f32x4.sub(x, v128.load(q + j));
    b = f32x4.add(b, f32x4.mul(t, t));
    t = f32x4.sub(x, v128.load(r + j));
    c = f32x4.add(c, f32x4.mul(t, t));
    t = f32x4.sub(x, v128.load(s + j));
    d = f32x4.add(d, f32x4.mul(t, t));
  }
  return sums(a, b, c, d);
}

/**
 * Block of queries, `rows` each: graph gets their nearest among the forest's rows, whose width is a multiple of 4.
 * queries: m × width f32; directions: width + 4 f32 a thread.
 */
export function searchForest(
  block: i32,
  thread: i32,
  graph: Graph,
  forest: Forest,
  queries: usize,
  rows: usize,
  directions: usize,
): void {
  const bytes = forest.d << 2;
  const direction = directions + <usize>thread * (bytes + 16);
  const out = direction + bytes;
  const to = min(graph.n, (<usize>block + 1) * rows);
  for (let row = <usize>block * rows; row < to; row++) {
    const query = queries + row * bytes;
    for (let tree: usize = 0; tree < forest.trees; tree++) {
      const leaf = leafOf(forest, tree, query, direction);
      const order = forest.orders + ((tree * forest.n) << 2);
      const end = startOf(forest, leaf + 1);
      for (let at = startOf(forest, leaf); at < end; at += 4) {
        const p = load<i32>(order + (at << 2));
        const q = load<i32>(order + (min(at + 1, end - 1) << 2));
        const r = load<i32>(order + (min(at + 2, end - 1) << 2));
        const s = load<i32>(order + (min(at + 3, end - 1) << 2));
        const x = forest.x;
        const squared = four(query, x + <usize>p * bytes, x + <usize>q * bytes, x + <usize>r * bytes, x + <usize>s * bytes, bytes);
        if (!v128.any_true(f32x4.le(squared, f32x4.splat(limitOf(graph, <i32>row))))) continue;
        v128.store(out, squared);
        insert(graph, <i32>row, p, load<f32>(out, 0));
        insert(graph, <i32>row, q, load<f32>(out, 4));
        insert(graph, <i32>row, r, load<f32>(out, 8));
        insert(graph, <i32>row, s, load<f32>(out, 12));
      }
    }
  }
}
