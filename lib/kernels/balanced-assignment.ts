export interface AssignmentInput {
  /** n × k, row-major, finite: what each row costs in each cluster. */
  readonly costs: Float64Array;
  readonly k: number;
  /** How many rows each cluster takes at least and at most; Σ low ≤ n ≤ Σ high. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Of an assignment to similar costs: the nearer they are to the right ones, the less is left to do. */
  readonly prices?: Float64Array | undefined;
}

export interface BalancedAssignment {
  /** n, 0…k−1. */
  readonly labels: Int32Array;
  /**
   * What each cluster charges on top: every row is where cost + price is least. Above 0 only in a full cluster, below 0
   * only in one that has its fewest.
   */
  readonly prices: Float64Array;
}

/** A cold start on more rows is led by the prices of a sample of so many. */
const sampledRows = 8_192;

/**
 * Rows to clusters of bounded sizes at the least total cost: a transportation problem with k sinks, solved exactly by
 * shortest augmenting paths between the clusters (Tomizawa 1971; Ahuja, Magnanti & Orlin 1993, §9.7). Each pair of clusters keeps
 * a heap of what its rows would cost to move, so that a path is a search over k + 1 nodes and moves at most k rows. Starts
 * where cost + price is least, ties to the lowest cluster and row: O(n·k) and, for each row that is still too many
 * somewhere, O(k² + k·log n). Memory 12·n·(k − 1) bytes beside the costs. Deterministic.
 */
export function assignBalanced(input: AssignmentInput): BalancedAssignment {
  const n = input.costs.length / input.k;
  if (input.prices || n <= 2 * sampledRows) return solve(input, input.prices ?? new Float64Array(input.k));
  return solve(input, solve(sampleOf(input, n), new Float64Array(input.k)).prices);
}

/** Every so-manieth row, and bounds to match. */
function sampleOf({ costs, k, low, high }: AssignmentInput, n: number): AssignmentInput {
  const stride = Math.ceil(n / sampledRows);
  const m = Math.ceil(n / stride);
  const some = new Float64Array(m * k);
  for (let i = 0; i < m; i++) some.set(costs.subarray(i * stride * k, (i * stride + 1) * k), i * k);
  return {
    costs: some,
    k,
    low: low.map((rows) => Math.floor((rows * m) / n)),
    high: high.map((rows) => Math.ceil((rows * m) / n)),
  };
}

function solve({ costs, k, low, high }: AssignmentInput, start: Float64Array): BalancedAssignment {
  const prices = Float64Array.from([...start, 0]);
  const labels = cheapest(costs, k, prices);
  const n = labels.length;
  // Node k gathers what flows out of the clusters: flow[c] rows of cluster c, between its bounds.
  const size = new Array<number>(k).fill(0);
  for (let i = 0; i < n; i++) size[labels[i]!]!++;
  const flow = size.map((rows, c) =>
    prices[c]! > 0 ? high[c]! : prices[c]! < 0 ? low[c]! : Math.min(high[c]!, Math.max(low[c]!, rows)),
  );
  const excess = size.map((rows, c) => rows - flow[c]!);
  excess.push(flow.reduce((sum, rows) => sum + rows, 0) - n);
  if (excess.every((rows) => rows === 0)) return { labels, prices: prices.slice(0, k) };

  const moves = openMoves(costs, k, labels, prices);
  const distance = new Float64Array(k + 1);
  const from = new Int32Array(k + 1);
  const isDone = new Uint8Array(k + 1);
  for (;;) {
    const end = nearestDeficit();
    if (end < 0) return { labels, prices: Float64Array.from(prices.subarray(0, k), (price) => price - prices[k]!) };
    augment(end);
  }

  /** Dijkstra from every node with too many rows to the nearest with too few, on costs reduced by the prices. */
  function nearestDeficit(): number {
    let some = false;
    for (let c = 0; c <= k; c++) {
      const isSource = excess[c]! > 0;
      distance[c] = isSource ? 0 : Number.POSITIVE_INFINITY;
      from[c] = -1;
      isDone[c] = 0;
      some ||= isSource;
    }
    if (!some) return -1;
    for (;;) {
      let u = -1;
      for (let c = 0; c <= k; c++)
        if (isDone[c] === 0 && distance[c]! < (u < 0 ? Number.POSITIVE_INFINITY : distance[u]!)) u = c;
      if (u < 0) throw new RangeError("no cluster takes the rows that are too many: bounds do not fit");
      isDone[u] = 1;
      if (excess[u]! < 0) {
        const reached = distance[u]!;
        for (let c = 0; c <= k; c++) prices[c]! += reached - Math.min(reached, distance[c]!);
        return u;
      }
      for (let v = 0; v <= k; v++) {
        if (isDone[v] === 1) continue;
        const step = costOf(u, v);
        if (step === Number.POSITIVE_INFINITY) continue;
        // What rounding leaves below 0 is 0.
        const along = distance[u]! + Math.max(0, step + prices[v]! - prices[u]!);
        if (along < distance[v]!) {
          distance[v] = along;
          from[v] = u;
        }
      }
    }
  }

  function costOf(u: number, v: number): number {
    if (u === k) return flow[v]! > low[v]! ? 0 : Number.POSITIVE_INFINITY;
    if (v === k) return flow[u]! < high[u]! ? 0 : Number.POSITIVE_INFINITY;
    return moves.least(u, v);
  }

  function augment(end: number): void {
    let v = end;
    excess[v]!++;
    for (let u = from[v]!; u >= 0; u = from[v]!) {
      if (u === k) flow[v]!--;
      else if (v === k) flow[u]!++;
      else moves.move(u, v);
      v = u;
    }
    excess[v]!--;
  }
}

