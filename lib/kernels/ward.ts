import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { columnMeans, place } from "./columns.ts";
import { type Merge, type MergeTree, orderMerges } from "./merge-tree.ts";
import type { Kernels } from "./pool.ts";

/** Below this share of living slots the others are given up. */
const crowded = 0.6;

/**
 * Ward's hierarchy (Ward 1963, doi:10.1080/01621459.1963.10500845): every merge adds the least to the sum of squares within
 * clusters. Heights are √(2|A||B| / (|A| + |B|))·‖a − b‖ between centroids, in the unit of x, so that two single rows merge at
 * their distance. In rounds: whoever lost its nearest cluster looks for another, then all pairs that are nearest to each other
 * merge at once, which the linkage allows because a merge brings no cluster nearer to a third (reducibility: Bruynooghe 1978).
 * Nearest clusters are searched in f32 and decided in f64 wherever f32 cannot tell, so the tree is that of f64.
 * x: n × d, finite, n ≥ 1; weights: rows that each stands for, 1 unless given. O(n²·d) time, 12 bytes a value of memory.
 * @throws TOO_FEW_USERS when n = 0.
 */
export function wardTree(kernels: Kernels, x: Matrix, weights?: ArrayLike<number>): MergeTree {
  const { rows: n } = x;
  if (n === 0) throw new CladeError("TOO_FEW_USERS", { users: 0, k: 1 });
  const mark = kernels.mark();
  const merges: Merge[] = [];
  const slots = openSlots(kernels, x, weights);
  let waiting = slots.alive();
  let isExact = false;
  while (merges.length < n - 1) {
    slots.search(waiting, isExact);
    const pairs = slots.reciprocalPairs();
    for (const [a, b] of pairs) merges.push(slots.merge(a, b, n + merges.length));
    isExact = pairs.length === 0;
    if (slots.isThin()) slots.compact();
    waiting = isExact ? slots.alive() : slots.searching();
  }
  kernels.release(mark);
  return orderMerges(merges, n);
}

