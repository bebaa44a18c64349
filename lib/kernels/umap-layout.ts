import type { Random } from "../core/random.ts";
import type { Kernels } from "./pool.ts";
import type { UmapCurve } from "./umap-curve.ts";
import type { UmapEdges } from "./umap-edges.ts";

/** Places that take turns: the more, the fresher is what a row sees of others. */
const colours = 4;
const rowsOfBlock = 64;
/** Rows that push for each pull: `drawn` are looked at for them (assembly/umap.ts). */
const pushes = 5;
const drawn = 3;

export interface LayoutOptions {
  readonly curve: UmapCurve;
  readonly epochs: number;
  readonly random: Random;
  /** Of the first steps; it falls in a line to 0. */
  readonly rate: number;
  readonly progress?: ((fraction: number) => void) | undefined;
}

/**
 * Moves places of a map, n × 2, by stochastic gradient steps towards those they have edges to and away from others drawn evenly, at a rate that
 * falls to 0 (McInnes, Healy & Melville 2018, arXiv:1802.03426, section 4). Every so manieth place moves at a time, in full view of where
 * the others stand, and its draws are its own, so that the bytes do not depend on who moves it.
 */
export function layOut(kernels: Kernels, at: Float32Array, edges: UmapEdges, options: LayoutOptions): void {
  const { curve, epochs, random, rate, progress } = options;
  const n = at.length / 2;
  const mark = kernels.mark();
  const counts = Array.from({ length: colours }, (_, colour) => Math.ceil((n - colour) / colours));
  const firsts = counts.map((_, colour) => counts.slice(0, colour).reduce((sum, count) => sum + count, 0));
  const numberOf = (place: number) => firsts[place % colours]! + Math.floor(place / colours);
  const from = kernels.float32(2 * n);
  const to = kernels.float32(2 * n);
  for (let place = 0; place < n; place++) from.set(at.subarray(2 * place, 2 * place + 2), 2 * numberOf(place));
  const largest = edges.weights.reduce((most, weight) => Math.max(most, weight), 0);
  const dueEdges = placeEdges(kernels, edges, largest, epochs, numberOf);
  const layout = describeLayout(kernels, { from, to, n, colours, edges: dueEdges, curve, random });
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [colour, count] of counts.entries()) {
      const first = firsts[colour]!;
      const args = [layout, colour, first, count, epoch + 1, rate * (1 - epoch / epochs)];
      kernels.run("moveRows", Math.ceil(count / rowsOfBlock), args, (dueEdges.due * 100) / colours);
      from.set(to.subarray(2 * first, 2 * (first + count)), 2 * first);
    }
    progress?.((epoch + 1) / epochs);
  }
  for (let place = 0; place < n; place++) {
    const number = numberOf(place);
    at[2 * place] = from[2 * number]!;
    at[2 * place + 1] = from[2 * number + 1]!;
  }
  kernels.release(mark);
}

/**
 * Moves newcomers, m × 2, among n places that stay where they are; edges go from the newcomers to these.
 */
export function layAmong(
  kernels: Kernels,
  fixed: Float32Array,
  at: Float32Array,
  edges: UmapEdges,
  { curve, epochs, random, rate }: LayoutOptions,
): void {
  const [n, m] = [fixed.length / 2, at.length / 2];
  const mark = kernels.mark();
  const from = kernels.float32(2 * (n + m));
  const to = kernels.float32(2 * (n + m));
  from.set(fixed);
  from.set(at, 2 * n);
  const dueEdges = placeEdges(kernels, edges, 1, epochs, (place) => place);
  const layout = describeLayout(kernels, { from, to, n, colours: 1, edges: dueEdges, curve, random });
  for (let epoch = 0; epoch < epochs; epoch++) {
    const args = [layout, 0, n, m, epoch + 1, rate * (1 - epoch / epochs)];
    kernels.run("moveRows", Math.ceil(m / rowsOfBlock), args, dueEdges.due * 100);
    from.set(to.subarray(2 * n), 2 * n);
  }
  at.set(from.subarray(2 * n));
  kernels.release(mark);
}

interface LayoutParts extends Pick<LayoutOptions, "curve" | "random"> {
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** Rows that are drawn to push. */
  readonly n: number;
  readonly colours: number;
  readonly edges: DueEdges;
}

/** The kernel's description (assembly/umap.ts). */
function describeLayout(kernels: Kernels, { from, to, n, colours, edges, curve, random }: LayoutParts): number {
  const layout = kernels.int32(12);
  layout.set([from.byteOffset, to.byteOffset, n, colours, ...edges.addresses, rowsOfBlock, random.int(0xffff_ffff)]);
  new Float32Array(layout.buffer, layout.byteOffset + 36, 3).set([curve.a, curve.b, pushes / drawn]);
  return layout.byteOffset;
}

interface DueEdges {
  readonly addresses: readonly number[];
  /** How many are due in an epoch, about. */
  readonly due: number;
}

/** Edges that are due at least once, and how often of 2³² times: always where they weigh `largest`. */
function placeEdges(
  kernels: Kernels,
  { starts, targets, weights }: UmapEdges,
  largest: number,
  epochs: number,
  numberOf: (place: number) => number,
): DueEdges {
  const n = starts.length - 1;
  const placed = kernels.int32(n + 1);
  const numbers = kernels.int32(targets.length);
  const rates = kernels.int32(targets.length);
  let end = 0;
  let due = 0;
  for (let place = 0; place < n; place++) {
    placed[place] = end;
    for (let edge = starts[place]!; edge < starts[place + 1]!; edge++) {
      const often = weights[edge]! / largest;
      if (often * epochs < 1) continue;
      numbers[end] = numberOf(targets[edge]!);
      rates[end++] = Math.floor(often * 0xffff_ffff);
      due += often;
    }
  }
  placed[n] = end;
  return { addresses: [placed.byteOffset, numbers.byteOffset, rates.byteOffset], due };
}