function cheapest(costs: Float64Array, k: number, prices: Float64Array): Int32Array {
  const labels = new Int32Array(costs.length / k);
  for (let i = 0, at = 0; i < labels.length; i++, at += k) {
    let best = 0;
    let least = costs[at]! + prices[0]!;
    for (let c = 1; c < k; c++) {
      const value = costs[at + c]! + prices[c]!;
      if (value < least) {
        least = value;
        best = c;
      }
    }
    labels[i] = best;
  }
  return labels;
}

/** For each ordered pair of clusters, the cheapest row to move from the one to the other. */
interface Moves {
  /** ∞ where the first has no row. */
  least(u: number, v: number): number;
  /** Moves that row. */
  move(u: number, v: number): void;
}

/**
 * Binary heaps by what a move costs, then by row; a row that has left its cluster is thrown away when it comes up. At first a
 * heap holds only rows that are nearly as cheap elsewhere: prices seldom move so far that the others are asked for.
 */
function openMoves(costs: Float64Array, k: number, labels: Int32Array, prices: Float64Array): Moves {
  const members = Array.from({ length: k }, (): number[] => []);
  for (let i = 0; i < labels.length; i++) members[labels[i]!]!.push(i);
  const heaps = new Array<RowHeap | undefined>(k * k);
  /** Rows up to which a heap holds all. */
  const reach = new Float64Array(k * k);
  const near = usualGap(costs, k, labels, prices);

  function build(u: number, v: number, upTo: number): RowHeap {
    const rows: number[] = [];
    const keys: number[] = [];
    for (const row of members[u]!) {
      const key = costs[row * k + v]! - costs[row * k + u]!;
      if (key > upTo || labels[row] !== u) continue;
      rows.push(row);
      keys.push(key);
    }
    const heap = new RowHeap(rows, keys);
    heaps[u * k + v] = heap;
    reach[u * k + v] = upTo;
    return heap;
  }

  function top(u: number, v: number): RowHeap {
    const heap = heaps[u * k + v] ?? build(u, v, prices[u]! - prices[v]! + near);
    while (heap.size > 0 && labels[heap.row] !== u) heap.pop();
    const upTo = reach[u * k + v]!;
    const isSure = upTo === Number.POSITIVE_INFINITY || (heap.size > 0 && heap.key <= upTo);
    return isSure ? heap : build(u, v, Number.POSITIVE_INFINITY);
  }

  return {
    least(u, v) {
      const heap = top(u, v);
      return heap.size > 0 ? heap.key : Number.POSITIVE_INFINITY;
    },
    move(u, v) {
      const { row } = top(u, v);
      labels[row] = v;
      members[v]!.push(row);
      for (let w = 0; w < k; w++) if (w !== v) heaps[v * k + w]?.push(row, costs[row * k + w]! - costs[row * k + v]!);
    },
  };
}

/** Rows whose gaps are looked at. */
const gapRows = 1024;

/** How much more the second cheapest cluster costs, of an eighth of the rows less than this; ∞ with few rows. */
function usualGap(costs: Float64Array, k: number, labels: Int32Array, prices: Float64Array): number {
  const stride = Math.floor(labels.length / gapRows);
  if (stride < 4) return Number.POSITIVE_INFINITY;
  const gaps = Float64Array.from({ length: gapRows }, (_, i) => {
    const row = i * stride;
    const own = labels[row]!;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) if (c !== own) least = Math.min(least, costs[row * k + c]! + prices[c]!);
    return least - costs[row * k + own]! - prices[own]!;
  });
  return gaps.sort()[gapRows / 8]!;
}

class RowHeap {
  size: number;
  #rows: Int32Array;
  #keys: Float64Array;

  constructor(rows: readonly number[], keys: readonly number[]) {
    this.size = rows.length;
    this.#rows = Int32Array.from(rows);
    this.#keys = Float64Array.from(keys);
    for (let at = (this.size >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  get row(): number {
    return this.#rows[0]!;
  }

  get key(): number {
    return this.#keys[0]!;
  }

  pop(): void {
    this.size--;
    this.#rows[0] = this.#rows[this.size]!;
    this.#keys[0] = this.#keys[this.size]!;
    this.#sink(0);
  }

  push(row: number, key: number): void {
    if (this.size === this.#rows.length) this.#grow();
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(key, row, this.#keys[above]!, this.#rows[above]!)) break;
      this.#rows[at] = this.#rows[above]!;
      this.#keys[at] = this.#keys[above]!;
      at = above;
    }
    this.#rows[at] = row;
    this.#keys[at] = key;
  }

  #sink(start: number): void {
    const [rows, keys] = [this.#rows, this.#keys];
    const [row, key] = [rows[start]!, keys[start]!];
    let at = start;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.size) break;
      if (below + 1 < this.size && isBefore(keys[below + 1]!, rows[below + 1]!, keys[below]!, rows[below]!)) below++;
      if (!isBefore(keys[below]!, rows[below]!, key, row)) break;
      rows[at] = rows[below]!;
      keys[at] = keys[below]!;
      at = below;
    }
    rows[at] = row;
    keys[at] = key;
  }

  #grow(): void {
    const room = 2 * this.#rows.length + 16;
    const rows = new Int32Array(room);
    const keys = new Float64Array(room);
    rows.set(this.#rows);
    keys.set(this.#keys);
    this.#rows = rows;
    this.#keys = keys;
  }
}

function isBefore(key: number, row: number, otherKey: number, otherRow: number): boolean {
  return key < otherKey || (key === otherKey && row < otherRow);
}