function openSlots(kernels: Kernels, x: Matrix, weights: ArrayLike<number> | undefined) {
  const { rows: n, cols: d } = x;
  const mean = columnMeans(kernels, place(kernels, x), n, d);
  let count = Math.ceil(n / 8);
  let living = n;
  let widest = 0;
  const panels = kernels.float32(count * 8 * d).fill(0);
  const sizes = kernels.float32(count * 8).fill(0);
  const exact = kernels.float64(count * 8 * d).fill(0);
  const masses = kernels.float64(count * 8).fill(0);
  const scratchBytes = 192 + 16 * d + 64;
  const scratches = kernels.float32((kernels.threads * scratchBytes) / 4);
  const description = kernels.int32(7);
  const queries = kernels.int32(n);
  const nearestOf = kernels.int32(n);
  const best = kernels.float32(n);
  const second = kernels.float32(n);
  const exactBest = kernels.float64(n);
  const node = Int32Array.from({ length: count * 8 }, (_, slot) => slot);
  const nearest = new Int32Array(count * 8).fill(-1);
  const distance = new Float64Array(count * 8);

  for (let slot = 0; slot < n; slot++) {
    const weight = weights?.[slot] ?? 1;
    write(slot, weight, (j) => x.data[slot * d + j]! - mean[j]!);
  }

  function write(slot: number, mass: number, value: (j: number) => number): void {
    masses[slot] = mass;
    sizes[slot] = mass;
    for (let j = 0; j < d; j++) {
      const v = value(j);
      exact[slot * d + j] = v;
      panels[((slot >> 3) * d + j) * 8 + (slot & 7)] = v;
      widest = Math.max(widest, Math.abs(v));
    }
  }

  /** Σ(a − b)² of two slots' centroids, weighed. */
  function exactDistance(a: number, b: number): number {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (exact[a * d + j]! - exact[b * d + j]!) ** 2;
    return ((masses[a]! * masses[b]!) / (masses[a]! + masses[b]!)) * sum;
  }

  function describe(): number {
    const parts = [panels.byteOffset, sizes.byteOffset, count, d, exact.byteOffset, scratches.byteOffset, scratchBytes];
    description.set(parts);
    return description.byteOffset;
  }

  /** How far a distance in f32 may be off: values are rounded, then their differences, squares and sums. */
  function slack(value: number, mass: number): number {
    const rounding = 2 ** -23 * widest * Math.sqrt(mass * d);
    return 4 * Math.sqrt(Math.max(0, value)) * rounding + 4 * rounding * rounding + value * (d + 8) * 2 ** -23;
  }

  function searchExactly(of: readonly number[]): void {
    if (of.length === 0) return;
    queries.set(of);
    const args = [queries, masses, nearestOf, exactBest].map(({ byteOffset }) => byteOffset);
    kernels.run("nearestWardExactly", of.length, [describe(), ...args], of.length * count * 8 * d * 4);
    for (const [i, slot] of of.entries()) {
      nearest[slot] = nearestOf[i]!;
      distance[slot] = exactBest[i]!;
    }
  }

  const slotsOf = (test: (slot: number) => boolean) => {
    const found: number[] = [];
    for (let slot = 0; slot < count * 8; slot++) if (masses[slot]! > 0 && test(slot)) found.push(slot);
    return found;
  };

  return {
    alive: () => slotsOf(() => true),
    /** Whose nearest cluster is gone, or is another one by now. */
    searching: () => slotsOf((slot) => nearest[slot]! < 0 || nearest[nearest[slot]!]! === -1),
    isThin: () => count > 1 && living < crowded * count * 8,

    search(of: readonly number[], isExact: boolean): void {
      if (isExact) {
        searchExactly(of);
        return;
      }
      queries.set(of);
      const args = [queries.byteOffset, of.length, nearestOf.byteOffset, best.byteOffset, second.byteOffset];
      kernels.run("nearestWard", Math.ceil(of.length / 4), [describe(), ...args], of.length * count * 8 * d);
      const unsure: number[] = [];
      for (const [i, slot] of of.entries()) {
        const value = best[i]!;
        if (second[i]! - value <= slack(second[i]!, masses[slot]!)) unsure.push(slot);
        else {
          nearest[slot] = nearestOf[i]!;
          distance[slot] = exactDistance(slot, nearestOf[i]!);
        }
      }
      searchExactly(unsure);
    },

    reciprocalPairs(): [number, number][] {
      const pairs: [number, number][] = [];
      for (let a = 0; a < count * 8; a++) {
        const b = nearest[a]!;
        if (masses[a]! > 0 && b > a && nearest[b] === a) pairs.push([a, b]);
      }
      return pairs;
    },

    /** b joins a, whose node is then `merged`; both are without a nearest cluster. */
    merge(a: number, b: number, merged: number): Merge {
      const [massA, massB] = [masses[a]!, masses[b]!];
      const merge = {
        ...{ a: node[a]!, b: node[b]! },
        height: Math.sqrt(2 * distance[a]!),
        size: massA + massB,
      };
      const total = massA + massB;
      write(a, total, (j) => exact[a * d + j]! + (massB / total) * (exact[b * d + j]! - exact[a * d + j]!));
      masses[b] = 0;
      sizes[b] = 0;
      node[a] = merged;
      nearest[a] = -1;
      nearest[b] = -1;
      living--;
      return merge;
    },

    compact(): void {
      const moved = new Int32Array(count * 8).fill(-1);
      let to = 0;
      for (let slot = 0; slot < count * 8; slot++) {
        if (masses[slot] === 0) continue;
        moved[slot] = to;
        if (to < slot) {
          write(to, masses[slot]!, (j) => exact[slot * d + j]!);
          node[to] = node[slot]!;
          nearest[to] = nearest[slot]!;
          distance[to] = distance[slot]!;
        }
        to++;
      }
      for (let slot = 0; slot < to; slot++) if (nearest[slot]! >= 0) nearest[slot] = moved[nearest[slot]!]!;
      masses.fill(0, to);
      sizes.fill(0, to);
      nearest.fill(-1, to);
      count = Math.ceil(to / 8);
    },
  };
}
