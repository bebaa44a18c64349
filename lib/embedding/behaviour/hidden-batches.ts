import type { Random } from "../../core/random.ts";
import { type Batch, fillEvents, type Hiding, hideEvents } from "./batch.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";

export interface HiddenEvents {
  readonly sequences: Sequences;
  readonly shape: BehaviourShape;
  readonly rows: Int32Array;
  readonly hiding: Hiding;
  /** The same stream hides the same events, so that a model and a baseline are asked the same questions. */
  readonly random: Random;
}

/** Fills the batch with one stretch of windows after another, some of their events hidden. */
export function* hiddenBatches(
  batch: Batch,
  { sequences, shape, rows, hiding, random }: HiddenEvents,
): Generator<void> {
  for (let start = 0; start < rows.length; start += batch.size) {
    const some = rows.subarray(start, start + batch.size);
    fillEvents(batch, sequences, shape, some);
    hideEvents(batch, sequences, shape, some, hiding, random);
    yield;
  }
}
