import { maskId } from "../core/mask-id.ts";
import type { Random } from "../core/random.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import type { Groups } from "./profile.ts";
import type { MapData, NearnessMap } from "./schema.ts";

/** Users that are drawn, at most. */
export const mostDrawn = 20_000;

export interface MapInput {
  readonly users: number;
  readonly explained: readonly [number, number];
  /** Of those who are drawn, one entry each. */
  readonly ids: readonly string[];
  readonly labels: Int32Array;
  /** Two entries each. */
  readonly coordinates: Float32Array;
  readonly silhouette: Float32Array;
  /** Their places by nearness, two entries each, and how it was made. */
  readonly nearness?: { readonly summary: NeighbourMapSummary; readonly coordinates: Float32Array };
  /** Features of the hover card. */
  readonly cards: readonly { readonly feature: string; readonly decimals: number; readonly values: Float64Array }[];
}

/** The map as it is drawn: rounded, ids masked. */
export function drawMap(input: MapInput): MapData {
  return {
    drawn: input.ids.length,
    users: input.users,
    explained: input.explained,
    ids: input.ids.map(maskId),
    ...placesOf(input.coordinates),
    segment: [...input.labels],
    silhouette: roundAll(input.silhouette, 2),
    values: input.cards.map(({ feature, decimals, values }) => ({ feature, values: roundAll(values, decimals) })),
    ...(input.nearness ? { nearness: drawNearness(input.nearness) } : {}),
  };
}

function drawNearness({ summary, coordinates }: NonNullable<MapInput["nearness"]>): NearnessMap {
  const { columns: _, ...made } = summary;
  return { ...made, ...placesOf(coordinates) };
}

function placesOf(coordinates: Float32Array): { readonly x: number[]; readonly y: number[] } {
  const axis = (at: 0 | 1) =>
    Array.from({ length: coordinates.length / 2 }, (_, i) => round(coordinates[2 * i + at] ?? 0, 3));
  return { x: axis(0), y: axis(1) };
}

function roundAll(values: Float32Array | Float64Array, decimals: number): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? round(value, decimals) : null));
}

/**
 * Stratified sample of at most `most` rows of all groups: each gives its share, rounded, but ten (or all it has); within it,
 * selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S). Ascending row numbers.
 */
export function sampleRows({ order, starts }: Groups, random: Random, most: number): Int32Array {
  const k = starts.length - 1;
  if (order.length <= most) return order.slice().sort();
  const chosen: number[] = [];
  for (let segment = 0; segment < k; segment++) {
    const from = starts[segment] ?? 0;
    const size = (starts[segment + 1] ?? 0) - from;
    let wanted = Math.min(size, Math.max(Math.floor((size * most) / order.length), Math.min(10, Math.floor(most / k))));
    const stream = random.fork(`segment ${segment}`);
    for (let i = 0; i < size && wanted > 0; i++) {
      if (stream.next() * (size - i) >= wanted) continue;
      chosen.push(order[from + i] ?? 0);
      wanted--;
    }
  }
  return Int32Array.from(chosen).sort();
}

function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}

/** Of each segment, the share of silhouettes below 0 among those that are known, 0…1; 0 where none is. */
export function shareBelowZero(silhouette: Float32Array, labels: Int32Array, k: number): number[] {
  const below = new Float64Array(k);
  const known = new Float64Array(k);
  for (const [row, label] of labels.entries()) {
    const width = silhouette[row] ?? Number.NaN;
    if (label < 0 || label >= k || Number.isNaN(width)) continue;
    known[label] = (known[label] ?? 0) + 1;
    if (width < 0) below[label] = (below[label] ?? 0) + 1;
  }
  return Array.from(below, (count, segment) => count / Math.max(known[segment] ?? 0, 1));
}

/**
 * Silhouettes of each of the first k groups from high to low: all of them, or `most` evenly spaced ones with the first and the
 * last. NaN (nobody to compare with) is left out.
 */
export function drawSilhouettes(
  silhouette: Float32Array,
  { order, starts }: Groups,
  k: number,
  most = 400,
): number[][] {
  return Array.from({ length: k }, (_, segment) => {
    const rows = order.subarray(starts[segment], starts[segment + 1]);
    const found = new Float32Array(rows.length);
    let count = 0;
    for (const row of rows) {
      const width = silhouette[row] ?? Number.NaN;
      if (!Number.isNaN(width)) found[count++] = width;
    }
    const values = found.subarray(0, count).sort().reverse();
    const drawn = Math.min(most, values.length);
    const step = drawn > 1 ? (values.length - 1) / (drawn - 1) : 0;
    return Array.from({ length: drawn }, (_, i) => round(values[Math.round(i * step)] ?? 0, 3));
  });
}
