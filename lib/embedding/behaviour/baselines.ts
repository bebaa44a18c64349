import { type Batch, openBatch } from "./batch.ts";
import { type GuessedField, guessedFields, wordsOf } from "./guess.ts";
import type { Ranked } from "./guesser.ts";
import { type HiddenEvents, hiddenBatches } from "./hidden-batches.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";
import { tokens } from "./vocabulary.ts";

type Ranks = Ranked["ranks"];

/**
 * What a hidden event is guessed to be without a model: the commonest of the training windows ("popularity"), and the visible
 * events before it, nearest first, then those after it, then the commonest ("last event", which in shops is hard to beat).
 */
export function rankByBaselines(
  hidden: HiddenEvents,
  trainingRows: Int32Array,
  options: { readonly batch: number; readonly asked: number },
): { popularity: Ranks; lastEvent: Ranks } {
  const { sequences, shape } = hidden;
  const batch = openBatch(shape, options.batch, options.asked);
  const popular = Object.fromEntries(
    guessedFields.map((field) => [field, placesByCount(sequences, field, trainingRows, wordsOf(shape, field))]),
  ) as Record<GuessedField, Int32Array>;
  const popularity = { item: [] as number[], category: [] as number[], type: [] as number[] };
  const lastEvent = { item: [] as number[], category: [] as number[], type: [] as number[] };
  for (const _ of hiddenBatches(batch, hidden)) {
    for (const [i, weight] of batch.hidden.weights.data.entries()) {
      if (weight === 0) continue;
      for (const field of guessedFields) {
        const target = batch.hidden[`${field}Target`].data[i] ?? 0;
        const place = popular[field][target] ?? 0;
        const seen = visibleAround(batch, shape, batch.hidden.rows.data[i] ?? 0, field);
        const found = seen.indexOf(target);
        // Those seen come first; of the others, those that are commoner stay before the target.
        const commonerSeen = seen.filter((token) => (popular[field][token] ?? 0) < place).length;
        popularity[field].push(place);
        lastEvent[field].push(found >= 0 ? found : place + seen.length - commonerSeen);
      }
    }
  }
  return { popularity: asRanks(popularity), lastEvent: asRanks(lastEvent) };
}

/** Distinct tokens of a window's visible events: the nearest before a batch's row first, then the nearest after. */
export function visibleAround(batch: Batch, shape: BehaviourShape, row: number, field: GuessedField): number[] {
  const found = new Set<number>();
  const { size } = batch;
  const column = row % size;
  const t = (row - column) / size;
  const look = (at: number) => {
    const token = tokenAt(batch, shape, at * size + column, field);
    if (token >= tokens.none) found.add(token);
  };
  for (let at = t - 1; at >= 0; at--) look(at);
  for (let at = t + 1; at < shape.length; at++) look(at);
  return [...found];
}

function tokenAt(batch: Batch, shape: BehaviourShape, row: number, field: GuessedField): number {
  if (field !== "type") return batch.events[field].data[row] ?? tokens.padding;
  const start = row * shape.smallColumns + shape.small.type;
  return batch.events.small.data.subarray(start, start + shape.types).indexOf(1);
}

/** For each token how many are commoner, ties in token order. */
function placesByCount(sequences: Sequences, field: GuessedField, rows: Int32Array, size: number): Int32Array {
  const { length } = sequences;
  const counts = new Float64Array(size);
  for (const row of rows) {
    for (let t = length - (sequences.counts[row] ?? 0); t < length; t++) {
      const token = sequences[field][row * length + t] ?? 0;
      counts[token] = (counts[token] ?? 0) + 1;
    }
  }
  const order = [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const places = new Int32Array(size);
  for (const [place, token] of order.entries()) places[token] = place;
  return places;
}

function asRanks(lists: Readonly<Record<GuessedField, number[]>>): Ranks {
  const { item, category, type } = lists;
  return { item: Int32Array.from(item), category: Int32Array.from(category), type: Int32Array.from(type) };
}
