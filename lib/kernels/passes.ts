import { blocksOf, type Centred } from "./columns.ts";
import { packPanels, panelSizes } from "./panels.ts";
import type { Kernels } from "./pool.ts";

/** One pass of Lloyd's algorithm at a time, over state that lives in shared memory until the caller's `release`. */
export interface Passes {
  /** Labels every row afresh. */
  all(centres: Float32Array): void;
  /** Labels the rows whose label may have changed since the last pass; returns how many did. */
  moved(centres: Float32Array): number;
  /** Means of the clusters; an empty one keeps its centre. */
  means(centres: Float32Array): Float32Array;
  /** Gives each empty cluster the row farthest from its centre, while rows differ from their centres. */
  fillEmpty(centres: Float32Array): void;
  /** Σ‖x − centre of its label‖² by the sums alone. */
  inertia(centres: Float32Array): number;
}

export function openPasses(kernels: Kernels, x: Centred, labels: Int32Array, k: number): Passes {
  const { n, d } = x;
  const { rows, count } = blocksOf(n, Math.min(256, Math.max(32, Math.floor(2 ** 19 / (k * d)))));
  const sizes = panelSizes(k, d);
  const panels = { values: kernels.float32(sizes.values), norms: kernels.float32(sizes.norms) };
  const thresholds = kernels.float32(n);
  const moved = kernels.float32(k).fill(0);
  const blockSums = kernels.float64(count * k * d);
  const blockCounts = kernels.int32(count * k);
  const changes = kernels.int32(count);
  const scratch = kernels.float32(kernels.threads * 128);
  const sums = new Float64Array(k * d);
  const counts = new Float64Array(k);
  let seen: Float32Array | undefined;

  function call(kernel: "assignAll" | "assignMoved", centres: Float32Array, work: number): void {
    const widest = packPanels(panels, centres, k, d);
    const args = [
      x.data.byteOffset,
      n,
      d,
      rows,
      k,
      panels.values.byteOffset,
      panels.norms.byteOffset,
      labels.byteOffset,
      thresholds.byteOffset,
      x.norms.byteOffset,
      moved.byteOffset,
      (d + 8) * 2 ** -22,
      2 * widest,
      blockSums.byteOffset,
      blockCounts.byteOffset,
      scratch.byteOffset,
    ];
    if (kernel === "assignMoved") args.push(changes.byteOffset);
    kernels.run(kernel, count, args, work);
    seen = centres;
  }

  function addBlocks(isChanged: (block: number) => boolean): void {
    for (let block = 0; block < count; block++) {
      if (!isChanged(block)) continue;
      const from = block * k * d;
      for (let i = 0; i < k * d; i++) sums[i]! += blockSums[from + i]!;
      for (let j = 0; j < k; j++) counts[j]! += blockCounts[block * k + j]!;
    }
  }

  return {
    all(centres) {
      call("assignAll", centres, n * d * k);
      sums.fill(0);
      counts.fill(0);
      addBlocks(() => true);
    },
    moved(centres) {
      if (seen !== undefined) addDrift(moved, seen, centres, k, d);
      call("assignMoved", centres, n * 4);
      addBlocks((block) => changes[block]! > 0);
      return changes.reduce((sum, value) => sum + value, 0);
    },
    means(centres) {
      return Float32Array.from(centres, (value, i) => {
        const size = counts[Math.floor(i / d)]!;
        return size === 0 ? value : sums[i]! / size;
      });
    },
    fillEmpty(centres) {
      const empty = [...counts.keys()].filter((j) => counts[j] === 0);
      if (empty.length === 0) return;
      const inner = kernels.mark();
      const flat = kernels.float32(k * d);
      flat.set(centres);
      const distances = kernels.float32(n);
      kernels.run(
        "ownDistances",
        count,
        [x.data.byteOffset, n, d, rows, labels.byteOffset, flat.byteOffset, distances.byteOffset],
        n * d,
      );
      for (const j of empty) {
        const row = farthest(distances, labels, counts);
        if (row === undefined) break;
        const from = labels[row]!;
        for (let column = 0; column < d; column++) {
          sums[from * d + column]! -= x.data[row * d + column]!;
          sums[j * d + column] = x.data[row * d + column]!;
        }
        counts[from]!--;
        counts[j] = 1;
        labels[row] = j;
        distances[row] = 0;
        thresholds[row] = Number.NEGATIVE_INFINITY;
      }
      kernels.release(inner);
    },
    inertia(centres) {
      let total = x.totalNorm;
      for (let j = 0; j < k; j++) {
        for (let column = 0; column < d; column++) {
          const value = centres[j * d + column]!;
          total += value * (counts[j]! * value - 2 * sums[j * d + column]!);
        }
      }
      return Math.max(0, total);
    },
  };
}

/** The row farthest from its centre (the first on ties) whose cluster can spare it; none where all distances are 0. */
function farthest(distances: Float32Array, labels: Int32Array, counts: Float64Array): number | undefined {
  let best: number | undefined;
  let distance = 0;
  for (let row = 0; row < distances.length; row++) {
    if (distances[row]! > distance && counts[labels[row]!]! > 1) {
      best = row;
      distance = distances[row]!;
    }
  }
  return best;
}

/** moved[j] += how much nearer another centre can have come beside j: ‖Δc_j‖ + the largest ‖Δc‖ of the others. */
function addDrift(moved: Float32Array, before: Float32Array, after: Float32Array, k: number, d: number): void {
  const drift = Array.from({ length: k }, (_, j) =>
    Math.sqrt(squaredShift(before.subarray(j * d, (j + 1) * d), after.subarray(j * d, (j + 1) * d))),
  );
  const largest = Math.max(...drift);
  const leader = drift.indexOf(largest);
  const second = Math.max(0, ...drift.filter((_, j) => j !== leader));
  for (let j = 0; j < k; j++) {
    const sum = moved[j]! + drift[j]! + (j === leader ? second : largest);
    moved[j] = sum * (1 + 2 ** -22);
  }
}

export function squaredShift(before: Float32Array, after: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += (before[i]! - after[i]!) ** 2;
  return sum;
}
