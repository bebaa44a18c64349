import type { Matrix } from "../../core/matrix.ts";

/** Columns cut into few steps, so that a split is looked for among bins and not among values. */
export interface BinnedColumns {
  readonly rows: number;
  /** Per column: upper edges, rising; a value belongs to the first bin whose edge is at or above it, else to the last. */
  readonly edges: readonly Float64Array[];
  /** rows × columns: all of a row's bins stand together, as a node looks at every column of its rows. */
  readonly bins: Uint8Array;
}

/** Edges at quantiles of the values, between neighbouring ones; no more bins than different values. x: n × d, finite. */
export function binColumns({ data, rows, cols }: Matrix, most: number): BinnedColumns {
  const edges: Float64Array[] = [];
  const bins = new Uint8Array(rows * cols);
  for (let column = 0; column < cols; column++) {
    const values = Float64Array.from({ length: rows }, (_, row) => data[row * cols + column] ?? 0);
    const own = edgesOf(values.toSorted(), most);
    edges.push(own);
    for (const [row, value] of values.entries()) bins[row * cols + column] = binOf(own, value);
  }
  return { rows, edges, bins };
}

export function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function edgesOf(sorted: Float64Array, most: number): Float64Array {
  const edges: number[] = [];
  for (let bin = 1; bin < most; bin++) {
    const place = Math.floor((bin * sorted.length) / most);
    const [low, high] = [sorted[place - 1], sorted[place]];
    if (low === undefined || high === undefined) continue;
    // Where a quantile falls among equal values, the edge lies at the next different one above or below.
    const edge = low === high ? boundaryNear(sorted, place) : low + (high - low) / 2;
    if (edge !== undefined && edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

function boundaryNear(sorted: Float64Array, place: number): number | undefined {
  const value = sorted[place] ?? 0;
  let above = place;
  while (above < sorted.length && sorted[above] === value) above++;
  const next = sorted[above];
  return next === undefined ? undefined : value + (next - value) / 2;
}
