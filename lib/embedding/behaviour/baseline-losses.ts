import { visibleAround } from "./baselines.ts";
import { openBatch } from "./batch.ts";
import { type GuessedField, guessedFields, wordsOf } from "./guess.ts";
import { type HiddenEvents, hiddenBatches } from "./hidden-batches.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";

/** Losses that a model must beat to have learnt anything, in the unit of its own. */
export interface BaselineLosses {
  readonly popularity: number;
  readonly lastEvent: number;
}

/** What training windows tell of a field without any model. */
interface Habits {
  /** Chance of each word, one added to its count. Sums to 1. */
  readonly chances: Float64Array;
  /** How often an event has the word of the one before it, (same + 1) / (pairs + 2). */
  readonly again: number;
}

/**
 * Loss in nats a hidden event, item, category and type added up as the model's is, of two that learn nothing: −ln of a word's
 * share of the training events ("popularity"), and of a mixture that gives the nearest visible event its share of repeats and
 * leaves the rest to popularity ("last event"). Above 0; 0 where nothing is hidden.
 */
export function baselineLosses(
  hidden: HiddenEvents,
  trainingRows: Int32Array,
  options: { readonly batch: number; readonly asked: number },
): BaselineLosses {
  const { sequences, shape } = hidden;
  const habits = new Map(guessedFields.map((field) => [field, habitsOf(sequences, field, trainingRows, shape)]));
  const batch = openBatch(shape, options.batch, options.asked);
  let [popularity, lastEvent, count] = [0, 0, 0];
  for (const _ of hiddenBatches(batch, hidden)) {
    for (const [i, weight] of batch.hidden.weights.data.entries()) {
      if (weight === 0) continue;
      count++;
      for (const [field, { chances, again }] of habits) {
        const target = batch.hidden[`${field}Target`].data[i] ?? 0;
        const chance = chances[target] ?? 0;
        popularity -= Math.log(chance);
        const [nearest] = visibleAround(batch, shape, batch.hidden.rows.data[i] ?? 0, field);
        lastEvent -= Math.log(
          nearest === undefined ? chance : again * Number(nearest === target) + (1 - again) * chance,
        );
      }
    }
  }
  const mean = (sum: number) => sum / Math.max(1, count);
  return { popularity: mean(popularity), lastEvent: mean(lastEvent) };
}

function habitsOf(sequences: Sequences, field: GuessedField, rows: Int32Array, shape: BehaviourShape): Habits {
  const { length } = sequences;
  const words = wordsOf(shape, field);
  const counts = new Float64Array(words).fill(1);
  let [events, same, pairs] = [words, 0, 0];
  for (const row of rows) {
    const first = length - (sequences.counts[row] ?? 0);
    for (let t = first; t < length; t++) {
      const word = sequences[field][row * length + t] ?? 0;
      counts[word] = (counts[word] ?? 0) + 1;
      events++;
      if (t === first) continue;
      pairs++;
      same += Number(sequences[field][row * length + t - 1] === word);
    }
  }
  return { chances: counts.map((own) => own / events), again: (same + 1) / (pairs + 2) };
}
