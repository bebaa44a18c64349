import { maskId } from "../core/mask-id.ts";
import type { Random } from "../core/random.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import { groupsOf } from "./no-segment.ts";
import { groupBySegment } from "./profile.ts";
import type { MapData, NearnessMap } from "./schema.ts";

export interface MapInput {
  readonly ids: readonly string[];
  readonly labels: Int32Array;
  readonly k: number;
  /** n × 2, row-major. */
  readonly coordinates: Float32Array;
  readonly silhouette: Float32Array;
  readonly explained: readonly [number, number];
  /** Their places by nearness, n × 2, and how it was made. */
  readonly nearness?: { readonly summary: NeighbourMapSummary; readonly coordinates: Float32Array };
  /** Features of the hover card. */
  readonly cards: readonly { readonly feature: string; readonly decimals: number; readonly column: Float64Array }[];
}

/** Everybody up to `most` users; beyond, a sample that keeps every segment's share and that of users in none, at least ten of each, in row order. */
export function drawMap(input: MapInput, random: Random, most = 20_000): MapData {
  const rows = sampleRows(groupsOf(input.labels, input.k), input.k + 1, random, most);
  return {
    drawn: rows.length,
    users: input.labels.length,
    explained: input.explained,
    ids: pick(rows, (row) => maskId(input.ids[row] ?? "")),
    ...placesOf(input.coordinates, rows),
    segment: pick(rows, (row) => input.labels[row] ?? -1),
    silhouette: pick(rows, (row) => known(input.silhouette[row] ?? Number.NaN, 2)),
    values: input.cards.map(({ feature, decimals, column }) => ({
      feature,
      values: pick(rows, (row) => known(column[row] ?? Number.NaN, decimals)),
    })),
    ...(input.nearness ? { nearness: drawNearness(input.nearness, rows) } : {}),
  };
}

function drawNearness({ summary, coordinates }: NonNullable<MapInput["nearness"]>, rows: Int32Array): NearnessMap {
  const { columns: _, ...made } = summary;
  return { ...made, ...placesOf(coordinates, rows) };
}

function placesOf(coordinates: Float32Array, rows: Int32Array): { readonly x: number[]; readonly y: number[] } {
  return {
    x: pick(rows, (row) => round(coordinates[2 * row] ?? 0, 3)),
    y: pick(rows, (row) => round(coordinates[2 * row + 1] ?? 0, 3)),
  };
}

/** A loop: Array.from over a typed array goes through its iterator, several times as slow. */
function pick<T>(rows: Int32Array, of: (row: number) => T): T[] {
  const picked: T[] = [];
  for (let i = 0; i < rows.length; i++) picked.push(of(rows[i] ?? 0));
  return picked;
}

/**
 * Stratified sample of at most `most` rows of segments 0…k−1: each segment gives its share, rounded, but ten (or all it
 * has); within it, selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S). Ascending row numbers.
 */
export function sampleRows(labels: Int32Array, k: number, random: Random, most: number): Int32Array {
  const { order, starts } = groupBySegment(labels, k);
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

function known(value: number, decimals: number): number | null {
  return Number.isFinite(value) ? round(value, decimals) : null;
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
 * Each segment's silhouettes from high to low: all of them, or `most` evenly spaced ones with the first and the last.
 * NaN (nobody to compare with) is left out.
 */
export function drawSilhouettes(silhouette: Float32Array, labels: Int32Array, k: number, most = 400): number[][] {
  const { order, starts } = groupBySegment(labels, k);
  return Array.from({ length: k }, (_, segment) => {
    const rows = order.subarray(starts[segment], starts[segment + 1]);
    const values = Float32Array.from(pick(rows, (row) => silhouette[row] ?? Number.NaN)).filter(
      (s) => !Number.isNaN(s),
    );
    values.sort().reverse();
    const drawn = Math.min(most, values.length);
    const step = drawn > 1 ? (values.length - 1) / (drawn - 1) : 0;
    return Array.from({ length: drawn }, (_, i) => round(values[Math.round(i * step)] ?? 0, 3));
  });
}
