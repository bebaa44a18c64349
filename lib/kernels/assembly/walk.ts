// Rows that are near to new ones, roughly: from what is known already along links between rows that are near each other, ever
// nearer (lib/kernels/neighbour-walk.ts).
import { Graph, insert, limitOf, NEW, NONE } from "./descent";
import { four } from "./search";

@unmanaged
class Links {
  /** n × width f32, padded with 0 to a multiple of 4. */
  x: usize;
  n: usize;
  width: usize;
  /** n + 1 i32: where the links of each row begin. */
  starts: usize;
  /** i32: rows. */
  ends: usize;
  /** n i32 a thread: the last query that came by, 1…m; 0 where none did. */
  seen: usize;
}

/** The first of a query's rows whose links nobody followed, after which it counts as followed; NONE where there is none. */
@inline
function nextOf(rows: usize, k: usize): i32 {
  for (let at = rows, end = rows + (k << 2); at < end; at += 4) {
    const entry = load<i32>(at);
    if (entry >= 0) continue;
    store<i32>(at, entry & ~NEW);
    return entry & ~NEW;
  }
  return NONE;
}

/** Block of queries, `rows` each: graph holds some rows for every query, and gets nearer ones. queries: m × width f32; lists: 8 f32 a thread. */
export function walkLinks(
  block: i32,
  thread: i32,
  graph: Graph,
  links: Links,
  queries: usize,
  rows: usize,
  lists: usize,
): void {
  const bytes = links.width << 2;
  const k = graph.k;
  const seen = links.seen + ((<usize>thread * links.n) << 2);
  const list = lists + (<usize>thread << 5);
  const to = min(graph.n, (<usize>block + 1) * rows);
  for (let row = <usize>block * rows; row < to; row++) {
    const query = queries + row * bytes;
    const own = graph.rows + ((row * k) << 2);
    const stamp = <i32>row + 1;
    for (let at = own; at < own + (k << 2); at += 4) {
      const entry = load<i32>(at);
      if (entry != NONE) store<i32>(seen + (<usize>(entry & ~NEW) << 2), stamp);
    }
    for (let from = nextOf(own, k); from != NONE; from = nextOf(own, k)) {
      const end = load<i32>(links.starts + (<usize>from << 2), 4);
      let count: usize = 0;
      for (let link = load<i32>(links.starts + (<usize>from << 2)); link < end; link++) {
        const other = load<i32>(links.ends + (<usize>link << 2));
        const last = seen + (<usize>other << 2);
        if (load<i32>(last) == stamp) continue;
        store<i32>(last, stamp);
        store<i32>(list + (count << 2), other);
        count++;
        if (count < 4) continue;
        offer(graph, links, <i32>row, query, list, 4);
        count = 0;
      }
      if (count > 0) offer(graph, links, <i32>row, query, list, count);
    }
  }
}

/** Up to four rows of a list, whose distances go after it. */
function offer(graph: Graph, links: Links, row: i32, query: usize, list: usize, count: usize): void {
  const bytes = links.width << 2;
  const last = (count - 1) << 2;
  const p = links.x + <usize>load<i32>(list) * bytes;
  const q = links.x + <usize>load<i32>(list + min(4, last)) * bytes;
  const r = links.x + <usize>load<i32>(list + min(8, last)) * bytes;
  const s = links.x + <usize>load<i32>(list + min(12, last)) * bytes;
  const squared = four(query, p, q, r, s, bytes);
  if (!v128.any_true(f32x4.le(squared, f32x4.splat(limitOf(graph, row))))) return;
  v128.store(list, squared, 16);
  for (let i: usize = 0; i < count; i++) {
    const distance = load<f32>(list + (i << 2), 16);
    if (distance <= limitOf(graph, row)) insert(graph, row, load<i32>(list + (i << 2)), distance);
  }
}
