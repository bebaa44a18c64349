import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { columnMeans, place } from "./columns.ts";
import { covarianceOf, project } from "./pca.ts";
import type { Kernels } from "./pool.ts";
import type { UmapEdges } from "./umap-edges.ts";

/** Half the width of the map that most rows start on. */
const reach = 10;
/** Rows closer than this have nothing that tells them apart until a draw does. */
const noise = 1e-4;
const turns = 60;
/** Rows that tell where the axes are. */
const looked = 16_384;

/**
 * Where rows start, n × 2: along the two axes of largest variance, three deviations of the first at `reach`/√2 and what is farther drawn in,
 * so that no outlier squeezes the others into a point. The axes are as good as 60 turns of orthogonal iteration make them, on
 * evenly spaced rows; each one's loading of largest size is positive, so that a map does not flip.
 */
export function startOnAxes(kernels: Kernels, x: Matrix, random: Random): Float32Array {
  const { rows: n, cols: d } = x;
  const mark = kernels.mark();
  const data = place(kernels, x);
  const shift = kernels.float32(Math.ceil(d / 8) * 8).fill(0);
  shift.set(columnMeans(kernels, data, n, d));
  const some = everyNth(kernels, data, n, d);
  const { covariance, mean } = covarianceOf(kernels, some, some.length / d, d, shift);
  const { axes, deviation } = mainAxes(covariance, d, random);
  const count = axes.length / d;
  const scores = project(kernels, data, { n, d, count }, shift, axes, mean);
  kernels.release(mark);
  const start = new Float32Array(2 * n);
  for (let row = 0; row < n; row++) {
    for (let axis = 0; axis < 2; axis++) {
      const score = axis < count && deviation > 0 ? scores[row * count + axis]! / (3 * deviation) : 0;
      start[2 * row + axis] = (reach * score) / Math.sqrt(1 + score * score) + noise * random.normal();
    }
  }
  return start;
}

/**
 * Puts places that are not known (NaN) amid the known ones that they have edges to, then the next ones amid these, and who has none in
 * the middle of all; at: places × 2, in place. Gives the share that is known.
 */
export function startAmongKnown(at: Float32Array, edges: UmapEdges, random: Random): number {
  const n = at.length / 2;
  let waiting = Array.from({ length: n }, (_, place) => place).filter((place) => !isKnown(at, place));
  const known = n - waiting.length;
  while (waiting.length > 0) {
    const found = waiting.map((place) => amidKnown(at, edges, place));
    const rest = found.every((spot) => spot === null) ? middleOf(at) : null;
    for (const [i, place] of waiting.entries()) {
      const spot = found[i] ?? rest;
      if (spot !== null) at.set([spot[0] + noise * random.normal(), spot[1] + noise * random.normal()], 2 * place);
    }
    waiting = waiting.filter((place) => !isKnown(at, place));
  }
  return known / Math.max(1, n);
}

function isKnown(at: Float32Array, place: number): boolean {
  return Number.isFinite(at[2 * place]!) && Number.isFinite(at[2 * place + 1]!);
}

function amidKnown(at: Float32Array, { starts, targets, weights }: UmapEdges, place: number): [number, number] | null {
  let [sum, x, y] = [0, 0, 0];
  for (let edge = starts[place]!; edge < starts[place + 1]!; edge++) {
    const other = targets[edge]!;
    if (!isKnown(at, other)) continue;
    sum += weights[edge]!;
    x += weights[edge]! * at[2 * other]!;
    y += weights[edge]! * at[2 * other + 1]!;
  }
  return sum > 0 ? [x / sum, y / sum] : null;
}

function middleOf(at: Float32Array): [number, number] {
  let [count, x, y] = [0, 0, 0];
  for (let place = 0; place < at.length / 2; place++) {
    if (!isKnown(at, place)) continue;
    count++;
    x += at[2 * place]!;
    y += at[2 * place + 1]!;
  }
  return count > 0 ? [x / count, y / count] : [0, 0];
}

function everyNth(kernels: Kernels, data: Float32Array, n: number, d: number): Float32Array {
  const step = Math.ceil(n / looked);
  if (step === 1) return data;
  const some = kernels.float32(Math.floor(n / step) * d);
  for (let i = 0; i < some.length / d; i++) some.set(data.subarray(i * step * d, (i * step + 1) * d), i * d);
  return some;
}

/** At most two unit vectors, and the deviation along the first. */
function mainAxes(covariance: Float64Array, d: number, random: Random): { axes: Float64Array; deviation: number } {
  const count = Math.min(2, d);
  const axes = Float64Array.from({ length: count * d }, () => random.normal());
  let variance = 0;
  for (let turn = 0; turn < turns; turn++) {
    for (let c = 0; c < count; c++) {
      const axis = axes.subarray(c * d, (c + 1) * d);
      axis.set(times(covariance, axis));
      if (c > 0) removePart(axis, axes.subarray(0, d));
      const length = Math.sqrt(dot(axis, axis));
      if (c === 0) variance = length;
      if (length > 0) for (let j = 0; j < d; j++) axis[j]! /= length;
    }
  }
  for (let c = 0; c < count; c++) pointUp(axes.subarray(c * d, (c + 1) * d));
  return { axes, deviation: Math.sqrt(variance) };
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const d = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * d, (i + 1) * d), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function removePart(axis: Float64Array, unit: Float64Array): void {
  const part = dot(axis, unit);
  for (let j = 0; j < axis.length; j++) axis[j]! -= part * unit[j]!;
}

function pointUp(axis: Float64Array): void {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  if (largest < 0) for (let j = 0; j < axis.length; j++) axis[j] = -axis[j]!;
}
