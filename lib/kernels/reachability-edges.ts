import type { NearestRows } from "./nearest-rows.ts";
import type { Kernels } from "./pool.ts";
import { cellRows, type SpaceCells } from "./space-cells.ts";

/** An edge of the spanning tree between two places; reach and distance are squared. */
export interface ReachEdge {
  readonly from: number;
  readonly to: number;
  /** The larger of both core distances and the distance. */
  readonly reach: number;
  readonly distance: number;
}

/** Of the rows that have to be searched every so manieth is searched first, which tells how far the others need to look. */
const shares = [64, 8, 1] as const;

/**
 * Minimum spanning tree of mutual reachability. In each round every component takes its best edge to another one. Most rows know
 * theirs from their nearest rows, or from a round before; the others are searched, but only where they could still beat the best
 * that their component has. core: squared core distances by place.
 */
export function joinComponents(
  kernels: Kernels,
  cells: SpaceCells,
  nearest: NearestRows,
  core: Float64Array,
): ReachEdge[] {
  const n = core.length;
  const edges: ReachEdge[] = [];
  const forest = openForest(kernels, cells, core);
  const known = openKnown(cells, nearest, core);
  const search = openSearch(kernels, cells, forest, core);
  while (edges.length < n - 1) {
    const { component, best } = forest.startRound();
    for (let place = 0; place < n; place++) known.update(place, component);
    for (let place = 0; place < n; place++) known.offer(place, component, best);
    for (const share of shares) {
      const waiting: number[] = [];
      for (let place = 0; place < n; place++) if (known.mayBeat(place, best, component)) waiting.push(place);
      const some = waiting.filter((_, i) => i % share === 0);
      search(some, best, known);
      for (const place of some) known.offer(place, component, best);
    }
    edges.push(...forest.join(best));
  }
  return edges;
}

