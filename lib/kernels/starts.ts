import { blocksOf, type Centred } from "./columns.ts";
import type { Kernels } from "./pool.ts";
import { describeRows } from "./rows.ts";

/** What `update` does, in this order (assembly/starts.ts). */
export const step = { sum: 1, means: 2, place: 4, unit: 8 } as const;

/** Several starts of k-means on the same rows, a pass of all active ones at a time. State lies in shared memory. */
export interface Starts {
  /** The starts that the next calls work on. */
  activate(starts: readonly number[]): void;
  /** Labels rows: all in a start's first pass, then those whose label may have changed. */
  assign(): void;
  update(what: number): void;
  /** k × d of each start: where its centres are, and where `place` will move them. */
  centres(start: number): Float32Array;
  next(start: number): Float32Array;
  labels(start: number): Int32Array;
  /** Of each cluster, as last summed: k × d, k. */
  sums(start: number): Float64Array;
  counts(start: number): Float64Array;
  /** Rows whose label the last summed pass changed. */
  changes(start: number): number;
  /** Σ‖Δc‖² of the last move. */
  shift(start: number): number;
  /** Σ‖x − centre of its label‖², from the sums alone. */
  inertia(start: number): number;
}

export function openStarts(kernels: Kernels, x: Centred, k: number, count: number): Starts {
  const { n, d } = x;
  const size = k * d;
  const lanes = Math.ceil(k / 4) * 4;
  const blocks = blocksOf(n, Math.min(256, Math.max(32, Math.floor(2 ** 19 / size))));
  const active = kernels.int32(count);
  const fresh = kernels.int32(count).fill(1);
  const labels = kernels.int32(count * n);
  const thresholds = kernels.float32(count * n);
  const moved = kernels.float32(count * k).fill(0);
  const centres = kernels.float32(count * size).fill(0);
  const next = kernels.float32(count * size);
  const panels = kernels.float32(count * lanes * d);
  const panelNorms = kernels.float32(count * lanes);
  const widest = kernels.float32(count);
  const sums = kernels.float64(count * size);
  const counts = kernels.float64(count * k);
  const blockSums = kernels.float64(count * blocks.count * size);
  const blockCounts = kernels.float64(count * blocks.count * k);
  const blockChanges = kernels.int32(count * blocks.count);
  const changes = kernels.int32(count);
  const shift = kernels.float64(count);
  const arrays = [
    active,
    fresh,
    labels,
    thresholds,
    moved,
    centres,
    next,
    panels,
    panelNorms,
    widest,
    sums,
    counts,
    blockSums,
    blockCounts,
    blockChanges,
    changes,
    shift,
  ];
  const description = kernels.int32(1 + arrays.length);
  description.set([k, ...arrays.map((view) => view.byteOffset)]);
  const args = [describeRows(kernels, x, blocks), description.byteOffset];
  const scratch = kernels.float32(kernels.threads * 1024).byteOffset;
  let working = 0;

  return {
    activate(starts) {
      active.set(starts);
      working = starts.length;
    },
    assign() {
      const isFirst = fresh[active[0]!] === 1;
      kernels.run("assignStarts", working * blocks.count, [...args, scratch], working * n * (isFirst ? size : 8));
    },
    update(what) {
      kernels.run("updateStarts", working, [...args, what], working * blocks.count * size);
    },
    centres: (start) => centres.subarray(start * size, (start + 1) * size),
    next: (start) => next.subarray(start * size, (start + 1) * size),
    labels: (start) => labels.subarray(start * n, (start + 1) * n),
    sums: (start) => sums.subarray(start * size, (start + 1) * size),
    counts: (start) => counts.subarray(start * k, (start + 1) * k),
    changes: (start) => changes[start]!,
    shift: (start) => shift[start]!,
    inertia(start) {
      let total = x.totalNorm;
      for (let i = start * size; i < (start + 1) * size; i++) {
        const value = centres[i]!;
        total += value * (counts[Math.floor(i / d)]! * value - 2 * sums[i]!);
      }
      return Math.max(0, total);
    },
  };
}
