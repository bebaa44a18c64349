import type { Random } from "../../core/random.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";
import { tokens } from "./vocabulary.ts";

/** Memory of one batch of windows, filled again and again. Position by position: row t·size + b is event t of window b. */
export type Batch = ReturnType<typeof openBatch>;

export function openBatch(shape: BehaviourShape, size: number, asked: number) {
  const { length, smallColumns } = shape;
  const ints = (count: number) => ({ data: new Int32Array(count), shape: [count] });
  const floats = (...dims: number[]) => ({ data: new Float32Array(dims.reduce((a, b) => a * b, 1)), shape: dims });
  return {
    size,
    asked,
    events: {
      item: ints(length * size),
      category: ints(length * size),
      small: floats(length * size, smallColumns),
      mask: floats(size, 1, 1, length),
    },
    /** For pooling: 1 / events at real ones. */
    shares: floats(length, size, 1),
    /** Hidden events: their rows, what they were, and how much each counts. */
    hidden: {
      rows: ints(asked * size),
      itemTarget: ints(asked * size),
      categoryTarget: ints(asked * size),
      typeTarget: ints(asked * size),
      weights: floats(asked * size),
      /** How far each event of the window is from the hidden one, shifted to 0 … 2·length − 1: size × asked × length. */
      distance: ints(size * asked * length),
      /** Added to the scores of copying: 0 where an event shows, very low at padding. */
      visible: floats(size, 1, asked, length),
      /** 1 where an event's visible item, category is the hidden one's. */
      same: floats(size, 2, asked, length),
    },
  };
}

/** Low enough that its share is 0 in float32, and no sum of scores reaches infinity. */
const unseen = -1e9;

/** Copies windows into a batch; places beyond the given rows are empty windows. */
export function fillEvents(batch: Batch, sequences: Sequences, shape: BehaviourShape, rows: ArrayLike<number>): void {
  const { size, events, shares } = batch;
  const { length, small, smallColumns } = shape;
  events.small.data.fill(0);
  for (let b = 0; b < size; b++) {
    const row = b < rows.length ? (rows[b] ?? -1) : -1;
    const count = row < 0 ? 0 : (sequences.counts[row] ?? 0);
    for (let t = 0; t < length; t++) {
      const to = t * size + b;
      const isReal = t >= length - count;
      const from = row * length + t;
      events.mask.data[b * length + t] = isReal ? 0 : unseen;
      shares.data[to] = isReal ? 1 / count : 0;
      events.item.data[to] = isReal ? (sequences.item[from] ?? 0) : tokens.padding;
      events.category.data[to] = isReal ? (sequences.category[from] ?? 0) : tokens.padding;
      if (!isReal) continue;
      const at = to * smallColumns;
      events.small.data[at + small.type + (sequences.type[from] ?? 0)] = 1;
      events.small.data[at + small.price + (sequences.price[from] ?? 0)] = 1;
      events.small.data[at + small.gap + (sequences.gap[from] ?? 0)] = 1;
      events.small.data[at + small.hour + (sequences.hour[from] ?? 0)] = 1;
    }
  }
}

export interface Hiding {
  /** "mixed" to learn from; the other two to measure one thing at a time. */
  readonly which: "mixed" | "inside" | "last";
  /** Share of a window's events that is hidden, at least one. */
  readonly share: number;
}

/**
 * Hides events of a filled batch and notes what they were. Of the hidden ones 80 % are blanked, 10 % replaced by another
 * event of the batch, 10 % left as they are (Devlin et al. 2019, arXiv:1810.04805). In every second window the newest event
 * is among them: with nothing after it, that is next-event prediction (Sun et al. 2019, BERT4Rec, arXiv:1904.06690).
 * "inside" hides events that have others around them; "last" the newest only. Both blank all of them.
 * Windows of one event teach nothing and count nothing.
 */
export function hideEvents(
  batch: Batch,
  sequences: Sequences,
  shape: BehaviourShape,
  rows: ArrayLike<number>,
  hiding: Hiding,
  random: Random,
): void {
  const { size, asked, hidden, events } = batch;
  const { length, small, smallColumns } = shape;
  hidden.weights.data.fill(0);
  hidden.rows.data.fill(0);
  let counted = 0;
  for (let b = 0; b < Math.min(size, rows.length); b++) {
    const row = rows[b] ?? -1;
    const count = row < 0 ? 0 : (sequences.counts[row] ?? 0);
    if (count < 2) continue;
    const places = choosePlaces(count, Math.min(asked, Math.max(1, Math.round(hiding.share * count))), hiding, random);
    for (const [slot, place] of places.entries()) {
      const t = length - count + place;
      const from = row * length + t;
      const to = t * size + b;
      const at = slot * size + b;
      hidden.rows.data[at] = to;
      hidden.itemTarget.data[at] = sequences.item[from] ?? 0;
      hidden.categoryTarget.data[at] = sequences.category[from] ?? 0;
      hidden.typeTarget.data[at] = sequences.type[from] ?? 0;
      hidden.weights.data[at] = 1;
      counted++;
      const luck = hiding.which === "mixed" ? random.next() : 0;
      if (luck >= 0.9) continue;
      if (luck >= 0.8) copyEvent(random.int(length) * size + b, to);
      else blankEvent(to);
    }
  }
  noteCopies(batch, length);
  for (let i = 0; i < hidden.weights.data.length; i++)
    hidden.weights.data[i] = (hidden.weights.data[i] ?? 0) / Math.max(1, counted);

  function blankEvent(to: number): void {
    events.item.data[to] = tokens.masked;
    events.category.data[to] = tokens.masked;
    events.small.data.fill(0, to * smallColumns, (to + 1) * smallColumns);
    events.small.data[to * smallColumns + small.masked] = 1;
  }

  function copyEvent(from: number, to: number): void {
    events.item.data[to] = events.item.data[from] ?? 0;
    events.category.data[to] = events.category.data[from] ?? 0;
    events.small.data.copyWithin(to * smallColumns, from * smallColumns, (from + 1) * smallColumns);
  }
}

/** For each hidden event, what copying from the window as it now shows would give. */
function noteCopies({ size, asked, hidden, events }: Batch, length: number): void {
  for (let b = 0; b < size; b++) {
    for (let slot = 0; slot < asked; slot++) {
      const at = slot * size + b;
      const own = Math.floor((hidden.rows.data[at] ?? 0) / size);
      for (let t = 0; t < length; t++) {
        const from = t * size + b;
        const to = (b * asked + slot) * length + t;
        hidden.distance.data[to] = t - own + length;
        hidden.visible.data[to] = events.mask.data[b * length + t] ?? 0;
        const way = (2 * b * asked + slot) * length + t;
        hidden.same.data[way] = Number(events.item.data[from] === hidden.itemTarget.data[at]);
        hidden.same.data[way + asked * length] = Number(events.category.data[from] === hidden.categoryTarget.data[at]);
      }
    }
  }
}

/** Places 0 … count − 1 among the real events, each at most once. */
function choosePlaces(count: number, wanted: number, { which }: Hiding, random: Random): number[] {
  if (which === "last") return [count - 1];
  const places = new Set<number>();
  if (which === "mixed" && random.next() < 0.5) places.add(count - 1);
  const inner = which === "inside" && count > 2 ? { first: 1, number: count - 2 } : { first: 0, number: count };
  while (places.size < Math.min(wanted, inner.number)) places.add(inner.first + random.int(inner.number));
  return [...places];
}