/** The best edge of each component so far, by the component's number. */
interface BestEdges {
  readonly reach: Float64Array;
  readonly distance: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

function openForest(kernels: Kernels, cells: SpaceCells, core: Float64Array) {
  const n = core.length;
  const component = kernels.int32(n);
  const cellComponent = kernels.int32(cells.count);
  const parent = Int32Array.from({ length: n }, (_, place) => place);
  const best = {
    reach: kernels.float64(n),
    distance: new Float64Array(n),
    from: new Int32Array(n),
    to: new Int32Array(n),
  };
  const rootOf = (place: number) => {
    let at = place;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    component,
    cellComponent,
    startRound(): { component: Int32Array; best: BestEdges } {
      for (let place = 0; place < n; place++) component[place] = rootOf(place);
      for (let cell = 0; cell < cells.count; cell++) {
        const own = component.subarray(cell * cellRows, Math.min(n, (cell + 1) * cellRows));
        cellComponent[cell] = own.every((of) => of === own[0]) ? own[0]! : -1;
      }
      best.reach.fill(Number.POSITIVE_INFINITY);
      best.distance.fill(Number.POSITIVE_INFINITY);
      best.from.fill(-1);
      return { component, best };
    },
    /** Edges that join what was apart; of two components that chose the same one, it is taken once. */
    join({ reach, distance, from, to }: BestEdges): ReachEdge[] {
      const taken: ReachEdge[] = [];
      for (let of = 0; of < n; of++) {
        if (from[of]! < 0) continue;
        const [a, b] = [rootOf(from[of]!), rootOf(to[of]!)];
        if (a === b) continue;
        parent[Math.max(a, b)] = Math.min(a, b);
        taken.push({ from: from[of]!, to: to[of]!, reach: reach[of]!, distance: distance[of]! });
      }
      return taken;
    },
  };
}

type Known = ReturnType<typeof openKnown>;

/** What each row knows of edges to other components. */
function openKnown({ rowAt }: SpaceCells, { squared, places }: NearestRows, core: Float64Array) {
  const n = core.length;
  const k = squared.length / n;
  /** An edge to another component, −1 for none; where it `isBest`, no other of this row is better. */
  const to = new Int32Array(n).fill(-1);
  const reach = new Float64Array(n);
  const distance = new Float64Array(n);
  const isBest = new Uint8Array(n);
  /** No edge to another component, but for one that is known, is below. */
  const least = new Float64Array(n);
  for (let place = 0; place < n; place++) {
    const beyond = squared[place * k + k - 1]!;
    least[place] = k === n ? Number.POSITIVE_INFINITY : Math.max(core[place]!, beyond);
  }

  function lookUp(place: number, component: Int32Array): void {
    const own = component[place]!;
    to[place] = -1;
    reach[place] = Number.POSITIVE_INFINITY;
    for (let at = place * k; at < (place + 1) * k; at++) {
      const other = places[at]!;
      if (component[other] === own) continue;
      const found = Math.max(core[place]!, core[other]!, squared[at]!);
      if (found > reach[place]!) continue;
      if (found === reach[place] && isAfter(squared[at]!, distance[place]!, other, to[place]!)) continue;
      to[place] = other;
      reach[place] = found;
      distance[place] = squared[at]!;
    }
    isBest[place] = to[place]! >= 0 && reach[place]! <= least[place]! ? 1 : 0;
  }

  /** Of two equally reachable rows, which one comes later? */
  function isAfter(a: number, b: number, placeA: number, placeB: number): boolean {
    return a > b || (a === b && rowAt[placeA]! > rowAt[placeB]!);
  }

  return {
    /** After components were joined: is the edge still one to another component? */
    update(place: number, component: Int32Array): void {
      if (to[place]! >= 0 && component[to[place]!] !== component[place]) return;
      if (isBest[place] === 1) least[place] = Math.max(least[place]!, reach[place]!);
      lookUp(place, component);
    },
    mayBeat(place: number, best: BestEdges, component: Int32Array): boolean {
      return isBest[place] === 0 && least[place]! <= best.reach[component[place]!]!;
    },
    /** What a search within `most` came to. */
    searched(place: number, found: number, most: number, foundReach: number, foundDistance: number): void {
      if (found < 0) {
        // Nobody is within `most`, so an edge that is known, if any, lies beyond it and is not needed.
        least[place] = Math.max(least[place]!, most);
        isBest[place] = to[place]! >= 0 && reach[place]! <= least[place]! ? 1 : 0;
        return;
      }
      to[place] = found;
      reach[place] = foundReach;
      distance[place] = foundDistance;
      isBest[place] = 1;
    },
    offer(place: number, component: Int32Array, best: BestEdges): void {
      if (to[place]! < 0) return;
      const own = component[place]!;
      if (reach[place]! > best.reach[own]!) return;
      if (reach[place] === best.reach[own]) {
        if (distance[place]! > best.distance[own]!) return;
        if (distance[place] === best.distance[own] && rowAt[place]! >= rowAt[best.from[own]!]!) return;
      }
      best.reach[own] = reach[place]!;
      best.distance[own] = distance[place]!;
      best.from[own] = place;
      best.to[own] = to[place]!;
    },
  };
}

function openSearch(
  kernels: Kernels,
  cells: SpaceCells,
  { component, cellComponent }: ReturnType<typeof openForest>,
  core: Float64Array,
) {
  const n = core.length;
  const cellCore = kernels.float64(cells.count).fill(Number.POSITIVE_INFINITY);
  for (let place = 0; place < n; place++) {
    const cell = Math.floor(place / cellRows);
    cellCore[cell] = Math.min(cellCore[cell]!, core[place]!);
  }
  const queries = kernels.int32(n);
  const reach = kernels.float64(n);
  const distance = kernels.float64(n);
  const found = kernels.int32(n);
  const description = kernels.float64(6);
  description[0] = cells.rounding;
  return (of: readonly number[], best: BestEdges, known: Known): void => {
    if (of.length === 0) return;
    queries.set(of);
    const views = [core, cellCore, component, cellComponent, best.reach, queries, reach, distance, found];
    const addresses = views.map(({ byteOffset }) => byteOffset);
    new Int32Array(description.buffer, description.byteOffset + 8, addresses.length).set(addresses);
    const work = of.length * n * cells.origin.length * 0.25;
    kernels.run("nearestOutsider", of.length, [cells.address, description.byteOffset], work);
    for (const [i, place] of of.entries())
      known.searched(place, found[i]!, best.reach[component[place]!]!, reach[i]!, distance[i]!);
  };
}
